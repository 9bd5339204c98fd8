/**
 * A container's log as a stream that survives its connection: cut off, it is asked for again from a little before the
 * last line, and what was seen already is left out. Followed, it ends with the run of the container that it began in.
 * How bytes become lines is log-parts.ts's and log-lines.ts's work.
 */
import { nanosecondsOf } from "../../core/moment.ts";
import type { LogLine, LogOptions } from "../../engine/port.ts";
import { secondsText } from "../events.ts";
import { CallError, isStatus, passing } from "../http/call-error.ts";
import { failure } from "../http/failures.ts";
import { Reconnects } from "../http/reconnect.ts";
import type { Transport } from "../http/transport.ts";
import { inspect } from "../outcome.ts";
import { containerStatus } from "../wire/facts.ts";
import { record } from "../wire/json.ts";
import { logLines } from "./log-lines.ts";
import { framedParts, plainParts } from "./log-parts.ts";

const doing = "read the container's log";

export async function* logs(
  transport: Transport,
  id: string,
  options: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  const seen = new RecentLines();
  const reconnects = new Reconnects(transport, signal);
  let { follow } = options;
  try {
    const container = await transport.read({ method: "GET", path: ["containers", id, "json"] }, signal);
    const tty = record(record(container.body).Config).Tty === true;
    const { startedAt } = containerStatus(container.body);
    for (;;) {
      let end = new CallError({ kind: "broken", reason: "the stream keeps ending" });
      try {
        const query = { stdout: true, stderr: true, timestamps: true, follow, ...range(options, seen) };
        reconnects.opened();
        const { chunks } = await transport.open({ method: "GET", path: ["containers", id, "logs"], query }, signal);
        for await (const line of logLines(tty ? plainParts(chunks) : framedParts(chunks), tty)) {
          if (!seen.isNew(line)) continue;
          reconnects.gotOn();
          yield line;
        }
        if (!follow || options.until !== undefined) return;
        if (!(await runsStill(transport, id, startedAt, signal))) {
          // An engine may end what is followed before the last lines of a container that has just ended: they are asked for.
          follow = false;
          seen.startOver();
          continue;
        }
      } catch (error) {
        // A container that was removed meanwhile has no more to say.
        if (isStatus(error, 404)) return;
        if (!(error instanceof CallError) || !passing(error.fault)) throw error;
        end = error;
      }
      await reconnects.wait(end);
      seen.startOver();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw failure(error, doing);
  }
}

/** Whether the run that began then goes on: one that the engine starts again has ended too. */
async function runsStill(transport: Transport, id: string, startedAt: string, signal: AbortSignal): Promise<boolean> {
  const found = await inspect(transport, id, signal);
  const status = found && containerStatus(found.body);
  return (status?.state === "running" || status?.state === "paused") && status.startedAt === startedAt;
}

function range({ tail, since, until }: LogOptions, seen: RecentLines): Readonly<Record<string, unknown>> {
  const end = until === undefined ? {} : { until: secondsText(nanoseconds(until)) };
  const resumed = seen.since();
  if (resumed !== undefined) return { since: resumed, ...end };
  return {
    ...(tail !== undefined && { tail }),
    ...(since !== undefined && { since: secondsText(nanoseconds(since)) }),
    ...end,
  };
}

/** The two streams' lines may be a little out of order in the log, so asking again starts so much earlier. */
const overlap = 100_000_000n;
const second = 1_000_000_000n;

/** Remembers the lines of the last moment, to know them again; lines of the same time come in the same order. */
class RecentLines {
  #last = 0n;
  /** Podman tells whole seconds only, and lines of the same one come again from its beginning. */
  #isCoarse = false;
  #recent: { readonly at: bigint; readonly key: string }[] = [];
  #again = new Map<string, number>();

  /** Where to begin when asking again; `undefined` if nothing was seen. */
  since(): string | undefined {
    return this.#last === 0n ? undefined : secondsText(this.#from());
  }

  #from(): bigint {
    const from = this.#last - overlap;
    return this.#isCoarse ? from - (from % second) : from;
  }

  /** A new connection begins: lines of the overlap will come once more. */
  startOver(): void {
    const from = this.#from();
    this.#again = new Map();
    for (const { at, key } of this.#recent) if (at >= from) this.#again.set(key, (this.#again.get(key) ?? 0) + 1);
  }

  isNew(line: LogLine): boolean {
    this.#isCoarse = !line.timestamp.includes(".");
    // Where many lines have one time, and some of them are missing, only what they say tells which.
    const key = `${line.stream} ${line.timestamp} ${this.#isCoarse ? Buffer.from(line.bytes).toString("latin1") : line.bytes.length}`;
    const times = this.#again.get(key) ?? 0;
    if (times > 0) {
      this.#again.set(key, times - 1);
      return false;
    }
    const at = nanoseconds(line.timestamp);
    if (at > this.#last) this.#last = at;
    this.#recent.push({ at, key });
    if (this.#recent.length > 1_000) this.#forget();
    return true;
  }

  /** Only what lies in the overlap can come again; the list is halved at least, or grows until it is. */
  #forget(): void {
    const from = this.#from();
    if ((this.#recent[this.#recent.length >> 1]?.at ?? from) < from)
      this.#recent = this.#recent.filter(({ at }) => at >= from);
  }
}

function nanoseconds(moment: string): bigint {
  const at = nanosecondsOf(moment);
  if (at === undefined) throw new CallError({ kind: "broken", reason: "a log message has no timestamp" });
  return at;
}
