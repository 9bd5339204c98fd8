/**
 * Follows a project's containers: their output and their comings and goings, merged into one stream while containers
 * come, end, restart and are replaced. Listens to the engine's events; after a gap in them it looks for itself. How a
 * line is shown is the reader's.
 */
import type { Clock } from "../core/clock.ts";
import { isUp } from "../engine/container-state.ts";
import { isReplica, labels } from "../engine/labels.ts";
import type { ContainerFact, Engine, EngineEvent } from "../engine/port.ts";
import { Channel } from "./channel.ts";
import { type FollowContext, FollowOne } from "./follow-one.ts";
import type { Followed, FollowedContainer } from "./followed.ts";

export type { Followed, FollowedContainer };

export type Interest = "read" | "show" | "await" | "ignore";

export interface FollowOptions {
  readonly project: string;
  /** Whose output is read and whose end is waited for, who is only shown, whose end is only waited for, and who doesn't matter. */
  readonly interest: (container: FollowedContainer) => Interest;
  /** What was written before: nothing of it, all of it, or the last lines of each container. */
  readonly before: "none" | "all" | number;
  /** Once aborted, the stream ends when no container is up whose end is waited for. */
  readonly untilAllEnded: AbortSignal;
}

/** Values that wait for the reader; a container that writes faster waits too. */
const capacity = 512;

/**
 * Ends when `untilAllEnded` is aborted and nothing is up.
 * @throws the signal's reason once it is aborted; WindlassError of the engine
 */
