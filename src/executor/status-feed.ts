/**
 * Knows how containers are doing as soon as the engine says so: one event stream for a whole run, opened when somebody
 * first waits. Where the stream is silent or was cut, looking for oneself is the fallback.
 */
import type { Clock } from "../core/clock.ts";
import { isBug } from "../core/errors.ts";
import type { ContainerStatus, Engine } from "../engine/port.ts";

/** Without any event, a container is looked at again after so long. */
const lookAgainMs = 5_000;

export class StatusFeed {
  readonly #engine: Engine;
  readonly #project: string;
  readonly #clock: Clock;
  readonly #listeners = new Set<(containerId: string | undefined) => void>();
  readonly #stop = new AbortController();
  readonly #exitCodes = new Map<string, number>();
  #listening: Promise<void> | undefined;
  #bug: { readonly error: unknown } | undefined;

  constructor(engine: Engine, project: string, clock: Clock) {
    this.#engine = engine;
    this.#project = project;
    this.#clock = clock;
  }

  /**
   * Looks at a container now, after each of its events and now and then, until `judge` says something.
   * @throws whatever `judge` throws, or the signal's reason
   */
  async until<T>(
    id: string,
    judge: (status: ContainerStatus | undefined) => T | undefined,
    signal: AbortSignal,
  ): Promise<T> {
    await this.listen(signal);
    for (;;) {
      const changed = this.#next(id, signal);
      try {
        if (this.#bug !== undefined) throw this.#bug.error;
        const verdict = judge(await this.#engine.status(id, signal));
        if (verdict !== undefined) return verdict;
        await changed.promise;
      } finally {
        changed.forget();
      }
    }
  }

  /** How the container's last run ended that was heard of: once it runs again, its status does not tell. */
  lastExitCode(id: string): number | undefined {
    return this.#exitCodes.get(id);
  }

  /** Ends the stream. */
  close(): void {
    this.#stop.abort();
  }

  /** Resolves when the container has had an event, something may have been missed, or some time has passed. */
  #next(id: string, signal: AbortSignal): { readonly promise: Promise<void>; forget(): void } {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const listener = (changed: string | undefined): void => {
      if (changed === undefined || changed === id) resolve();
    };
    const timer = new AbortController();
    this.#listeners.add(listener);
    this.#clock.sleep(lookAgainMs, AbortSignal.any([signal, timer.signal])).then(resolve, reject);
    promise.catch(() => {});
    return {
      promise,
      forget: () => {
        this.#listeners.delete(listener);
        timer.abort();
      },
    };
  }

  /** Resolves once the stream is open, so that no event is missed after the first look; a stream that fails leaves the fallback. */
  listen(signal: AbortSignal): Promise<void> {
    this.#listening ??= new Promise<void>((opened) => {
      const pump = async (): Promise<void> => {
        for await (const event of this.#engine.events(this.#project, this.#stop.signal)) {
          opened();
          if (event?.action === "die") this.#exitCodes.set(event.containerId, Number(event.attributes.exitCode));
          for (const listener of [...this.#listeners]) listener(event?.containerId);
        }
      };
      pump()
        .catch((error: unknown) => {
          if (isBug(error)) this.#bug = { error };
        })
        .finally(opened);
    });
    signal.throwIfAborted();
    return this.#listening;
  }
}
