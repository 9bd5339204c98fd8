/** A plan as text, to be read at a glance: what becomes of each resource and why, field by field; then the counts. */
import type { Plan, Verdict } from "../../index.ts";
import { clipMiddle, oneLine, type Paint, padEnd, type Style, width } from "../terminal/paint.ts";
import { changeText, stepLines } from "./plan-steps.ts";
import { builderText, reasonText } from "./reasons.ts";
import { plural } from "./words.ts";

type Action = Verdict["action"];

interface Look {
  /** Where the action is not called by its own name. */
  readonly word?: string;
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
  push: { symbol: "+", style: "green", count: "to push" },
  replace: { word: "recreate", symbol: "±", style: "yellow", count: "to recreate" },
  "replace-data": { word: "recreate", symbol: "±", style: "red", count: "to recreate, losing data" },
  "replace-if-needed": { word: "may recreate", symbol: "±", style: "yellow", count: "to recreate if needed" },
  change: { symbol: "~", style: "yellow", count: "to change" },
  start: { symbol: "~", style: "yellow", count: "to start" },
  restart: { symbol: "~", style: "yellow", count: "to restart" },
  "restart-if-needed": { word: "may restart", symbol: "~", style: "yellow", count: "to restart if needed" },
  stop: { symbol: "-", style: "red", count: "to stop" },
  remove: { symbol: "-", style: "red", count: "to remove" },
  keep: { symbol: " ", style: "dim", count: "unchanged" },
};

const wordOf = (action: Action): string => looks[action].word ?? action;

/** Fewer columns of a name tell nothing. */
const shortest = 16;

const kinds = ["project", "image", "network", "volume", "provider", "model", "container"] as const;

export interface PlanLook {
  /** Every engine call is listed too. */
  readonly steps: boolean;
  /** Of the terminal; absent: names are never shortened. */
  readonly columns?: number;
}

export function planText(plan: Plan, paint: Paint, { steps, columns }: PlanLook): string {
  const verdicts = plan.verdicts.toSorted((a, b) => kinds.indexOf(a.resource.kind) - kinds.indexOf(b.resource.kind));
  const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, width(text)), 0);
  const names = widest(verdicts.map(({ resource }) => oneLine(resource.name)));
  const nameWidth = columns === undefined ? names : Math.min(names, Math.max(shortest, Math.floor(columns * 0.4)));
  const actionWidth = widest(verdicts.map(({ action }) => wordOf(action)));
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
  { resource, action, reason, builder, pushed, otherwise }: Verdict,
  nameWidth: number,
  actionWidth: number,
  paint: Paint,
): string {
  const { symbol, style } = looks[action];
  const kind = padEnd(resource.kind, "container".length);
  const name = padEnd(clipMiddle(oneLine(resource.name), nameWidth), nameWidth);
  const kept = action === "keep";
  const reasons = [
    reasonText(reason, !action.endsWith("-if-needed")),
    builder ? builderText(builder) : "",
    pushed ? "then pushed" : "",
    otherwise ? `otherwise ${wordOf(otherwise)}` : "",
  ];
  const why = `  ${paint("dim", oneLine(reasons.filter((text) => text !== "").join(", ")))}`;
  const line = `  ${paint(style, symbol)} ${paint("dim", kind)}  ${kept ? paint("dim", name) : name}  ${paint(style, padEnd(wordOf(action), actionWidth))}${why}`;
  return line.trimEnd();
}

function countLine(plan: Plan, paint: Paint): string {
  const counts = (Object.keys(looks) as Action[])
    .map((action) => ({ action, count: plan.verdicts.filter((verdict) => verdict.action === action).length }))
    .filter(({ count }) => count > 0);
  const changes = counts.filter(({ action }) => action !== "keep");
  const orphans = plan.verdicts.filter(isKeptOrphan).length;
  const kept = (counts.find(({ action }) => action === "keep")?.count ?? 0) - orphans;
  const left = [kept > 0 ? `${kept} unchanged` : "", orphans > 0 ? plural(orphans, "orphan") : ""]
    .filter((text) => text !== "")
    .join(", ");
  if (changes.length === 0) return paint("bold", left === "" ? "Nothing to do." : `Nothing to do: ${left}.`);
  const text = changes.map(({ action, count }) => `${count} ${looks[action].count}`).join(", ");
  return paint("bold", `Plan: ${text}${left === "" ? "" : `; ${left}`}.`);
}

const isKeptOrphan = ({ action, reason }: Verdict): boolean => action === "keep" && reason.code === "orphan";
