/**
 * Collects steps and verdicts while a plan is made. It knows no rule but two: ids are unique, and a step comes after
 * those it waits for. The rules are in up.ts, down.ts and their parts.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import { type StepId, stepId } from "../../core/ids.ts";
import type { Plan, Step, Verdict } from "./plan.ts";

export type NewStep = Omit<Step, "id" | "after"> & {
  readonly id: string;
  readonly after?: readonly (StepId | undefined)[];
};

export class Draft {
  readonly #project: string;
  readonly #steps = new Map<StepId, Step>();
  readonly #leads = new Map<StepId, readonly StepId[]>();
  readonly #verdicts = new Map<string, Verdict>();
  readonly #warnings: Diagnostic[] = [];

  constructor(project: string) {
    this.#project = project;
  }

  /** The steps so far, in the order in which they were added. */
  get steps(): readonly Step[] {
    return [...this.#steps.values()];
  }

  /** Adds a step; returns its id, made unique by a number where another has it. */
  add(step: NewStep): StepId {
    let id = stepId(step.id);
    for (let n = 2; this.#steps.has(id); n++) id = stepId(`${step.id} (${n})`);
    const after = [...new Set(step.after)].filter((need) => need !== undefined).sort();
    this.#steps.set(id, { ...step, id, after });
    return id;
  }

  /** Lets a step that stands already wait for more; those that lead up to it wait too. */
  addNeeds(id: StepId, needs: readonly StepId[]): void {
    for (const each of [...(this.#leads.get(id) ?? []), id]) {
      const step = this.#steps.get(each);
      if (step) this.#steps.set(each, { ...step, after: [...new Set([...step.after, ...needs])].sort() });
    }
  }

  /** Somebody needs the step to end well after all. */
  require(id: StepId, because: string): void {
    const step = this.#steps.get(id);
    if (step?.mayFail !== true) return;
    const { mayFail: _, ...required } = step;
    this.#steps.set(id, { ...required, because });
  }

  /** Steps that come right before another: what that one is to wait for, they wait for. */
  leadUpTo(id: StepId, steps: readonly StepId[]): void {
    this.#leads.set(id, steps);
  }

  /** What becomes of a resource; a later word replaces an earlier one. */
  say(verdict: Verdict): void {
    this.#verdicts.set(`${verdict.resource.kind} ${verdict.resource.name}`, verdict);
  }

  warn(...warnings: readonly Diagnostic[]): void {
    this.#warnings.push(...warnings);
  }

  /** The plan, its steps in an order in which each comes after what it waits for, otherwise as they were added. */
  plan(): Plan {
    const placed = new Map<StepId, Step>();
    const open = new Set<StepId>();
    const place = (step: Step): void => {
      if (placed.has(step.id)) return;
      if (open.has(step.id)) throw new Error(`steps wait for each other: ${[...open, step.id].join(" → ")}`);
      open.add(step.id);
      for (const need of [...step.after, ...(step.afterEnd ?? [])]) {
        const before = this.#steps.get(need);
        if (before) place(before);
      }
      open.delete(step.id);
      placed.set(step.id, step);
    };
    for (const step of this.#steps.values()) place(step);
    return {
      project: this.#project,
      steps: [...placed.values()],
      verdicts: [...this.#verdicts.values()],
      warnings: this.#warnings,
    };
  }
}