export async function* follow(
  engine: Engine,
  options: FollowOptions,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<Followed, void, undefined> {
  const reader = new AbortController();
  const ended = AbortSignal.any([signal, reader.signal]);
  const channel = new Channel<Followed>(capacity, ended);
  const following = new Follower(engine, options, clock, channel, ended).run().then(
    () => channel.close(),
    (error: unknown) => channel.fail(error),
  );
  try {
    for await (const batch of channel.batches()) yield* batch;
  } finally {
    reader.abort(new Error("nobody reads any more"));
    await following;
  }
}

class Follower {
  readonly #engine: Engine;
  readonly #options: FollowOptions;
  readonly #channel: Channel<Followed>;
  readonly #context: FollowContext;
  readonly #over = new AbortController();
  /** The reader's, or our own end. */
  readonly #signal: AbortSignal;
  readonly #known = new Map<string, FollowOne>();
  #looked = false;
  #turn: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;

  constructor(engine: Engine, options: FollowOptions, clock: Clock, channel: Channel<Followed>, signal: AbortSignal) {
    this.#engine = engine;
    this.#options = options;
    this.#channel = channel;
    this.#signal = AbortSignal.any([signal, this.#over.signal]);
    const fail = (error: unknown): void => this.#fail(error);
    this.#context = { engine, clock, signal: this.#signal, emit: (followed) => channel.push(followed), fail };
  }

  async run(): Promise<void> {
    const { untilAllEnded, project } = this.#options;
    const lookAgain = (): void => void this.#inTurn(() => this.#expect()).catch((error: unknown) => this.#fail(error));
    untilAllEnded.addEventListener("abort", lookAgain, { once: true });
    try {
      for await (const event of this.#engine.events(project, this.#signal))
        await this.#inTurn(() => (event === undefined ? this.#look() : this.#hear(event)));
    } catch (error) {
      if (!this.#over.signal.aborted) throw error;
    } finally {
      untilAllEnded.removeEventListener("abort", lookAgain);
      this.#over.abort();
      await Promise.allSettled([...this.#known.values()].map(({ told }) => told));
    }
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** One look or event after the other: each sees the state that the one before left. */
  #inTurn(what: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(what).then(() => this.#endIfOver());
    this.#turn = done.catch(() => {});
    return done;
  }

  async #hear(event: EngineEvent): Promise<void> {
    const { containerId: id, attributes } = event;
    const known = this.#known.get(id);
    const atMs = Number(BigInt(event.timeNano) / 1_000_000n);
    switch (event.action) {
      case "start": {
        const one = known ?? this.#know(id, attributes.name ?? id, attributes);
        const status = one && (await this.#engine.status(id, this.#signal));
        if (one === undefined || one.inRun || status === undefined) return;
        const startedMs = timeOf(status.startedAt);
        if (startedMs <= one.beganMs) return;
        one.up = true;
        // A container that ends at once may have been started again already: this event then tells of the run before.
        one.begin(Math.min(startedMs, atMs));
        return;
      }
      case "die": {
        if (known === undefined || !known.inRun || atMs < known.beganMs) return;
        const status = await this.#engine.status(id, this.#signal);
        // One that was started again since is up, whatever became of it: the events of that run are on their way.
        known.up = status !== undefined && (isUp(status) || timeOf(status.startedAt) > atMs);
        known.end(Number(attributes.exitCode ?? status?.exitCode ?? 0), momentOf(event.timeNano));
        return;
      }
      case "rename":
        if (known !== undefined) known.container = { ...known.container, name: this.#name(attributes.name ?? "") };
        return;
      case "destroy":
        this.#forget(id);
    }
  }

  /** It is gone; what it said last is still told. */
  #forget(id: string): void {
    const one = this.#known.get(id);
    if (one === undefined) return;
    one.up = false;
    one.leave();
    const gone = (): void => void this.#known.delete(id);
    one.told.then(gone, gone);
  }

  /** Before it may be over: what has started, but was not heard of yet, is up. Its events are on their way. */
  async #expect(): Promise<void> {
    if (!this.#looked) return;
    for (const { id, name, labels: own, status } of await this.#containers()) {
      const one = this.#known.get(id) ?? this.#know(id, name, own);
      if (one !== undefined && !one.inRun && timeOf(status.startedAt) > one.beganMs) one.up = true;
    }
  }

  /** After a gap in the events: catches up with what has happened to the containers. */
  async #look(): Promise<void> {
    const containers = await this.#containers();
    for (const { id, name, labels: own, status } of containers) {
      const one = this.#known.get(id) ?? this.#know(id, name, own, this.#looked ? "" : status.finishedAt);
      if (one === undefined) continue;
      const runs = status.state === "running" || status.state === "paused";
      const beganMs = timeOf(status.startedAt);
      one.up = isUp(status);
      if (!this.#looked) {
        Object.assign(one, { inRun: runs, beganMs });
        continue;
      }
      const anotherRun = beganMs > one.beganMs;
      const { startedAt, finishedAt } = status;
      if (one.inRun && (anotherRun || !runs)) one.end(status.exitCode, anotherRun && !runs ? startedAt : finishedAt);
      if (!anotherRun) continue;
      one.begin(beganMs);
      if (!runs) one.end(status.exitCode, finishedAt);
    }
    const found = new Set(containers.map(({ id }) => id));
    for (const id of this.#known.keys()) if (!found.has(id)) this.#forget(id);
    if (this.#looked) return;
    this.#looked = true;
    const there = [...this.#known.values()];
    await this.#channel.push({ type: "listening", containers: there.map(({ container }) => container) });
    for (const one of there) this.#meet(one);
  }

  async #containers(): Promise<readonly ContainerFact[]> {
    const query = { project: this.#options.project, images: [] };
    return (await this.#engine.snapshot(query, this.#signal)).containers;
  }

  /**
   * `undefined` for a container that doesn't matter.
   * @param endedAt of its last run before us; empty where there was none, or it came after us
   */
  #know(id: string, name: string, found: Readonly<Record<string, string>>, endedAt = ""): FollowOne | undefined {
    const container = followed(id, name, found, this.#options.project);
    const interest = !isReplica(found) ? "ignore" : this.#options.interest(container);
    if (interest === "ignore") return undefined;
    const one = new FollowOne(
      container,
      { reads: interest !== "await", awaited: interest !== "show", endedAt },
      this.#context,
    );
    this.#known.set(id, one);
    return one;
  }

  #name(engineName: string): string {
    return serviceLabel(engineName, this.#options.project);
  }

  #meet(one: FollowOne): void {
    const { before } = this.#options;
    if (before === "none") {
      if (one.up) one.meet(0);
    } else one.meet(before === "all" ? undefined : before);
  }

  #fail(error: unknown): void {
    if (this.#signal.aborted) return;
    this.#failure ??= { error };
    this.#over.abort();
  }

  #endIfOver(): void {
    const awaited = (): readonly FollowOne[] => [...this.#known.values()].filter((one) => one.awaited);
    const isOver = (): boolean =>
      this.#looked && this.#options.untilAllEnded.aborted && !awaited().some(({ up }) => up);
    if (!isOver()) return;
    const end = (): void => {
      if (isOver()) this.#over.abort();
    };
    Promise.all(awaited().map(({ told }) => told)).then(end, () => {});
  }
}

export const followed = (
  id: string,
  name: string,
  own: Readonly<Record<string, string>>,
  project: string,
): FollowedContainer => ({
  id,
  name: serviceLabel(name, project),
  service: own[labels.service] ?? "",
  number: Number(own[labels.number] ?? 0),
});

/** The container's name without the project, and without what marks a replacement that has not taken over yet. */
function serviceLabel(engineName: string, project: string): string {
  const final = engineName.replace(/^[0-9a-f]{12}_/, "");
  return ["-", "_"].some((mark) => final.startsWith(`${project}${mark}`)) ? final.slice(project.length + 1) : final;
}

/** Of a time that the engine wrote, in milliseconds; -1 for one that was never. */
const timeOf = (text: string): number => {
  const ms = Date.parse(text);
  return ms >= 0 ? ms : -1;
};

/** Of a time that the engine counted, in RFC 3339. */
const momentOf = (timeNano: string): string => {
  const whole = new Date(Number(BigInt(timeNano) / 1_000_000n)).toISOString().slice(0, 19);
  return `${whole}.${timeNano.slice(-9)}Z`;
};
