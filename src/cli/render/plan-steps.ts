/** A plan's steps as text, one a line: number, name, condition, reason, and the numbers of the steps before it. */
import { shortPlace } from "../../core/diagnostics.ts";
import type { Change, Plan, Step } from "../../index.ts";
import { oneLine, type Paint, padEnd, uncoloured, width } from "../terminal/paint.ts";
import { conditionText } from "./condition-text.ts";
import { reasonText } from "./reasons.ts";

/** What `plan --steps` prints. */
export function stepLines(steps: readonly Step[], paint: Paint): string[] {
  const numbers = new Map(steps.map((step, i) => [step.id, i + 1]));
  const digits = String(steps.length).length;
  const idWidth = steps.reduce((most, step) => Math.max(most, width(step.id)), 0);
  return steps.flatMap((step, i) => {
    const before = [...step.after, ...(step.afterEnd ?? [])].map((id) => numbers.get(id) ?? 0).sort((a, b) => a - b);
    const words = whyText(step);
    const after = before.length > 0 ? `after ${before.join(" ")}` : "";
    const said = [oneLine(words), after].filter((text) => text !== "").join("  ");
    const number = String(i + 1).padStart(digits);
    return [
      `${paint("dim", number)}  ${padEnd(oneLine(step.id), idWidth)}  ${paint("dim", said)}`.trimEnd(),
      ...(step.changes ?? []).map((change) => `${" ".repeat(digits + 4)}${changeText(change, paint)}`),
    ];
  });
}

/** What is there for the case of a failure says so first; then exactly when. */
function whyText({ reason, onlyIf }: Step): string {
  const [why, condition] = [reasonText(reason), onlyIf ? conditionText(onlyIf) : ""];
  if (condition === "") return why;
  if (reason.code === "start-failed") return `${why}: ${condition}`;
  const saysMore = why !== "" && !reason.code.endsWith("-pending");
  return saysMore ? `if ${condition}; ${why}` : `if ${condition}`;
}

/** All steps of a plan without colour: what golden files hold. */
export const stepsText = ({ steps }: Pick<Plan, "steps">): string =>
  steps.length === 0 ? "nothing to do\n" : `${stepLines(steps, uncoloured).join("\n")}\n`;

/** `image: nginx:1.27 → nginx:1.28 (compose.yaml:14)` */
export function changeText({ field, from, to, how, place, drift }: Change, paint: Paint): string {
  const value = (text: string | undefined, style: "red" | "green"): string =>
    text === undefined ? paint("dim", "(none)") : paint(style, oneLine(text));
  const values =
    from === undefined && to === undefined
      ? (how ?? "changed")
      : `${value(withoutUnit(from, to), "red")} → ${value(to, "green")}`;
  const notes = [place === undefined ? "" : shortPlace(place), drift === true ? "changed outside the file" : ""];
  const told = notes.filter((note) => note !== "");
  return `${oneLine(field)}: ${values}${told.length > 0 ? paint("dim", ` (${told.join(", ")})`) : ""}`;
}

/** `0.5 → 1 CPU` */
const withoutUnit = (from: string | undefined, to = ""): string | undefined =>
  / CPUs?$/.test(to) ? from?.replace(/ CPUs?$/, "") : from;
