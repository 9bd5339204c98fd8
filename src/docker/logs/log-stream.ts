/**
 * A container's log as a stream that survives its connection: cut off, it is asked for again from a little before the
 * last line, and what was seen already is left out (recent-lines.ts, counted-lines.ts). Followed, it ends with the run of the container that it began in.
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
import { batches } from "./batches.ts";
import { CountedLines } from "./counted-lines.ts";
import { logLines } from "./log-lines.ts";
import { framedParts, plainParts } from "./log-parts.ts";
import { RecentLines } from "./recent-lines.ts";
import type { SeenLines } from "./seen-lines.ts";

const doing = "read the container's log";

export async function* logs(
  transport: Transport,
  id: string,
  options: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly LogLine[]> {
  const reconnects = new Reconnects(transport, signal);
  const left = new AbortController();
  const open = AbortSignal.any([signal, left.signal]);
  let { follow } = options;
  try {
    const container = await transport.read({ method: "GET", path: ["containers", id, "json"] }, signal);
    const tty = record(record(container.body).Config).Tty === true;
    const { startedAt } = containerStatus(container.body);
    // Only its lines' times tell where a line of a terminal begins.
    const timestamps = tty || !(options.untimed && !follow && options.tail === undefined);
    const seen: SeenLines = timestamps ? new RecentLines() : new CountedLines();
    for (;;) {
      let end = new CallError({ kind: "broken", reason: "the stream keeps ending" });
      try {
        const query = { stdout: true, stderr: true, timestamps, follow, ...range(options, seen) };
        reconnects.opened();
        const { chunks } = await transport.open({ method: "GET", path: ["containers", id, "logs"], query }, open);
        for await (const lines of batches(chunks, logLines(tty ? plainParts() : framedParts(timestamps), tty))) {
          const unseen = seen.unseen(lines);
          if (unseen.length === 0) continue;
          reconnects.gotOn();
          yield unseen;
        }
        if (!follow || options.until !== undefined) return;
        if (!(await runsStill(transport, id, startedAt, signal))) {
          // An engine may end what is followed before the last lines of a container that has just ended: they are asked for.
          follow = false;
          seen.startOver(false);
          continue;
        }
      } catch (error) {
        // A container that was removed meanwhile has no more to say.
        if (isStatus(error, 404)) return;
        if (!(error instanceof CallError) || !passing(error.fault)) throw error;
        end = error;
      }
      await reconnects.wait(end);
      seen.startOver(true);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw failure(error, doing);
  } finally {
    left.abort();
  }
}

/** Whether the run that began then goes on: one that the engine starts again has ended too. */
async function runsStill(transport: Transport, id: string, startedAt: string, signal: AbortSignal): Promise<boolean> {
  const found = await inspect(transport, id, signal);
  const status = found && containerStatus(found.body);
  return (status?.state === "running" || status?.state === "paused") && status.startedAt === startedAt;
}

function range({ tail, since, until }: LogOptions, seen: SeenLines): Readonly<Record<string, unknown>> {
  const end = until === undefined ? {} : { until: secondsText(nanoseconds(until)) };
  const resumed = seen.since();
  if (resumed !== undefined) return { since: secondsText(nanoseconds(resumed)), ...end };
  return {
    ...(tail !== undefined && { tail }),
    ...(since !== undefined && { since: secondsText(nanoseconds(since)) }),
    ...end,
  };
}

function nanoseconds(moment: string): bigint {
  const at = nanosecondsOf(moment);
  if (at === undefined) throw new CallError({ kind: "broken", reason: "a log message has no timestamp" });
  return at;
}
