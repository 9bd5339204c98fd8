/** The events of an engine in memory: late, twice or out of order where its calls take turns. */
import type { EngineEvent } from "../../../src/engine/port.ts";
import type { Stored } from "./state.ts";
import type { Turns } from "./turns.ts";

export class Events {
  /** All that happened, in order. */
  readonly past: EngineEvent[] = [];
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  readonly #turns: Turns;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  /** As the engine does: the labels, the name beside them, and how it ended. */
  announce({ id, name, config, status }: Stored, action: string, timeNano: string): void {
    const attributes = { ...config.labels, name, ...(action === "die" && { exitCode: String(status.exitCode) }) };
    const event = { action, containerId: id, timeNano, attributes };
    this.past.push(event);
    this.#turns.later(() => {
      for (const listener of [...this.#listeners]) listener(event);
    });
  }

  async *listen(signal: AbortSignal): AsyncIterable<EngineEvent | undefined> {
    const queue: EngineEvent[] = [];
    let wake = (): void => {};
    const listener = (event: EngineEvent): void => {
      queue.push(event);
      wake();
    };
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => wake());
    try {
      yield undefined;
      while (!signal.aborted) {
        const event = queue.shift();
        if (event) yield event;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      this.#listeners.delete(listener);
    }
  }
}
