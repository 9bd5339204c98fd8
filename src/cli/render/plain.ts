/**
 * One line an event on standard error, the lines that other tools read: ` Container shop-web-1 Started `. A container
 * that is replaced is told as one thing, Recreate and Recreated, whatever steps that takes.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Event, StepView } from "../../core/events.ts";
import type { StepId } from "../../core/ids.ts";
import type { Output } from "../process/output.ts";
import { oneLine } from "../terminal/paint.ts";
import { reasonText } from "./reasons.ts";
import type { Renderer } from "./renderer.ts";
import { having, keptWord, lookOf, recreated, title } from "./words.ts";

/** @param buildLog where the steps of builds are told */
export function plainRenderer(
  out: Output,
  err: Output,
  textOf: (warning: Diagnostic) => string,
  buildLog: Output = err,
): Renderer {
  const line = plainLines();
  return {
    emit: (event) => {
      if (event.type === "warning") err.write(textOf(event.diagnostic));
      const to = event.type === "step-progress" ? buildLog : err;
      for (const text of line(event)) to.write(`${text}\n`);
    },
    print: (content, stream) => (stream === "stdout" ? out : err).write(content),
    end: async () => {},
  };
}

/** A function from each event to its lines; it remembers the plan. */
export function plainLines(): (event: Event) => readonly string[] {
  let steps: ReadonlyMap<StepId, StepView> = new Map();
  let replaced: ReadonlySet<string> = new Set();
  let restarted: ReadonlySet<string> = new Set();
  const parts = new Map<StepId, string>();
  const say = (step: StepView, text: string, details = ""): string[] =>
    text === "" ? [] : [` ${oneLine(title(step.resource))} ${text} ${oneLine(details)}`];

  return (event) => {
    if (event.type === "plan") {
      steps = new Map(event.steps.map((step) => [step.id, step]));
      replaced = recreated(event.steps);
      restarted = event.steps.some(({ reason }) => reason.code === "requested" && reason.by === "restart")
        ? having(event.steps, "stops")
        : new Set();
      return [
        ...event.kept
          .filter((kept) => kept.kind === "container")
          .map((kept) => ` ${oneLine(title(kept))} ${keptWord(kept)} `),
        ...(event.skipped ?? []).map(
          ({ resource, reason }) => ` ${oneLine(title(resource))} Skipped ${oneLine(reasonText(reason))}`,
        ),
      ];
    }
    const step = "step" in event ? steps.get(event.step) : undefined;
    if (step === undefined) return [];
    const isOf = (all: ReadonlySet<string>): boolean => all.has(title(step.resource));
    const words = isOf(restarted) ? restartWords(step) : plainWords(step, isOf(replaced));
    switch (event.type) {
      case "step-started":
        return say(step, words.doing);
      case "step-done":
        return say(step, words.done, event.digest);
      case "step-failed":
        // What more there is to say is said at the end.
        return say(step, "Error", event.message.split("\n", 1)[0]);
      case "step-progress": {
        const { kind, part, text } = event.progress;
        if (kind === "retry") return say(step, words.doing, text);
        if (lookOf(step.action).progress !== "steps") return [];
        const isNew = part !== undefined && parts.get(step.id) !== part;
        if (part !== undefined) parts.set(step.id, part);
        return [...(isNew ? say(step, words.doing, part) : []), ...(kind === "printed" ? say(step, "|", text) : [])];
      }
      default:
        return [];
    }
  };
}

const silent = { doing: "", done: "" };

/** `restart` is told as one thing, too: Restarting and Started. */
function restartWords(step: StepView): { readonly doing: string; readonly done: string } {
  const look = lookOf(step.action);
  if (look.part === "stops") return { doing: "Restarting", done: "" };
  return look.part === "starts" ? { doing: "", done: look.done } : look;
}

function plainWords(step: StepView, replaced: boolean): { readonly doing: string; readonly done: string } {
  const look = lookOf(step.action);
  if (look.part === "names") return silent;
  if (look.instant) return { doing: "", done: look.done };
  if (!replaced) return look;
  if (look.part === "makes") return { doing: "Recreate", done: "" };
  if (look.part === "removes") return { doing: "", done: "Recreated" };
  return look.part === "stops" ? silent : look;
}
