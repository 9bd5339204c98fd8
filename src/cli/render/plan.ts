/** A plan as text, to be read at a glance: what becomes of each resource and why, field by field; then the counts. */
import { type Place, shortPlace } from "../../core/diagnostics.ts";
import type { Change, Plan, Step, Verdict } from "../../index.ts";
import { oneLine, type Paint, padEnd, type Style, width } from "../paint.ts";

type Action = Verdict["action"];

interface Look {
  readonly symbol: string;
  readonly style: Style;
  /** In the last line: `2 to create`. */
  readonly count: string;
}

/** In the order in which the last line counts them. */
const looks: Readonly<Record<Action, Look>> = {
  create: { symbol: "+", style: "green", count: "to create" },
  pull: { symbol: "+", style: "green", count: "to pull" },
  build: { symbol: "+", style: "green", count: "to build" },
  replace: { symbol: "±", style: "yellow", count: "to replace" },
  "replace-data": { symbol: "±", style: "red", count: "to replace with loss of data" },
  "maybe-replace": { symbol: "±", style: "yellow", count: "to replace if the image is another one" },
  change: { symbol: "~", style: "yellow", count: "to change in place" },
  start: { symbol: "~", style: "yellow", count: "to start" },
  restart: { symbol: "~", style: "yellow", count: "to restart" },
  stop: { symbol: "-", style: "red", count: "to stop" },
  remove: { symbol: "-", style: "red", count: "to remove" },
  keep: { symbol: " ", style: "dim", count: "unchanged" },
};

const kinds = ["image", "network", "volume", "provider", "model", "container"] as const;

/** @param steps whether every engine call is listed too */
export function planText(plan: Plan, paint: Paint, { steps }: { readonly steps: boolean }): string {
  const verdicts = plan.verdicts.toSorted((a, b) => kinds.indexOf(a.resource.kind) - kinds.indexOf(b.resource.kind));
  const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, width(text)), 0);
  const nameWidth = widest(verdicts.map(({ resource }) => oneLine(resource.name)));
  const actionWidth = widest(verdicts.map(({ action }) => action));
  const lines = verdicts.flatMap((verdict) => [
    verdictLine(verdict, nameWidth, actionWidth, paint),
    ...(verdict.marks ?? []).map((mark) => `      ${paint("red", oneLine(mark))}`),
    ...(verdict.changes ?? []).map((change) => `      ${changeText(change, paint)}`),
  ]);
  const blocks = [lines, steps && plan.steps.length > 0 ? stepLines(plan.steps, paint) : [], [countLine(plan, paint)]];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}

function verdictLine(
  { resource, action, because }: Verdict,
  nameWidth: number,
  actionWidth: number,
  paint: Paint,
): string {
  const { symbol, style } = looks[action];
  const kind = padEnd(resource.kind, "container".length);
  const name = padEnd(oneLine(resource.name), nameWidth);
  const kept = action === "keep";
  const why = because === "" ? "" : `  ${paint("dim", oneLine(because))}`;
  const line = `  ${paint(style, symbol)} ${paint("dim", kind)}  ${kept ? paint("dim", name) : name}  ${paint(style, padEnd(action, actionWidth))}${why}`;
  return line.trimEnd();
}

/** `image: nginx:1.27 → nginx:1.28 (compose.yaml:14)` */
function changeText({ field, from, to, place, drift }: Change, paint: Paint): string {
  const value = (text: string | undefined, style: Style): string =>
    text === undefined ? paint("dim", "(none)") : paint(style, oneLine(text));
  const values = from === undefined && to === undefined ? "changed" : `${value(from, "red")} → ${value(to, "green")}`;
  const notes = [placeNote(place), drift === true ? "changed since its creation" : ""].filter((note) => note !== "");
  return `${oneLine(field)}: ${values}${notes.length > 0 ? paint("dim", ` (${notes.join(", ")})`) : ""}`;
}

const placeNote = (place: Place | undefined): string => (place === undefined ? "" : shortPlace(place));

/** Every engine call, numbered, with the numbers of those that end before it. */
function stepLines(steps: readonly Step[], paint: Paint): string[] {
  const numbers = new Map(steps.map((step, i) => [step.id, i + 1]));
  const digits = String(steps.length).length;
  const idWidth = steps.reduce((most, step) => Math.max(most, width(step.id)), 0);
  return steps.map((step, i) => {
    const after = [...step.after, ...(step.afterEnd ?? [])].map((id) => numbers.get(id) ?? 0).sort((a, b) => a - b);
    const needs = after.length > 0 ? `  after ${after.join(", ")}` : "";
    const condition = step.onlyIf === undefined ? "" : ", if needed";
    return `  ${paint("dim", String(i + 1).padStart(digits))}  ${padEnd(oneLine(step.id), idWidth)}  ${paint("dim", `${oneLine(step.because)}${condition}${needs}`)}`;
  });
}

function countLine(plan: Plan, paint: Paint): string {
  const counts = (Object.keys(looks) as Action[])
    .map((action) => ({ action, count: plan.verdicts.filter((verdict) => verdict.action === action).length }))
    .filter(({ count }) => count > 0);
  const changes = counts.filter(({ action }) => action !== "keep");
  const kept = counts.find(({ action }) => action === "keep")?.count ?? 0;
  if (changes.length === 0) return paint("bold", kept === 0 ? "Nothing to do." : `Nothing to do: ${kept} unchanged.`);
  const text = changes.map(({ action, count }) => `${count} ${looks[action].count}`).join(", ");
  return paint("bold", `Plan: ${text}${kept > 0 ? `; ${kept} unchanged` : ""}.`);
}
