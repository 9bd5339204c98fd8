/** A plan as text, to be read at a glance: what becomes of each resource and why, field by field; then the counts. */
import type { Plan, Verdict } from "../../index.ts";
import { oneLine, type Paint, padEnd, type Style, width } from "./paint.ts";
import { changeText, stepLines } from "./plan-steps.ts";
import { reasonText } from "./reasons.ts";

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
  "replace-data": { symbol: "±", style: "red", count: "to replace, losing data" },
  "replace-if-needed": { symbol: "±", style: "yellow", count: "to replace if needed" },
  change: { symbol: "~", style: "yellow", count: "to change" },
  start: { symbol: "~", style: "yellow", count: "to start" },
  restart: { symbol: "~", style: "yellow", count: "to restart" },
  stop: { symbol: "-", style: "red", count: "to stop" },
  remove: { symbol: "-", style: "red", count: "to remove" },
  keep: { symbol: " ", style: "dim", count: "unchanged" },
};

const kinds = ["project", "image", "network", "volume", "provider", "model", "container"] as const;

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
  const blocks = [
    lines,
    steps && plan.steps.length > 0 ? stepLines(plan.steps, paint).map((line) => `  ${line}`) : [],
    [countLine(plan, paint)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}

function verdictLine(
  { resource, action, reason }: Verdict,
  nameWidth: number,
  actionWidth: number,
  paint: Paint,
): string {
  const { symbol, style } = looks[action];
  const kind = padEnd(resource.kind, "container".length);
  const name = padEnd(oneLine(resource.name), nameWidth);
  const kept = action === "keep";
  const why = `  ${paint("dim", oneLine(reasonText(reason)))}`;
  const line = `  ${paint(style, symbol)} ${paint("dim", kind)}  ${kept ? paint("dim", name) : name}  ${paint(style, padEnd(action, actionWidth))}${why}`;
  return line.trimEnd();
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
