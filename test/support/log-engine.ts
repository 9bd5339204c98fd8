/**
 * The part of an engine that following needs: containers that start, write, end and restart when a test says so.
 * Everything else of the port is an error.
 */
import { WindlassError } from "../../src/core/errors.ts";
import { utcMoment } from "../../src/core/moment.ts";
import { labels } from "../../src/engine/labels.ts";
import { outputLine } from "../../src/engine/output-line.ts";
import type {
  ContainerFact,
  ContainerState,
  ContainerStatus,
  Engine,
  EngineEvent,
  LogLine,
  LogOptions,
  Snapshot,
} from "../../src/engine/port.ts";
import { newStatus } from "./memory/state.ts";
import { MemoryEngine } from "./memory-engine.ts";

/** So many lines come at once, where there are so many. */
const batch = 8;

interface Actor {
  readonly id: string;
  name: string;
  readonly labels: Readonly<Record<string, string>>;
  status: ContainerStatus;
  readonly lines: LogLine[];
}

/** Whether an event tells of it. */
interface Heard {
  readonly heard?: boolean;
}

interface Becomes {
  readonly state?: ContainerState;
}

export class LogEngine extends MemoryEngine implements Engine {
  readonly #actors = new Map<string, Actor>();
  readonly #ears = new Set<(event: EngineEvent | undefined) => void>();
  readonly #changed = new EventTarget();
  /** What `logs` was asked, in the order of asking. */
  readonly asked: (LogOptions & { readonly id: string })[] = [];
  /** How many lines a reader has taken. */
  taken = 0;
  /** Logs that stay open though their container has ended. */
  readonly stuck: Set<string> = new Set();
  /** Logs that go on with the next run of their container. */
  readonly endless: Set<string> = new Set();
  /** Containers whose output can't be read. */
  readonly unreadable: Set<string> = new Set();
  /** Events that the engine has sent and nobody has heard yet. */
  readonly #onTheirWay: EngineEvent[] = [];
  #isSlow = false;
  /** How this engine writes moments: with the offset of its time zone, as Podman does. */
  offsetMinutes = 0;
  #time = Date.parse("2026-01-01T00:00:00Z");

  create(id: string, service: string, name = `shop-${service}-1`, own: Readonly<Record<string, string>> = {}): void {
    const all = { [labels.project]: "shop", [labels.service]: service, [labels.oneOff]: "False", ...own };
    this.#actors.set(id, { id, name, labels: all, status: status(id, "created"), lines: [] });
  }

