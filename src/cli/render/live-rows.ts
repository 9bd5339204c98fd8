/**
 * The live view's model: events in, one row a resource out. All steps of one container are one row whose state
 * changes; what it waits for is read from the plan. Pure; drawing is live.ts's.
 */
import type { Event, Progress, StepView } from "../../core/events.ts";
import type { StepId } from "../../core/ids.ts";
import { reasonText } from "./reasons.ts";
import { Transfer } from "./transfer.ts";
import { lookOf, recreated, title } from "./words.ts";

export type Phase = "waiting" | "working" | "done" | "failed" | "skipped";

export interface Row {
  /** `Container` */
  readonly kind: string;
  readonly name: string;
  readonly phase: Phase;
  /** `waiting for shop-db-1 to be healthy` */
  readonly state: string;
  /** Milliseconds since its first step began; absent before. */
  readonly tookMs?: number;
}

type StepState =
  | { readonly kind: "pending" }
  | { readonly kind: "running"; readonly transfer: Transfer; readonly last?: Progress }
  | { readonly kind: "done"; readonly digest?: string }
  | { readonly kind: "unneeded" }
  | { readonly kind: "skipped"; readonly blockedBy: StepId }
  | { readonly kind: "failed"; readonly message: string };

interface Group {
  readonly kind: string;
  readonly name: string;
  readonly steps: readonly StepView[];
  readonly replaced: boolean;
  /** Of what this run leaves out: why. */
  readonly left?: string;
  beganMs?: number;
  endedMs?: number;
}

const kinds = ["project", "image", "volume", "network", "provider", "model", "container"] as const;

export class LiveRows {
  readonly project: string;
  readonly #groups: readonly Group[];
  readonly #steps: ReadonlyMap<StepId, StepView>;
  readonly #states: Map<StepId, StepState>;
  readonly #groupOf: ReadonlyMap<StepId, Group>;

  constructor(plan: Extract<Event, { readonly type: "plan" }>) {
    this.project = plan.project;
    this.#steps = new Map(plan.steps.map((step) => [step.id, step]));
    this.#states = new Map(plan.steps.map((step) => [step.id, { kind: "pending" }]));
    const replaced = recreated(plan.steps);
    const byTitle = Map.groupBy(plan.steps, (step) => title(step.resource));
    const left = (plan.skipped ?? []).map(({ resource, reason }) => ({
      id: title(resource),
      steps: [],
      resource,
      left: reasonText(reason),
    }));
    this.#groups = [...[...byTitle].map(([id, steps]) => ({ id, steps, resource: steps[0]?.resource })), ...left]
      .sort((a, b) => kinds.indexOf(a.resource?.kind ?? "image") - kinds.indexOf(b.resource?.kind ?? "image"))
      .map(({ id, steps, resource, ...left }) => ({
        kind: id.split(" ", 1)[0] ?? "",
        name: resource?.name ?? "",
        steps,
        replaced: replaced.has(id),
        ...left,
      }));
    this.#groupOf = new Map(this.#groups.flatMap((group) => group.steps.map((step) => [step.id, group])));
  }

  get length(): number {
    return this.#groups.length;
  }

  see(event: Event): void {
    if (!("step" in event)) return;
    const group = this.#groupOf.get(event.step);
    if (group === undefined) return;
    const before = this.#states.get(event.step);
    this.#states.set(event.step, after(event, before));
    if (event.type === "step-started") group.beganMs ??= event.atMs;
    if (group.steps.every((step) => isOver(this.#states.get(step.id)))) group.endedMs = event.atMs;
  }

  rows(nowMs: number): Row[] {
    return this.#groups.map((group) => ({
      kind: group.kind,
      name: group.name,
      ...this.#look(group, nowMs),
      ...(group.beganMs !== undefined && { tookMs: (group.endedMs ?? nowMs) - group.beganMs }),
    }));
  }

