/**
 * Parts of log messages → lines, joined for each of the two streams. A line longer than a mebibyte comes in pieces, so
 * that what is held is bounded.
 */
import type { LogLine } from "../../engine/port.ts";
import type { Reader } from "./batches.ts";
import type { LogPart } from "./log-parts.ts";

const longestPiece = 1_048_576;
const newline = 0x0a;
const carriageReturn = 0x0d;

/** The line of a stream that has not ended yet. */
interface Pending {
  readonly stream: LogLine["stream"];
  stamp: string;
  parts: Buffer[];
  length: number;
  /** A piece of it was told already. */
  isBegun: boolean;
}

type Tell = (line: LogLine) => void;

/**
 * @param parts what reads the messages
 * @param tty a terminal ends its lines with a carriage return too
 */
export function logLines(parts: Reader<LogPart>, tty: boolean): Reader<LogLine> {
  const streams: Record<LogPart["stream"], Pending> = { stdout: nothingOf("stdout"), stderr: nothingOf("stderr") };
  const join = (part: LogPart, tell: Tell): void => add(part, streams[part.stream], tty, tell);
  return {
    read: (chunk, tell) => parts.read(chunk, (part) => join(part, tell)),
    end(tell) {
      parts.end((part) => join(part, tell));
      for (const held of Object.values(streams)) finish(held, tty, tell);
    },
  };
}

const nothingOf = (stream: Pending["stream"]): Pending => ({
  stream,
  stamp: "",
  parts: [],
  length: 0,
  isBegun: false,
});

function add({ stamp, bytes, from, to }: LogPart, held: Pending, tty: boolean, tell: Tell): void {
  if (stamp !== undefined && stamp !== held.stamp) {
    // A message of another time is another line, even if the last one was left without an end.
    finish(held, tty, tell);
    held.stamp = stamp;
  }
  for (let at = from; at < to; ) {
    const found = bytes.indexOf(newline, at);
    const end = Math.min(found < 0 ? to : found, to, at + longestPiece - held.length);
    const isEnded = end === found && end < to;
    if (isEnded && held.length === 0) tell(line(held, tty, bytes, at, end));
    else {
      held.parts.push(bytes.subarray(at, end));
      held.length += end - at;
      if (isEnded) finish(held, tty, tell);
      else if (held.length === longestPiece) tell(piece(held));
    }
    at = isEnded ? end + 1 : end;
  }
}

/** What is open is a line, too. */
function finish(held: Pending, tty: boolean, tell: Tell): void {
  if (held.length === 0 && !held.isBegun) return;
  const whole = take(held);
  tell(line(held, tty, whole, 0, whole.length));
}

function line(held: Pending, tty: boolean, chunk: Buffer, from: number, end: number): LogLine {
  held.isBegun = false;
  const to = tty && end > from && chunk[end - 1] === carriageReturn ? end - 1 : end;
  return { stream: held.stream, timestamp: held.stamp, chunk, from, to };
}

/** A piece must not end within a character's bytes. */
function piece(held: Pending): LogLine {
  const whole = take(held);
  let end = whole.length;
  const isContinued = (at: number): boolean => ((whole[at] ?? 0) & 0xc0) === 0x80;
  while (end > whole.length - 4 && isContinued(end - 1)) end--;
  if ((whole[end - 1] ?? 0) >= 0xc0) end--;
  if (end <= whole.length - 4) end = whole.length;
  held.isBegun = true;
  held.parts = end < whole.length ? [whole.subarray(end)] : [];
  held.length = whole.length - end;
  return { stream: held.stream, timestamp: held.stamp, chunk: whole, from: 0, to: end, continues: true };
}

function take(held: Pending): Buffer {
  const [first, ...more] = held.parts;
  const whole = first !== undefined && more.length === 0 ? first : Buffer.concat(held.parts);
  held.parts = [];
  held.length = 0;
  return whole;
}
