/**
 * What stands after a plan has run, and the one line that says so: `3 running, 1 healthy, 1 completed (2.4s)`. It is counted
 * from what was observed and from the run's own events; whoever has looked at the engine since corrects it.
 */
import type { ContainerStatus, Event, Operation, Plan, Resource, ResourceKind, Step, StepId } from "../../index.ts";
import { isYes, type Settings } from "../args/settings.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { summaryLine } from "../render/json.ts";
import { elapsed, plural, recreated, title } from "../render/words.ts";

/** In the order in which they are said. Who is healthy or unhealthy is running, too. */
const states = [
  "running",
  "healthy",
  "unhealthy",
  "restarting",
  "completed",
  "failed",
  "paused",
  "created",
  "stopped",
  "killed",
  "signalled",
] as const;
type State = (typeof states)[number];

/** In the order in which they are said to be gone. */
const kinds: readonly ResourceKind[] = ["container", "network", "volume", "image"];

/** Word → how many. */
export type Counts = Readonly<Partial<Record<string, number>>>;

const handled: Readonly<Partial<Record<Operation["kind"], State>>> = {
  "create-container": "created",
  "start-container": "running",
  "wait-healthy": "healthy",
  "wait-completed": "completed",
  "stop-container": "stopped",
  "pause-container": "paused",
  "unpause-container": "running",
};

const imageWords: Readonly<Partial<Record<Operation["kind"], string>>> = {
  "pull-image": "pulled",
  "push-image": "pushed",
  "build-image": "built",
};

type Observed = Pick<ContainerStatus, "state"> & Partial<Pick<ContainerStatus, "health" | "exitCode">>;

/** One that ended without a known code was stopped, as far as anybody can tell. */
function stateOf({ state, health, exitCode }: Observed): State {
  if (state === "running") return health === "healthy" || health === "unhealthy" ? health : "running";
  if (state === "restarting" || state === "paused" || state === "created") return state;
  return exitCode === undefined ? "stopped" : exitCode === 0 ? "completed" : "failed";
}

export class Outcome {
  readonly #plan: Plan;
  readonly #steps: ReadonlyMap<StepId, Step>;
  #recreated: ReadonlySet<string> = new Set();
  readonly #containers = new Map<string, State>();
  readonly #removed = new Map<ResourceKind, number>();
  readonly #images = new Map<string, number>();
  /** How long it took; 0 before its end. */
  tookMs = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#steps = new Map(plan.steps.map((step) => [step.id, step]));
    for (const { resource, action, reason, observed } of plan.verdicts)
      if (resource.kind === "container" && observed !== undefined && !(action === "keep" && reason.code === "orphan"))
        this.#containers.set(resource.name, stateOf(observed as Observed));
  }

  hear(event: Event): void {
    if (event.type === "plan") this.#recreated = recreated(event.steps);
    if (event.type === "run-ended") this.tookMs = event.atMs;
    const step = event.type === "step-done" ? this.#steps.get(event.step) : undefined;
    if (step !== undefined && step.operation.kind !== "join") this.#done(step.operation, step.resource);
  }

  #done(operation: Operation, resource: Resource): void {
    const { kind, name } = resource;
    const word = imageWords[operation.kind];
    if (word !== undefined) this.#images.set(word, (this.#images.get(word) ?? 0) + 1);
    // The old one of a container that is recreated: the new one has its name.
    const isOld = this.#recreated.has(title(resource));
    if (operation.kind.startsWith("remove-")) {
      if (isOld) return;
      this.#containers.delete(name);
      this.#removed.set(kind, (this.#removed.get(kind) ?? 0) + 1);
    }
    if (operation.kind === "kill-container")
      this.#containers.set(name, /^(SIG)?KILL$|^9$/i.test(operation.signal) ? "killed" : "signalled");
    const state = handled[operation.kind];
    if (state !== undefined && !(isOld && state === "stopped")) this.#containers.set(name, state);
  }

  /** What the engine has by now of the containers that the plan was about. */
  see(containers: Iterable<{ readonly name: string; readonly status: Observed }>): void {
    for (const { name, status } of containers)
      if (this.#containers.has(name)) this.#containers.set(name, stateOf(status));
  }

  /** Containers by their state, as said. */
  get counts(): Counts {
    const all = [...this.#containers.values()];
    const count = (state: State): number =>
      all.filter((one) => one === state || (state === "running" && (one === "healthy" || one === "unhealthy"))).length;
    return Object.fromEntries(states.map((state) => [state, count(state)] as const).filter(([, number]) => number > 0));
  }

  /** Resources that are gone, by their kind. */
  get removed(): Counts {
    return Object.fromEntries([...this.#removed].sort(([a], [b]) => kinds.indexOf(a) - kinds.indexOf(b)));
  }

  /** `3 running, 1 healthy, 1 container removed`; images where it was about nothing else; may be empty. */
  get text(): string {
    const containers = Object.entries(this.counts).map(([state, count]) => `${count} ${state}`);
    const removed = Object.entries(this.removed)
      .map(([kind, count = 0]) => plural(count, kind))
      .join(", ");
    const said = [...containers, ...(removed === "" ? [] : [`${removed} removed`])];
    const images = [...this.#images].map(([word, count]) => `${plural(count, "image")} ${word}`);
    const parts = (said.length > 0 ? said : images).join(", ");
    if (this.isIdle) return parts === "" ? "nothing to do" : `nothing to do: ${parts}`;
    return parts === "" ? "" : `${parts} (${elapsed(this.tookMs)})`;
  }

  /** There was nothing to do. */
  get isIdle(): boolean {
    return this.#plan.steps.length === 0;
  }

  get project(): string {
    return this.#plan.project;
  }
}

interface Run {
  readonly context: Pick<ProcessContext, "out" | "err" | "env">;
  readonly settings: Pick<Settings, "progress">;
}

/** The last line of a command: on standard error, or where COMPOSE_STATUS_STDOUT has it. @param idle said instead where there was nothing to do */
export function tellOutcome(outcome: Outcome, run: Run, idle?: string): void {
  const { context, settings } = run;
  const text = outcome.isIdle && idle !== undefined ? idle : outcome.text;
  if (text === "") return;
  if (settings.progress !== "json") tellStatus(text, run);
  else context.err.write(`${JSON.stringify(summaryLine({ ...outcomeOf(outcome), text }))}\n`);
}

const outcomeOf = ({ project, counts, removed, tookMs }: Outcome) => ({ project, counts, removed, tookMs });

/** A line about a command as a whole. */
export function tellStatus(text: string, { context: { out, err, env }, settings: { progress } }: Run): void {
  if (progress === "quiet" || progress === "json") return;
  (isYes(env.COMPOSE_STATUS_STDOUT) ? out : err).write(`${text}\n`);
}
