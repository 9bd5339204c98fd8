/**
 * Parts of log messages → lines, joined for each of the two streams. A line longer than a mebibyte comes in pieces, so
 * that what is held is bounded.
 */
import type { LogLine } from "../../engine/port.ts";
import type { LogPart } from "./log-parts.ts";

const longestPiece = 1_048_576;
const newline = 0x0a;
const carriageReturn = 0x0d;

interface Pending {
  stamp: string;
  parts: Buffer[];
  length: number;
}

/**
 * @param tty a terminal ends its lines with a carriage return too
 */
export async function* logLines(parts: AsyncIterable<LogPart>, tty: boolean): AsyncGenerator<LogLine> {
  const pending: Record<LogPart["stream"], Pending> = { stdout: empty(""), stderr: empty("") };
  for await (const { stream, stamp, content } of parts) {
    // A message of another time is another line, even if the last one was left without an end.
    if (stamp !== undefined && stamp !== pending[stream].stamp) {
      if (pending[stream].length > 0) yield line(stream, pending[stream], tty);
      pending[stream] = empty(stamp);
    }
    let rest = content;
    while (rest.length > 0) {
      const end = rest.indexOf(newline);
      const held = pending[stream];
      const room = longestPiece - held.length;
      const taken = rest.subarray(0, Math.min(end < 0 ? rest.length : end, room));
      held.parts.push(taken);
      held.length += taken.length;
      rest = rest.subarray(taken.length);
      const isEnded = rest[0] === newline;
      if (!isEnded && held.length < longestPiece) continue;
      const [whole, spare] = isEnded ? [Buffer.concat(held.parts), undefined] : cutAtCharacter(held);
      if (isEnded) rest = rest.subarray(1);
      yield line(stream, { stamp: held.stamp, parts: [whole], length: whole.length }, tty && isEnded);
      pending[stream] =
        spare === undefined ? empty(held.stamp) : { ...empty(held.stamp), parts: [spare], length: spare.length };
    }
  }
  for (const stream of ["stdout", "stderr"] as const)
    if (pending[stream].length > 0) yield line(stream, pending[stream], tty);
}

const empty = (stamp: string): Pending => ({ stamp, parts: [], length: 0 });

function line(stream: LogPart["stream"], { stamp, parts }: Pending, tty: boolean): LogLine {
  const whole = Buffer.concat(parts);
  const bytes = tty && whole.at(-1) === carriageReturn ? whole.subarray(0, -1) : whole;
  return { stream, timestamp: stamp, bytes };
}

/** A piece must not end within a character's bytes. */
function cutAtCharacter({ parts }: Pending): [Buffer, Buffer | undefined] {
  const whole = Buffer.concat(parts);
  let end = whole.length;
  const isContinued = (at: number): boolean => ((whole[at] ?? 0) & 0xc0) === 0x80;
  while (end > whole.length - 4 && isContinued(end - 1)) end--;
  if ((whole[end - 1] ?? 0) >= 0xc0) end--;
  return end === whole.length || end <= whole.length - 4
    ? [whole, undefined]
    : [whole.subarray(0, end), whole.subarray(end)];
}
