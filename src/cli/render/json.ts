/**
 * One JSON object a line on standard error: the keys that tools know from Compose (`id`, `status`, `text`, …), and
 * beside them the event itself. schemas/events.schema.json describes every line.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { WindlassError } from "../../core/errors.ts";
import type { Event, Kept, Resource, StepView } from "../../core/events.ts";
import type { StepId } from "../../core/ids.ts";
import type { Reason } from "../../core/reason.ts";
import type { Output } from "../process/output.ts";
import { reasonText } from "./reasons.ts";
import type { Renderer } from "./renderer.ts";
import { keptWord, lookOf, title } from "./words.ts";

export type JsonLine = Readonly<Record<string, unknown>>;

export function jsonRenderer(out: Output, err: Output): Renderer {
  const line = jsonLines();
  return {
    emit: (event) => {
      for (const object of line(event)) err.write(`${JSON.stringify(object)}\n`);
    },
    print: (content, stream) => (stream === "stdout" ? out : err).write(content),
    end: async () => {},
  };
}

type Status = "Working" | "Done" | "Warning" | "Error";

/** A function from each event to its objects; it remembers the plan. */
export function jsonLines(): (event: Event) => readonly JsonLine[] {
  let project = "";
  let steps: ReadonlyMap<StepId, StepView> = new Map();

  const ofProject = (status: Status, text: string, own: object): JsonLine => ({
    id: `Project ${project}`,
    status,
    text,
    ...own,
  });

  return (event) => {
    switch (event.type) {
      case "plan": {
        project = event.project;
        steps = new Map(event.steps.map((step) => [step.id, step]));
        const planned = ofProject("Working", "Planned", {
          event: "plan",
          project,
          steps: event.steps.map((step) => ({ ...stepKeys(step), after: step.after, conditional: step.conditional })),
        });
        return [planned, ...event.kept.map(keptLine), ...(event.skipped ?? []).map(skippedLine)];
      }
      case "warning":
        return [
          { ...ofProject("Warning", event.diagnostic.message, { event: "warning" }), ...problem(event.diagnostic) },
        ];
      case "run-ended":
        return [
          ofProject(event.outcome === "done" ? "Done" : "Error", event.outcome, {
            event: "run-ended",
            outcome: event.outcome,
            at_ms: Math.round(event.atMs),
          }),
        ];
      default: {
        const step = steps.get(event.step);
        return step === undefined ? [] : [stepLine(step, event)];
      }
    }
  };
}

type StepEvent = Exclude<Event, { readonly type: "plan" | "warning" | "run-ended" }>;

function stepLine(step: StepView, event: StepEvent): JsonLine {
  const words = lookOf(step.action);
  const id = title(step.resource);
  const own = { event: event.type, ...stepKeys(step), at_ms: Math.round(event.atMs) };
  switch (event.type) {
    case "step-started":
      return { id, status: "Working", text: words.doing, ...own };
    case "step-done":
      return {
        id,
        status: "Done",
        text: words.done,
        ...own,
        took_ms: Math.round(event.tookMs),
        ...(event.digest !== undefined && { digest: event.digest }),
      };
    case "step-unneeded":
      return { id, status: "Done", text: "Skipped", details: event.why, ...own };
    case "step-skipped":
      return { id, status: "Warning", text: "Skipped", ...own, blocked_by: event.blockedBy };
    case "step-failed":
      return {
        id,
        status: "Error",
        text: "Error",
        details: event.message,
        ...own,
        took_ms: Math.round(event.tookMs),
        code: event.code,
        ...(event.hint !== undefined && { hint: event.hint }),
      };
    case "step-progress": {
      const { part, text, current, total } = event.progress;
      const whole = current !== undefined && total !== undefined && total > 0;
      return {
        id: part ?? id,
        ...(part !== undefined && { parent_id: id }),
        status: "Working",
        text: part === undefined ? words.doing : text,
        ...(part === undefined && text !== "" && { details: text }),
        ...(current !== undefined && { current }),
        ...(total !== undefined && { total }),
        ...(whole && { percent: Math.min(100, Math.floor((current / total) * 100)) }),
        ...own,
      };
    }
  }
}

const stepKeys = (step: StepView): object => ({
  step: step.id,
  action: step.action,
  ...resourceKeys(step.resource),
  because: reasonText(step.reason),
  reason: step.reason,
});

const resourceKeys = (resource: Resource): object => ({
  kind: resource.kind,
  name: resource.name,
  ...(resource.service !== undefined && { service: resource.service }),
});

const keptLine = (kept: Kept): JsonLine => ({
  id: title(kept),
  status: "Done",
  text: keptWord(kept),
  event: "kept",
  ...resourceKeys(kept),
});

const skippedLine = ({ resource, reason }: { readonly resource: Resource; readonly reason: Reason }): JsonLine => ({
  id: title(resource),
  status: "Done",
  text: "Skipped",
  details: reasonText(reason),
  event: "kept",
  ...resourceKeys(resource),
  reason,
});

/** The keys of a complaint. */
export const problem = (diagnostic: Diagnostic): object => ({
  code: diagnostic.code,
  message: diagnostic.message,
  ...(diagnostic.hint !== undefined && { hint: diagnostic.hint }),
  ...(diagnostic.path !== undefined && { path: diagnostic.path }),
  ...(diagnostic.place !== undefined && {
    file: diagnostic.place.file,
    line: diagnostic.place.line,
    column: diagnostic.place.column,
  }),
  ...(diagnostic.chain !== undefined && {
    chain: diagnostic.chain.map(({ words, place: { file, line, column } }) => ({ words, file, line, column })),
  }),
});

/** A warning outside of a run: while the files are read. */
export const warningLine = (diagnostic: Diagnostic): JsonLine => ({
  id: "Warning",
  status: "Warning",
  text: diagnostic.message,
  event: "warning",
  ...problem(diagnostic),
});

/** The last line of a run that failed: the key `error` is how tools tell it from progress. */
export const errorLine = (error: WindlassError): JsonLine => ({
  error: true,
  message: error.message,
  code: error.code,
  ...(error.hint !== undefined && { hint: error.hint }),
  ...(error.diagnostics.length > 0 && { diagnostics: error.diagnostics.map(problem) }),
});

/** What stands after a run, or that there was nothing to do. */
export const summaryLine = ({
  project,
  text,
  counts,
  removed,
  tookMs,
}: {
  readonly project: string;
  readonly text: string;
  /** Containers by their state. */
  readonly counts: Readonly<Partial<Record<string, number>>>;
  /** Resources by their kind. */
  readonly removed: Readonly<Partial<Record<string, number>>>;
  readonly tookMs: number;
}): JsonLine => ({
  id: `Project ${project}`,
  status: "Done",
  text,
  event: "summary",
  containers: counts,
  removed,
  took_ms: Math.round(tookMs),
});

/** A container that has ended by itself soon after it was started. */
export const endedLine = (name: string, service: string, exitCode: number): JsonLine => ({
  id: `Container ${name}`,
  status: exitCode === 0 ? "Done" : "Warning",
  text: "Exited",
  details: `code ${exitCode}`,
  event: "ended",
  kind: "container",
  name,
  service,
  exit_code: exitCode,
});
