/**
 * The live view's model: events in, one row a resource out. All steps of one container are one row whose state
 * changes; what it waits for is read from the plan. Pure; drawing is live.ts's.
 */
import { bytes } from "../../core/bytes.ts";
import type { Event, Progress, StepView } from "../../core/events.ts";
import type { StepId } from "../../core/ids.ts";
import { reasonText } from "./reasons.ts";
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
  | { readonly kind: "running"; readonly progress: Pulled }
  | { readonly kind: "done" | "unneeded" }
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
      ...this.#look(group),
      ...(group.beganMs !== undefined && { tookMs: (group.endedMs ?? nowMs) - group.beganMs }),
    }));
  }

  #look(group: Group): { readonly phase: Phase; readonly state: string } {
    if (group.left !== undefined) return { phase: "done", state: `skipped: ${group.left}` };
    const states = group.steps.map((step) => ({ step, state: this.#states.get(step.id) }));
    for (const { state } of states)
      if (state?.kind === "failed") return { phase: "failed", state: inRow(state.message, group.name) };
    for (const { step, state } of states)
      if (state?.kind === "running") return { phase: "working", state: doing(step, state.progress) };
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
    return { phase: "done", state: ended === undefined ? "nothing to do" : doneWord(lastWord(group, states), group) };
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

function doing(step: StepView, progress: Pulled): string {
  const look = lookOf(step.action);
  const word = look.row?.doing ?? look.doing.toLowerCase();
  const detail =
    look.progress === "layers" ? pullText(progress) : [progress.part, progress.text].filter(Boolean).join(" ");
  return detail === "" ? word : `${word} ${detail}`;
}

const isOver = (state: StepState | undefined): boolean =>
  state !== undefined && state.kind !== "pending" && state.kind !== "running";

function after(event: Extract<Event, { readonly step: StepId }>, before: StepState | undefined): StepState {
  switch (event.type) {
    case "step-started":
      return { kind: "running", progress: { parts: new Map(), text: "" } };
    case "step-progress":
      return before?.kind === "running"
        ? { kind: "running", progress: advance(before.progress, event.progress) }
        : { kind: "running", progress: advance({ parts: new Map(), text: "" }, event.progress) };
    case "step-done":
      return { kind: "done" };
    case "step-unneeded":
      return { kind: "unneeded" };
    case "step-skipped":
      return { kind: "skipped", blockedBy: event.blockedBy };
    case "step-failed":
      return { kind: "failed", message: event.message.split("\n", 1)[0] ?? "" };
  }
}

interface Pulled {
  /** Bytes of each layer that has begun to come. */
  readonly parts: Map<string, { current: number; total: number; over: boolean }>;
  readonly part?: string;
  readonly text: string;
}

const layerIsHere = /^(Download complete|Verifying|Extracting|Pull complete|Already exists)/;

function advance(pulled: Pulled, { part, text, current, total }: Progress): Pulled {
  if (part === undefined) return { parts: pulled.parts, text };
  const known = pulled.parts.get(part);
  if (layerIsHere.test(text)) {
    const size = known?.total ?? 0;
    pulled.parts.set(part, { current: size, total: size, over: /^(Pull complete|Already exists)/.test(text) });
  } else if (current !== undefined && total !== undefined) pulled.parts.set(part, { current, total, over: false });
  else if (known === undefined) pulled.parts.set(part, { current: 0, total: 0, over: false });
  return { parts: pulled.parts, part, text };
}

function pullText({ parts, text }: Pulled): string {
  const layers = [...parts.values()];
  const total = layers.reduce((sum, layer) => sum + layer.total, 0);
  if (/^(Retrying|Waiting for)/.test(text)) return text;
  if (total === 0) return "";
  const current = layers.reduce((sum, layer) => sum + layer.current, 0);
  const over = layers.filter((layer) => layer.over).length;
  return current < total ? `${bytes(current)} of ${bytes(total)}` : `${over} of ${layers.length} layers`;
}
