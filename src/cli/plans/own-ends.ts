/**
 * Which ends of containers are a plan's own doing: from when it begins to stop or remove one until it has started it
 * again. A stop that turns out not to be needed is none. Ends are told late, after a container's last line, but one
 * after the other with its starts: the end that the plan made is the one that is told before the start that it made.
 */
import type { Event, Plan, Step, StepId } from "../../index.ts";

export class OwnEnds {
  readonly #steps: ReadonlyMap<StepId, Step>;
  /** Containers that steps made. */
  readonly #made = new Map<string, string>();
  /** Container → whether the plan has begun to start it again. */
  readonly #ending = new Map<string, { startedAgain: boolean }>();

  constructor(plan: Plan) {
    this.#steps = new Map(plan.steps.map((step) => [step.id, step]));
  }

  /** What the run of the plan announces. */
  hear(event: Event): void {
    if (event.type === "step-done" && event.container !== undefined) this.#made.set(event.step, event.container);
    if (event.type !== "step-started") return;
    const operation = this.#steps.get(event.step)?.operation;
    switch (operation?.kind) {
      case "stop-container":
      case "remove-container":
        this.#ending.set(this.#idOf(operation.container), { startedAgain: false });
        break;
      case "start-container": {
        const ending = this.#ending.get(this.#idOf(operation.container));
        if (ending) ending.startedAgain = true;
      }
    }
  }

  /** A start of the container is told. */
  started(id: string): void {
    if (this.#ending.get(id)?.startedAgain) this.#ending.delete(id);
  }

  /** Whether an end of the container that is told now is the plan's. */
  has(id: string): boolean {
    return this.#ending.has(id);
  }

  #idOf(ref: Extract<Step["operation"], { kind: "stop-container" }>["container"]): string {
    return ref.by === "id" ? ref.id : (this.#made.get(ref.step) ?? ref.fallback ?? "");
  }
}