  start(id: string, { heard = true }: Heard = {}): void {
    const actor = this.#actor(id);
    actor.status = { ...actor.status, state: "running", exitCode: 0, startedAt: this.#now() };
    if (heard) this.#announce(actor, "start");
  }

  /** The start's event arrives late. */
  hear(id: string): void {
    this.#announce(this.#actor(id), "start");
  }

  write(id: string, ...texts: readonly string[]): void {
    const actor = this.#actor(id);
    for (const text of texts)
      actor.lines.push({ ...outputLine("stdout", text), timestamp: utcMoment(this.#now()) ?? "" });
    this.#changed.dispatchEvent(new Event("changed"));
  }

  die(id: string, exitCode: number, { state = "exited", heard = true }: Heard & Becomes = {}): void {
    const actor = this.#actor(id);
    actor.status = { ...actor.status, state, exitCode, finishedAt: this.#now() };
    if (heard) this.#announce(actor, "die", { exitCode: String(exitCode) });
    this.#changed.dispatchEvent(new Event("changed"));
  }

  destroy(id: string): void {
    const actor = this.#actor(id);
    this.#actors.delete(id);
    this.#announce(actor, "destroy");
  }

  rename(id: string, name: string): void {
    const actor = this.#actor(id);
    actor.name = name;
    this.#announce(actor, "rename");
  }

  /** From now on an event is heard when `hearNext` says so. */
  slow(): void {
    this.#isSlow = true;
  }

  hearNext(): void {
    const event = this.#onTheirWay.shift();
    if (event !== undefined) this.#tell(event);
  }

  /** All that are on their way come in the wrong order. */
  hearBackwards(): void {
    for (const event of this.#onTheirWay.splice(0).reverse()) this.#tell(event);
  }

  /** The stream of events was cut and is back. */
  reconnect(): void {
    for (const ear of this.#ears) ear(undefined);
  }

  override async status(id: string): Promise<ContainerStatus | undefined> {
    return this.#actors.get(id)?.status;
  }

  override async snapshot(): Promise<Snapshot> {
    const empty = await super.snapshot({ project: "shop", images: [] });
    const containers = [...this.#actors.values()].map(
      ({ id, name, labels: own, status }) => ({ id, name, labels: own, status }) as ContainerFact,
    );
    return { ...empty, containers };
  }

  override async *events(_project: string, signal: AbortSignal): AsyncIterable<EngineEvent | undefined> {
    const queue: (EngineEvent | undefined)[] = [undefined];
    let wake = (): void => {};
    const ear = (event: EngineEvent | undefined): void => {
      queue.push(event);
      wake();
    };
    this.#ears.add(ear);
    signal.addEventListener("abort", () => wake());
    try {
      for (;;) {
        signal.throwIfAborted();
        if (queue.length > 0) yield queue.shift();
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      this.#ears.delete(ear);
    }
  }

  override async *logs(id: string, options: LogOptions, signal: AbortSignal): AsyncIterable<readonly LogLine[]> {
    this.asked.push({ id, ...options });
    if (this.unreadable.has(id)) throw new WindlassError("engine-refused", "its logging driver can't be read");
    const actor = this.#actor(id);
    const run = actor.status.startedAt;
    const since = options.since === undefined ? 0 : Date.parse(options.since);
    const all = actor.lines.filter(({ timestamp }) => Date.parse(timestamp) >= since);
    let next = actor.lines.length - (options.tail === undefined ? all.length : Math.min(options.tail, all.length));
    const isOpen = (): boolean =>
      options.follow &&
      (this.stuck.has(id) ||
        this.endless.has(id) ||
        (actor.status.state === "running" && actor.status.startedAt === run));
    for (;;) {
      signal.throwIfAborted();
      const lines = actor.lines.slice(next, next + batch);
      if (lines.length > 0) {
        next += lines.length;
        yield lines;
        this.taken += lines.length;
      } else if (!isOpen()) return;
      else await this.#change(signal);
    }
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#changed.addEventListener("changed", () => resolve(), { once: true });
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  #announce({ id, name, labels: own }: Actor, action: string, more: Readonly<Record<string, string>> = {}): void {
    const attributes = { ...own, name, ...more };
    const event = { action, containerId: id, timeNano: `${this.#time}000000`, attributes };
    if (this.#isSlow) this.#onTheirWay.push(event);
    else this.#tell(event);
  }

  #tell(event: EngineEvent): void {
    for (const ear of this.#ears) ear(event);
  }

  /** Each moment is another one. */
  #now(): string {
    this.#time += 1;
    return this.#written(this.#time);
  }

  #written(ms: number): string {
    const offset = this.offsetMinutes;
    const local = new Date(ms + offset * 60_000).toISOString().replace("Z", "000000");
    const two = (number: number): string => String(number).padStart(2, "0");
    const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
    return offset === 0 ? `${local}Z` : `${local}${offset < 0 ? "-" : "+"}${two(hours)}:${two(minutes)}`;
  }

  #actor(id: string): Actor {
    const actor = this.#actors.get(id);
    if (actor === undefined) throw new WindlassError("engine-refused", `no container ${id}`);
    return actor;
  }
}

const status = (id: string, state: ContainerState): ContainerStatus => ({ ...newStatus(id, undefined), state });
