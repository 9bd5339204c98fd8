/**
 * Keeps track of a project's containers while they are followed. It listens to the engine's events, which get lost, come
 * twice, late or out of order: so it looks for itself now and then. What is told of one container is follow-one.ts's.
 */
import type { Clock } from "../core/clock.ts";
import { WindlassError } from "../core/errors.ts";
import { momentAt } from "../core/moment.ts";
import { isUp } from "../engine/container-state.ts";
import { isReplica } from "../engine/labels.ts";
import type { ContainerFact, ContainerStatus, Engine, EngineEvent } from "../engine/port.ts";
import type { Channel } from "./channel.ts";
import { type FollowContext, FollowOne } from "./follow-one.ts";
import { type Followed, type FollowOptions, followed, serviceLabel } from "./followed.ts";

/** So often the containers are looked at, whatever the events say. */
const lookAgainMs = 10_000;
/** Where what is found does not fit what was heard, the events that explain it have come after so long. */
const eventsComeMs = 1_000;

export class Follower {
  readonly #engine: Engine;
  readonly #options: FollowOptions;
  readonly #channel: Channel<Followed>;
  readonly #context: FollowContext;
  readonly #over = new AbortController();
  /** The reader's, or our own end. */
  readonly #signal: AbortSignal;
  readonly #known = new Map<string, FollowOne>();
  /** Containers that were found otherwise than the events tell → what was known of them then. */
  #doubts: ReadonlyMap<string, string> = new Map();
  /** Events that came before the one that they follow, by container. */
  readonly #early = new Map<string, EngineEvent[]>();
  #looked = false;
  /** It is asked to end with the containers, and what was up when it was asked is known. */
  #mayEnd = false;
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
    this.#lookNowAndThen().catch((error: unknown) => this.#fail(error));
    try {
      for await (const event of this.#engine.events(project, this.#signal)) {
        if (event !== undefined) await this.#inTurn(() => this.#hear(event));
        else if (!this.#looked) await this.#inTurn(() => this.#begin());
        else void this.#lookTwice().catch((error: unknown) => this.#fail(error));
      }
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
  #inTurn<Value>(what: () => Promise<Value>): Promise<Value> {
    const done = this.#turn.then(what);
    this.#turn = done.then(
      () => this.#endIfOver(),
      () => {},
    );
    return done;
  }