  #look(group: Group, nowMs: number): { readonly phase: Phase; readonly state: string } {
    if (group.left !== undefined) return { phase: "done", state: `skipped: ${group.left}` };
    const states = group.steps.map((step) => ({ step, state: this.#states.get(step.id) }));
    for (const { state } of states)
      if (state?.kind === "failed") return { phase: "failed", state: inRow(state.message, group.name) };
    for (const { step, state } of states)
      if (state?.kind === "running") return { phase: "working", state: doing(step, state, nowMs) };
    const ended = states.filter(({ state }) => state?.kind === "done").at(-1)?.step;
    const next = states.find(({ state }) => state?.kind === "pending")?.step;
    if (next !== undefined) {
      const wait = this.#waitsFor(next, group);
      return { phase: "waiting", state: wait || (ended === undefined ? "" : doneWord(ended, group)) };
    }
    for (const { state } of states)
      if (state?.kind === "skipped") {
        const needed = this.#steps.get(state.blockedBy)?.resource.name ?? "";
        return { phase: "skipped", state: `skipped: ${this.#shortName(needed)} failed` };
      }
    if (ended === undefined) return { phase: "done", state: "nothing to do" };
    const digests = states.flatMap(({ state }) => (state?.kind === "done" && state.digest ? [state.digest] : []));
    return { phase: "done", state: [doneWord(lastWord(group, states), group), ...digests].join(" ") };
  }

  /** The need that says most: a wait for another container before a thing that is still to be made. */
  #waitsFor(next: StepView, group: Group): string {
    const open = next.after
      .map((id) => this.#steps.get(id))
      .filter((step) => step !== undefined)
      .filter((step) => !isOver(this.#states.get(step.id)) && this.#groupOf.get(step.id) !== group);
    const need = open.find((step) => lookOf(step.action).waits) ?? open[0];
    if (need === undefined) return "";
    const { goal } = lookOf(need.action);
    return `waiting for ${this.#shortName(need.resource.name)}${goal === undefined ? "" : ` ${goal}`}`;
  }

  #shortName(name: string): string {
    return name.startsWith(`${this.project}-`) ? name.slice(this.project.length + 1) : name;
  }
}

/** What the row's name says already is left out: `is unhealthy`. */
const inRow = (message: string, name: string): string =>
  message.replace(/^dependency failed to start: /, "").replace(`container ${name} `, "");

/** Steps that end a row's story with a word nobody asks for. */
const isQuiet = ({ action }: StepView): boolean => {
  const { part } = lookOf(action);
  return part === "names" || part === "connects";
};

const isRemoval = ({ action }: StepView): boolean => {
  const { part } = lookOf(action);
  return part === "stops" || part === "removes";
};

function lastWord(group: Group, states: readonly { step: StepView; state: StepState | undefined }[]): StepView {
  const done = states.filter(({ state }) => state?.kind === "done").map(({ step }) => step);
  const own = group.replaced ? done.filter((step) => !isRemoval(step)) : done;
  const told = own.filter((step) => !isQuiet(step)).at(-1) ?? done.at(-1) ?? group.steps[0];
  if (told === undefined) throw new Error("a row without steps");
  return told;
}

function doneWord(step: StepView, group: Group): string {
  const { done, row, part } = lookOf(step.action);
  const word = row?.done ?? done.toLowerCase();
  if (!group.replaced) return word;
  return part === "makes" ? "recreated" : `recreated, ${word}`;
}

type Running = Extract<StepState, { readonly kind: "running" }>;

function doing(step: StepView, { transfer, last }: Running, nowMs: number): string {
  const look = lookOf(step.action);
  const word = look.row?.doing ?? look.doing.toLowerCase();
  const detail = look.progress === "layers" ? transfer.text(nowMs) : [last?.part, last?.text].filter(Boolean).join(" ");
  return detail === "" ? word : `${word} ${detail}`;
}

const isOver = (state: StepState | undefined): boolean =>
  state !== undefined && state.kind !== "pending" && state.kind !== "running";

function after(event: Extract<Event, { readonly step: StepId }>, before: StepState | undefined): StepState {
  switch (event.type) {
    case "step-started":
      return { kind: "running", transfer: new Transfer() };
    case "step-progress": {
      const { transfer } = before?.kind === "running" ? before : { transfer: new Transfer() };
      transfer.see(event.progress, event.atMs);
      return { kind: "running", transfer, last: event.progress };
    }
    case "step-done":
      return { kind: "done", ...(event.digest !== undefined && { digest: event.digest }) };
    case "step-unneeded":
      return { kind: "unneeded" };
    case "step-skipped":
      return { kind: "skipped", blockedBy: event.blockedBy };
    case "step-failed":
      return { kind: "failed", message: event.message.split("\n", 1)[0] ?? "" };
  }
}
