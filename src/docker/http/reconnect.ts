/** How often a stream that keeps breaking is opened again: without end while it gets on, a few times if it does not. */
import type { CallError } from "./call-error.ts";
import type { Transport } from "./transport.ts";

/** A connection that held so long was a good one, even if nothing came. */
const goodMs = 10_000;

export class Reconnects {
  readonly #transport: Transport;
  readonly #signal: AbortSignal;
  #tries = 0;
  #opened = performance.now();

  constructor(transport: Transport, signal: AbortSignal) {
    this.#transport = transport;
    this.#signal = signal;
  }

  opened(): void {
    this.#opened = performance.now();
  }

  gotOn(): void {
    this.#tries = 0;
  }

  /** Waits before opening again; throws `error` if it has been enough. */
  async wait(error: CallError): Promise<void> {
    if (performance.now() - this.#opened > goodMs) this.#tries = 0;
    if (!(await this.#transport.pause(this.#tries++, this.#signal, error.fault))) throw error;
  }
}
