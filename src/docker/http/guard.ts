/**
 * What ends one call: its caller's signal, its deadline or, for a stream, its silence. Which calls are made is
 * transport.ts's knowledge.
 */
import { CallError, callError, type Fault } from "./call-error.ts";
import type { Response } from "./exchange.ts";

type Limit = Extract<Fault, { limitMs: number }>;

/** One call's clock and signal: whichever ends it is what the call rejects with. */
export class Guard {
  readonly #abort = new AbortController();
  readonly #outer: AbortSignal;
  #limit: Limit | undefined;
  readonly #onOuter = (): void => this.#abort.abort(this.#outer.reason);
  #timer: NodeJS.Timeout | undefined;

  /** @param limit absent: it may last */
  constructor(outer: AbortSignal, limit?: Limit) {
    this.#outer = outer;
    outer.addEventListener("abort", this.#onOuter, { once: true });
    if (outer.aborted) this.#onOuter();
    else if (limit !== undefined) this.limit(limit);
  }

  /** From now on there is this limit, whatever there was before. */
  limit(limit: Limit): void {
    this.noLimit();
    this.#limit = limit;
    this.#timer = setTimeout(() => this.#abort.abort(new CallError(limit)), limit.limitMs);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  heard(): void {
    if (this.#limit?.kind === "silent") this.#timer?.refresh();
  }

  noLimit(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Lets go of a request that failed. Gives what ended it, if we did; otherwise what the connection said. */
  end(error: unknown): unknown {
    this.#abort.abort(callError(error));
    return this.signal.reason;
  }

  /** The response's bytes to its true end; each one restarts the clock of a limit to silence. */
  async *chunks(response: Response): AsyncGenerator<Buffer> {
    const destroy = (): void => void response.destroy(this.signal.reason);
    this.signal.addEventListener("abort", destroy, { once: true });
    if (this.signal.aborted) destroy();
    try {
      for await (const chunk of response) {
        this.heard();
        yield chunk;
      }
    } catch (error) {
      if (this.signal.aborted) throw this.signal.reason;
      throw new CallError({ kind: "broken", reason: "it is incomplete" }, error);
    } finally {
      this.signal.removeEventListener("abort", destroy);
      response.destroy();
    }
    if (!response.complete) throw new CallError({ kind: "broken", reason: "it is incomplete" });
  }

  dispose(): void {
    this.noLimit();
    this.#outer.removeEventListener("abort", this.#onOuter);
  }
}

/** Lets go of the guard with the stream: at its end, at an error, or when its reader leaves. */
export async function* guarded(response: Response, guard: Guard): AsyncGenerator<Buffer> {
  try {
    yield* guard.chunks(response);
  } finally {
    guard.dispose();
  }
}
