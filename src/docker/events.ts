/**
 * The engine's events of one project's containers, across cuts of the connection. The stream is silent while nothing
 * happens, so a connection that died without a word is not noticed here: who waits for something also looks by himself.
 */

import { nanosecondsOf } from "../core/moment.ts";
import { labels } from "../engine/labels.ts";
import type { EngineEvent, EventSpan } from "../engine/port.ts";
import { CallError, passing } from "./http/call-error.ts";
import { failure } from "./http/failures.ts";
import { jsonLines } from "./http/json-lines.ts";
import { Reconnects } from "./http/reconnect.ts";
import type { Transport } from "./http/transport.ts";
import { type JsonRecord, number, record, text, textRecord } from "./wire/json.ts";

/** Not those of the commands that health checks run, which come in floods. */
const actions = [
  "create",
  "start",
  "restart",
  "pause",
  "unpause",
  "kill",
  "stop",
  "die",
  "oom",
  "health_status",
  "rename",
  "update",
  "destroy",
];

/** What Podman calls them when it is asked for them, and one also when it tells. */
const podmanActions: ReadonlyMap<string, string> = new Map([
  ["died", "die"],
  ["remove", "destroy"],
]);

/** `undefined` first and after each reconnection, see the port. */
export async function* events(
  transport: Transport,
  project: string,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent | undefined> {
  yield* listen(transport, { project }, { event: [...actions, ...podmanActions.keys()] }, signal);
}

export async function* eventLog(
  transport: Transport,
  span: EventSpan,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  for await (const event of listen(transport, span, {}, signal)) if (event !== undefined) yield event;
}

async function* listen(
  transport: Transport,
  { project, since: from, until }: EventSpan,
  only: { readonly event?: readonly string[] },
  signal: AbortSignal,
): AsyncGenerator<EngineEvent | undefined> {
  const filters = { type: ["container"], label: [`${labels.project}=${project}`], ...only };
  const reconnects = new Reconnects(transport, signal);
  const recent = new RecentEvents();
  const asked = { ...atSeconds("since", from), ...atSeconds("until", until) };
  try {
    for (;;) {
      let end = new CallError({ kind: "broken", reason: "the stream keeps ending" });
      try {
        // A connection made again asks for what happened meanwhile.
        const since = recent.startOver();
        const query = { filters, ...asked, ...(since !== undefined && { since: secondsText(since) }) };
        reconnects.opened();
        const { chunks, headers } = await transport.open({ method: "GET", path: ["events"], query }, signal);
        const endsAtMs = performance.now() + Date.parse(until ?? "") - Date.parse(headers.date ?? "");
        yield undefined;
        for await (const line of exactNumbers(chunks)) {
          const event = engineEvent(line);
          if (!recent.isNew(event)) continue;
          reconnects.gotOn();
          yield event;
        }
        // By the engine's clock: one that ends the stream much earlier has been stopped.
        if (until !== undefined && !(performance.now() + earlyMs < endsAtMs)) return;
      } catch (error) {
        if (!(error instanceof CallError) || !passing(error.fault)) throw error;
        end = error;
      }
      await reconnects.wait(end);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw failure(error, "listen to the engine");
  }
}

/** Engines tell their time in whole seconds. */
const earlyMs = 2_000;

/** Of a moment in RFC 3339, as a part of the query. */
const atSeconds = (name: "since" | "until", moment: string | undefined): Readonly<Record<string, string>> => {
  const at = moment === undefined ? undefined : nanosecondsOf(moment);
  return at === undefined ? {} : { [name]: secondsText(at) };
};

/** Events of one moment come in any order, and some a little late: asking again starts so much earlier. */
const overlapNs = 10_000_000_000n;
/** How many are remembered before it is worth while to look which may be forgotten. */
const remembered = 1_000;

/** Remembers the events of the last moment, to know those again that come twice because they were asked for twice. */
class RecentEvents {
  #newest = 0n;
  /** What was before the first event that we heard is none of ours. */
  #oldest: bigint | undefined;
  /** What one event is known by → when it happened. */
  #seen = new Map<string, bigint>();
  #again: ReadonlySet<string> = new Set();
  #most = remembered;

  /** A new connection begins. @returns from when on to ask for events; absent: from now on */
  startOver(): bigint | undefined {
    if (this.#oldest === undefined) return undefined;
    this.#forget();
    this.#again = new Set(this.#seen.keys());
    const from = this.#from();
    return this.#oldest !== undefined && from < this.#oldest ? this.#oldest : from;
  }

  /** False only for what an earlier connection has told. */
  isNew({ timeNano, containerId, action }: EngineEvent): boolean {
    const key = `${timeNano} ${containerId} ${action}`;
    if (this.#again.has(key)) return false;
    const at = BigInt(timeNano);
    this.#seen.set(key, at);
    if (at > this.#newest) this.#newest = at;
    if (this.#oldest === undefined || at < this.#oldest) this.#oldest = at;
    if (this.#seen.size > this.#most) this.#forget();
    return true;
  }

  #from(): bigint {
    return this.#newest - overlapNs;
  }

  /** What lies before the overlap does not come again. */
  #forget(): void {
    const from = this.#from();
    for (const [key, at] of this.#seen) if (at < from) this.#seen.delete(key);
    this.#most = Math.max(remembered, 2 * this.#seen.size);
  }
}

/** Nanoseconds since the epoch are more than a JSON number can hold, so they are read as text. */
async function* exactNumbers(chunks: AsyncIterable<Buffer>): AsyncGenerator<JsonRecord> {
  yield* jsonLines(chunks, (line) => line.replace(/"timeNano":(\d+)/, '"timeNano":"$1"'));
}

/** One line of the stream; `timeNano` as text. */
export function engineEvent(line: JsonRecord): EngineEvent {
  const actor = record(line.Actor);
  const action = text(line.Action) || text(line.status);
  return {
    action: podmanActions.get(action) ?? action,
    containerId: text(actor.ID) || text(line.id),
    timeNano: text(line.timeNano) || `${number(line.time)}000000000`,
    attributes: textRecord(actor.Attributes),
  };
}

/** `1700000000.000000001`, as the engine takes moments. */
export const secondsText = (nanoseconds: bigint): string =>
  `${nanoseconds / 1_000_000_000n}.${String(nanoseconds % 1_000_000_000n).padStart(9, "0")}`;
