/**
 * Collects steps, verdicts and warnings while a plan is made. It knows no rule but one: ids are unique. The order of steps
 * is link.ts's; which there are is decided in up.ts, down.ts and their parts.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import { type StepId, stepId } from "../../core/ids.ts";
import type { Key, Need } from "./needs.ts";
import type { Operation } from "./operation.ts";
import type { AnyOperation, Step, Verdict } from "./plan.ts";

export interface NewStep<Op extends AnyOperation = Operation> extends Omit<Step<Op>, "id" | "after"> {
  readonly id: string;
  /** The steps before it in the same walk. */
  readonly after?: readonly (StepId | undefined)[];
  /** Beyond what its operation says by itself. */
  readonly needs?: readonly Need[];
  readonly gives?: readonly Key[];
}

/** A step before it is linked. */
export interface DraftStep<Op extends AnyOperation = Operation> extends Omit<Step<Op>, "afterEnd" | "mayFail"> {
  readonly afterEnd: readonly StepId[];
  readonly needs: readonly Need[];
  readonly gives: readonly Key[];
  readonly mayFail: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Kept<Op extends AnyOperation> extends Mutable<Omit<DraftStep<Op>, "gives">> {
  readonly gives: Key[];
}

export class Draft<Op extends AnyOperation = Operation> {
  readonly #steps = new Map<StepId, Kept<Op>>();
  readonly #verdicts = new Map<string, Verdict>();
  readonly #warnings: Diagnostic[] = [];

  /** In the order in which they were added. */
  get steps(): readonly DraftStep<Op>[] {
    return [...this.#steps.values()];
  }

  get verdicts(): readonly Verdict[] {
    return [...this.#verdicts.values()];
  }

  get warnings(): readonly Diagnostic[] {
    return this.#warnings;
  }

  /** Adds a step; returns its id, made unique by a number where another has it. */
  add(step: NewStep<Op>): StepId {
    let id = stepId(step.id);
    for (let n = 2; this.#steps.has(id); n++) id = stepId(`${step.id} (${n})`);
    this.#steps.set(id, {
      id,
      after: (step.after ?? []).filter((one) => one !== undefined),
      afterEnd: step.afterEnd ?? [],
      needs: step.needs ?? [],
      gives: [...(step.gives ?? [])],
      operation: step.operation,
      resource: step.resource,
      reason: step.reason,
      mayFail: step.mayFail ?? false,
      ...(step.changes && { changes: step.changes }),
      ...(step.onlyIf && { onlyIf: step.onlyIf }),
    });
    return id;
  }

  /** More that there is once a step has ended. */
  give(id: StepId, keys: readonly Key[]): void {
    this.#steps.get(id)?.gives.push(...keys);
  }

  /** Somebody needs the step to end well after all. */
  require(id: StepId): void {
    const step = this.#steps.get(id);
    if (step?.mayFail !== true) return;
    step.mayFail = false;
    step.reason = { code: "needed" };
  }

  /** What becomes of a resource; a later word replaces an earlier one. */
  say(verdict: Verdict): void {
    this.#verdicts.set(`${verdict.resource.kind} ${verdict.resource.name}`, verdict);
  }

  /** Takes back what was said of a resource. */
  unsay({ kind, name }: Verdict["resource"]): void {
    this.#verdicts.delete(`${kind} ${name}`);
  }

  /** The same, where nothing has been said of the resource. */
  sayUnlessSaid(verdict: Verdict): void {
    if (!this.#verdicts.has(`${verdict.resource.kind} ${verdict.resource.name}`)) this.say(verdict);
  }

  warn(...warnings: readonly Diagnostic[]): void {
    this.#warnings.push(...warnings);
  }
}
