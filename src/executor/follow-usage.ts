/** What a project's containers use of their host, while containers come and go: one list each time that anything is new. */
import { isUp } from "../engine/container-state.ts";
import { labels } from "../engine/labels.ts";
import type { Engine, ListedContainer, Usage } from "../engine/port.ts";

export interface UsageOptions {
  readonly project: string;
  /** Absent: of all. */
  readonly service?: string;
  /** Those that are not up, too. */
  readonly all: boolean;
  /** One list, and no more. */
  readonly once: boolean;
}

export interface Used {
  readonly id: string;
  readonly name: string;
  /** Absent until it is known. */
  readonly usage?: Usage;
}

/** @throws the signal's reason once it is aborted; WindlassError of the engine */
export async function* followUsage(
  engine: Engine,
  options: UsageOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly Used[], void, undefined> {
  if (options.once) {
    yield await usedNow(engine, options, signal);
    return;
  }
  const reader = new AbortController();
  const board = new Board(engine, options, AbortSignal.any([signal, reader.signal]));
  try {
    yield* board.lists();
  } finally {
    reader.abort(new Error("nobody reads any more"));
  }
}

async function usedNow(engine: Engine, options: UsageOptions, signal: AbortSignal): Promise<readonly Used[]> {
  return Promise.all(
    (await listed(engine, options, signal)).map(async ({ id, name }) => {
      for await (const usage of engine.usage(id, { once: true }, signal)) return { id, name, usage };
      return { id, name };
    }),
  );
}

/** By name. */
async function listed(
  engine: Engine,
  { project, service, all }: UsageOptions,
  signal: AbortSignal,
): Promise<readonly ListedContainer[]> {
  const own = [`${labels.project}=${project}`, ...(service === undefined ? [] : [`${labels.service}=${service}`])];
  const found = await engine.listContainers(own, signal);
  return found.filter((container) => all || isUp(container)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Of a container that is shown. */
interface Row {
  readonly name: string;
  readonly leave: AbortController;
  usage?: Usage;
  /** How often it has told. */
  told: number;
}

/** Who tells so often before another has told at all is not held up by it. */
const patience = 3;

/** The containers that are shown; each is read by itself, for as long as it is shown. */
class Board {
  readonly #engine: Engine;
  readonly #options: UsageOptions;
  readonly #signal: AbortSignal;
  readonly #shown = new Map<string, Row>();
  readonly #failed = new AbortController();
  #changed = Promise.withResolvers<void>();

  constructor(engine: Engine, options: UsageOptions, signal: AbortSignal) {
    this.#engine = engine;
    this.#options = options;
    this.#signal = AbortSignal.any([signal, this.#failed.signal]);
    this.#signal.addEventListener("abort", () => this.#change());
  }

  /** The first one comes when each container has told something. */
  async *lists(): AsyncGenerator<readonly Used[], void, undefined> {
    this.#run(this.#listen());
    let begun = false;
    for (;;) {
      await this.#changed.promise;
      this.#signal.throwIfAborted();
      this.#changed = Promise.withResolvers();
      const rows = [...this.#shown.values()];
      begun ||= rows.every(({ told }) => told > 0) || rows.some(({ told }) => told >= patience);
      if (!begun) continue;
      yield [...this.#shown]
        .map(([id, { name, usage }]): Used => ({ id, name, ...(usage && { usage }) }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    }
  }

  /** Looks at each beginning of listening, and again when something happens. */
  async #listen(): Promise<void> {
    const matters = new Set(["create", "start", "die", "destroy", "rename"]);
    for await (const event of this.#engine.events(this.#options.project, this.#signal))
      if (event === undefined || matters.has(event.action)) await this.#look();
  }

  async #look(): Promise<void> {
    const found = await listed(this.#engine, this.#options, this.#signal);
    const ids = new Set(found.map(({ id }) => id));
    for (const [id, { leave }] of this.#shown) {
      if (ids.has(id)) continue;
      this.#shown.delete(id);
      leave.abort();
    }
    for (const { id, name } of found) if (!this.#shown.has(id)) this.#show(id, name);
    this.#change();
  }

  #show(id: string, name: string): void {
    const leave = new AbortController();
    const row: Row = { name, leave, told: 0 };
    this.#shown.set(id, row);
    const read = async (): Promise<void> => {
      const ended = AbortSignal.any([this.#signal, leave.signal]);
      try {
        for await (const usage of this.#engine.usage(id, { once: false }, ended)) {
          row.usage = usage;
          row.told += 1;
          this.#change();
        }
      } catch (error) {
        if (!leave.signal.aborted) throw error;
      }
    };
    this.#run(read());
  }

  #run(work: Promise<void>): void {
    work.catch((error: unknown) => this.#failed.abort(error));
  }

  #change(): void {
    this.#changed.resolve();
  }
}
