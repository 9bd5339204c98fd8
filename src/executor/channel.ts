/**
 * Many producers, one consumer, a bounded number of values between them: whoever pushes into a full channel waits.
 * An AbortSignal ends every wait.
 */

export class Channel<Value> {
  readonly #capacity: number;
  readonly #signal: AbortSignal;
  #values: Value[] = [];
  #failure: { readonly reason: unknown } | undefined;
  #closed = false;
  /** Something changed: a value came, values went, the channel was closed. */
  #changed = Promise.withResolvers<void>();

  constructor(capacity: number, signal: AbortSignal) {
    this.#capacity = capacity;
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#wake(), { once: true });
  }

  async push(value: Value): Promise<void> {
    while (this.#values.length >= this.#capacity && !this.#closed && !this.#signal.aborted) await this.#changed.promise;
    this.#signal.throwIfAborted();
    if (this.#closed) return;
    this.#values.push(value);
    this.#wake();
  }

  /** No more values; what is in it is still read. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.close();
  }

  /** All values until it is closed, in batches. @throws what `fail` was given, or the signal's reason */
  async *batches(): AsyncGenerator<readonly Value[], void, undefined> {
    for (;;) {
      while (this.#values.length === 0 && !this.#closed && !this.#signal.aborted) await this.#changed.promise;
      this.#signal.throwIfAborted();
      const batch = this.#values;
      if (batch.length === 0) break;
      this.#values = [];
      this.#wake();
      yield batch;
    }
    if (this.#failure !== undefined) throw this.#failure.reason;
  }

  #wake(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers<void>();
    resolve();
  }
}
