/** The plan's steps as stable text, one a line: what golden files hold and `plan --steps` prints. */
import { shortPlace } from "../../core/diagnostics.ts";
import type { Change, Condition, Plan, Step } from "./plan.ts";

export function planText(plan: Plan): string {
  if (plan.steps.length === 0) return "nothing to do\n";
  const numbers = new Map(plan.steps.map((step, i) => [step.id, i + 1]));
  const width = String(plan.steps.length).length;
  const idWidth = Math.max(...plan.steps.map(({ id }) => id.length));
  const line = (step: Step): string => {
    const needs = [...step.after, ...(step.afterEnd ?? [])]
      .map((id) => numbers.get(id))
      .sort((a, b) => (a ?? 0) - (b ?? 0));
    const after = needs.length > 0 ? `after ${needs.join(" ")}` : "";
    const condition = step.onlyIf ? `${conditionText(step.onlyIf)}; ` : "";
    const number = String(numbers.get(step.id)).padStart(width);
    return [
      `${number}  ${step.id.padEnd(idWidth)}  ${condition}${step.because}  ${after}`.trimEnd(),
      ...(step.changes ?? []).map((change) => `${" ".repeat(width + 4)}${changeText(change)}`),
    ].join("\n");
  };
  return `${plan.steps.map(line).join("\n")}\n`;
}

/** `image: nginx:1.27 → nginx:1.28 (compose.yaml:14)` */
export function changeText({ field, from, to, place, drift }: Change): string {
  const values = from === undefined && to === undefined ? " changed" : `: ${from ?? "–"} → ${to ?? "–"}`;
  const where = drift ? " (changed by somebody since)" : place ? ` (${shortPlace(place)})` : "";
  return `${field}${values}${where}`;
}

function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case "image-differs":
      return "if the image is another one";
    case "image-same":
      return "if the image is the same";
    case "variables-differ":
      return condition.image
        ? "if the image or a provider's variables are others"
        : "if a provider gives other variables";
    case "variables-same":
      return condition.image ? "if image and variables are the same" : "if providers give the same variables";
    case "failed":
      return `if ${condition.steps.map((step) => `"${step}"`).join(" or ")} fails`;
  }
}
