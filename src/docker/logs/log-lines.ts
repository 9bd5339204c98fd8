/**
 * Parts of log messages → lines, joined for each of the two streams, a batch of them for each batch of parts. A line
 * longer than a mebibyte comes in pieces, so that what is held is bounded.
 */
import type { LogLine } from "../../engine/port.ts";
import type { LogPart } from "./log-parts.ts";

const longestPiece = 1_048_576;
const newline = 0x0a;
const carriageReturn = 0x0d;

/** The line of a stream that has not ended yet. */
interface Pending {
  stamp: string;
  parts: Buffer[];
  length: number;
  /** A piece of it was told already. */
  isBegun: boolean;
}

/**
 * @param tty a terminal ends its lines with a carriage return too
 */
export async function* logLines(
  batches: AsyncIterable<readonly LogPart[]>,
  tty: boolean,
): AsyncGenerator<readonly LogLine[]> {
  const streams: Record<LogPart["stream"], Pending> = { stdout: empty(), stderr: empty() };
  for await (const parts of batches) {
    const lines: LogLine[] = [];
    for (const part of parts) add(part, streams[part.stream], tty, lines);
    if (lines.length > 0) yield lines;
  }
  const open: LogLine[] = [];
  for (const stream of ["stdout", "stderr"] as const) finish(stream, streams[stream], tty, open);
  if (open.length > 0) yield open;
}

const empty = (): Pending => ({ stamp: "", parts: [], length: 0, isBegun: false });

function add({ stream, stamp, bytes, from, to }: LogPart, held: Pending, tty: boolean, lines: LogLine[]): void {
  if (stamp !== undefined && stamp !== held.stamp) {
    // A message of another time is another line, even if the last one was left without an end.
    finish(stream, held, tty, lines);
    held.stamp = stamp;
  }
  for (let at = from; at < to; ) {
    const found = bytes.indexOf(newline, at);
    const end = Math.min(found < 0 ? to : found, to, at + longestPiece - held.length);
    held.parts.push(bytes.subarray(at, end));
    held.length += end - at;
    at = end;
    if (at === found && at < to) {
      lines.push(line(stream, held, tty));
      at++;
    } else if (held.length === longestPiece) lines.push(piece(stream, held));
  }
}

/** What is open is a line, too. */
function finish(stream: LogPart["stream"], held: Pending, tty: boolean, lines: LogLine[]): void {
  if (held.length > 0 || held.isBegun) lines.push(line(stream, held, tty));
}

function line(stream: LogPart["stream"], held: Pending, tty: boolean): LogLine {
  const whole = take(held);
  held.isBegun = false;
  const bytes = tty && whole.at(-1) === carriageReturn ? whole.subarray(0, -1) : whole;
  return { stream, timestamp: held.stamp, bytes };
}

/** A piece must not end within a character's bytes. */
function piece(stream: LogPart["stream"], held: Pending): LogLine {
  const whole = take(held);
  let end = whole.length;
  const isContinued = (at: number): boolean => ((whole[at] ?? 0) & 0xc0) === 0x80;
  while (end > whole.length - 4 && isContinued(end - 1)) end--;
  if ((whole[end - 1] ?? 0) >= 0xc0) end--;
  if (end <= whole.length - 4) end = whole.length;
  held.isBegun = true;
  held.parts = end < whole.length ? [whole.subarray(end)] : [];
  held.length = whole.length - end;
  return { stream, timestamp: held.stamp, bytes: whole.subarray(0, end), continues: true };
}

function take(held: Pending): Buffer {
  const [first, ...more] = held.parts;
  const whole = first !== undefined && more.length === 0 ? first : Buffer.concat(held.parts);
  held.parts = [];
  held.length = 0;
  return whole;
}