  async #hear(event: EngineEvent): Promise<void> {
    const { containerId: id, attributes, action } = event;
    if (action === "rename") {
      const one = this.#known.get(id);
      if (one !== undefined) one.container = { ...one.container, name: this.#name(attributes.name ?? "") };
    }
    if (action === "destroy") this.#forget(id);
    if (action !== "start" && action !== "die") return;
    // What came before its time may have its time now.
    const waiting = [...(this.#early.get(id) ?? []), event].sort(byTime);
    while (await this.#tellOne(waiting));
    if (waiting.length === 0) this.#early.delete(id);
    else this.#early.set(id, waiting);
  }

  /** Tells the first that can be told, and takes out what is of no interest. @returns whether there was one */
  async #tellOne(waiting: EngineEvent[]): Promise<boolean> {
    for (const event of [...waiting]) {
      const verdict = await (event.action === "start" ? this.#started(event) : this.#died(event));
      if (verdict !== "early") waiting.splice(waiting.indexOf(event), 1);
      if (verdict === "told") return true;
    }
    return false;
  }

  async #started(event: EngineEvent): Promise<Verdict> {
    const { containerId: id, attributes } = event;
    const one = this.#known.get(id) ?? this.#know(id, attributes.name ?? id, attributes);
    const status = one && (await this.#engine.status(id, this.#signal));
    if (one === undefined || status === undefined) return "of no interest";
    const startedMs = timeOf(status.startedAt);
    if (startedMs <= one.beganMs) return "of no interest";
    if (one.inRun) return "early";
    one.up = true;
    // A container that ends at once may have been started again already: this event then tells of the run before.
    one.begin(Math.min(startedMs, timeOfEvent(event)));
    return "told";
  }

  async #died(event: EngineEvent): Promise<Verdict> {
    const { containerId: id, attributes } = event;
    const one = this.#known.get(id) ?? this.#know(id, attributes.name ?? id, attributes);
    const atMs = timeOfEvent(event);
    if (one === undefined || atMs < one.beganMs) return "of no interest";
    if (!one.inRun) return "early";
    const status = await this.#engine.status(id, this.#signal);
    // One that was started again since is up, whatever became of it: the events of that run are on their way.
    one.up = status !== undefined && (isUp(status) || timeOf(status.startedAt) > atMs);
    one.end(Number(attributes.exitCode ?? status?.exitCode ?? 0), momentAt(BigInt(event.timeNano)));
    return "told";
  }

  /** It is gone; what it said last is still told. */
  #forget(id: string): void {
    const one = this.#known.get(id);
    this.#early.delete(id);
    if (one === undefined) return;
    one.up = false;
    // Nobody heard of its end: whoever takes a container away that runs has it killed.
    if (one.inRun) one.end(killed, "");
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
    this.#mayEnd = true;
  }

  /** Listening has begun: what is there now is where following begins. */
  async #begin(): Promise<void> {
    for (const { id, name, labels: own, status } of await this.#containers()) {
      const one = this.#know(id, name, own, status.finishedAt);
      if (one !== undefined)
        Object.assign(one, { up: isUp(status), inRun: runs(status), beganMs: timeOf(status.startedAt) });
    }
    this.#looked = true;
    this.#mayEnd = this.#options.untilAllEnded.aborted;
    const there = [...this.#known.values()];
    await this.#channel.push({ type: "listening", containers: there.map(({ container }) => container) });
    for (const one of there) this.#meet(one);
  }

  async #lookNowAndThen(): Promise<void> {
    const { clock } = this.#context;
    for (let failed = 0; ; ) {
      await clock.sleep(lookAgainMs, this.#signal);
      this.#signal.throwIfAborted();
      try {
        if (this.#looked) await this.#lookTwice();
        failed = 0;
      } catch (error) {
        // An engine that is busy for a moment is no reason to end; one that is gone is.
        if (!(error instanceof WindlassError) || ++failed > 1) throw error;
      }
    }
  }

  /** What is not as the events tell counts if they have not told it a moment later either. */
  async #lookTwice(): Promise<void> {
    await this.#inTurn(() => this.#look());
    if (this.#doubts.size === 0) return;
    await this.#context.clock.sleep(eventsComeMs, this.#signal);
    await this.#inTurn(() => this.#look());
  }

  /** Catches up with those that were found otherwise than the events tell once before. */
  async #look(): Promise<void> {
    const containers = await this.#containers();
    const doubts = new Map<string, string>();
    const isSure = (id: string, one: FollowOne): boolean => {
      const told = `${one.inRun} ${one.beganMs}`;
      doubts.set(id, told);
      return this.#doubts.get(id) === told;
    };
    for (const { id, name, labels: own, status } of containers) {
      const one = this.#known.get(id) ?? this.#know(id, name, own);
      const fits = one === undefined || (one.inRun === runs(status) && timeOf(status.startedAt) <= one.beganMs);
      if (fits || !isSure(id, one)) continue;
      this.#early.delete(id);
      catchUp(one, status);
    }
    const found = new Set(containers.map(({ id }) => id));
    for (const [id, one] of this.#known) if (!found.has(id) && isSure(id, one)) this.#forget(id);
    this.#doubts = doubts;
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
    const { before, since } = this.#options;
    if (before === "none") {
      if (one.up) one.meet({ tail: 0 });
    } else one.meet({ ...(since !== undefined && { since }), ...(before !== "all" && { tail: before }) });
  }

  #fail(error: unknown): void {
    if (this.#signal.aborted) return;
    this.#failure ??= { error };
    this.#over.abort();
  }

  #endIfOver(): void {
    const awaited = (): readonly FollowOne[] => [...this.#known.values()].filter((one) => one.awaited);
    const isOver = (): boolean => this.#mayEnd && !awaited().some(({ up }) => up);
    if (!isOver()) return;
    const end = (): void => {
      if (isOver()) this.#over.abort();
    };
    Promise.all(awaited().map(({ told }) => told)).then(end, () => {});
  }
}

/** What an event is: heard and told, before its time, or nothing new. */
type Verdict = "told" | "early" | "of no interest";

/** The exit code of what was killed. */
const killed = 137;

const runs = ({ state }: ContainerStatus): boolean => state === "running" || state === "paused";

/** Tells what its events did not: an end, a start, or a run from its start to its end. */
function catchUp(one: FollowOne, status: ContainerStatus): void {
  const { startedAt, finishedAt, exitCode } = status;
  const beganMs = timeOf(startedAt);
  const isAnother = beganMs > one.beganMs;
  one.up = isUp(status);
  if (one.inRun && (isAnother || !runs(status))) one.end(exitCode, isAnother && !runs(status) ? startedAt : finishedAt);
  if (!isAnother) return;
  one.begin(beganMs);
  if (!runs(status)) one.end(exitCode, finishedAt);
}

const byTime = (a: EngineEvent, b: EngineEvent): number => timeOfEvent(a) - timeOfEvent(b);

/** Of a time that the engine wrote, in milliseconds; -1 for one that was never. */
const timeOf = (text: string): number => {
  const ms = Date.parse(text);
  return ms >= 0 ? ms : -1;
};

const timeOfEvent = ({ timeNano }: EngineEvent): number => Number(BigInt(timeNano) / 1_000_000n);
