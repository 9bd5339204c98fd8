/** What hooks write while a plan runs, as lines among the containers' output: `web-1 ->  | migrating…`. */
import { type Event, type LogLine, outputLine, type Plan } from "../../index.ts";

/** Steps whose progress is what somebody's program writes. */
const hooks: ReadonlySet<string> = new Set(["run-pre-start", "run-post-start", "run-pre-stop"]);

export interface HookLine {
  readonly service: string;
  /** Whose line it is: `web-1 ->` */
  readonly name: string;
  readonly line: LogLine;
}

/** @returns what is to hear the events of the plan's run */
export function hookOutput(plan: Plan, wallMs: () => number, print: (line: HookLine) => void): (event: Event) => void {
  const resources = new Map(
    plan.steps.filter(({ operation }) => hooks.has(operation.kind)).map(({ id, resource }) => [id, resource]),
  );
  return (event) => {
    if (event.type !== "step-progress") return;
    const resource = resources.get(event.step);
    if (resource === undefined) return;
    const { name, service = "" } = resource;
    const line = { ...outputLine("stdout", event.progress.text), timestamp: new Date(wallMs()).toISOString() };
    print({ service, name: `${shortName(name, plan.project)} ->`, line });
  };
}

/** `web-1` of `shop-web-1`. */
const shortName = (name: string, project: string): string =>
  ["-", "_"].some((mark) => name.startsWith(project + mark)) ? name.slice(project.length + 1) : name;
