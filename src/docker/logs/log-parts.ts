/**
 * A container's log as the engine sends it → parts of messages, each message's first part with its time. Two forms:
 * frames of 8 bytes of header and a payload, or with a terminal the plain text. Iterative, and no more in memory than
 * one chunk, however long a frame says it is.
 */
import { CallError } from "../http/call-error.ts";

export interface LogPart {
  readonly stream: "stdout" | "stderr";
  /** Set where a message begins. The engine cuts long lines into messages that all have the line's time. */
  readonly stamp?: string;
  readonly content: Buffer;
}

const headerLength = 8;
/** Longer than any time that the engine writes. */
const longestStamp = 64;
/** The engine cuts lines into messages of so many bytes. */
const messageLength = 16_384;

/** Of what the engine says of itself. */
const longestComplaint = 4_096;

const space = 0x20;
const newline = 0x0a;

/**
 * @param stamped whether each message begins with its time; a command's output has none
 * @throws CallError `broken` where a frame's header is none, `refused` with the engine's own error
 */
export async function* framedParts(chunks: AsyncIterable<Buffer>, stamped = true): AsyncGenerator<LogPart> {
  let rest: Buffer = Buffer.alloc(0);
  let stream: LogPart["stream"] = "stdout";
  let left = 0;
  let atStart = false;
  let isComplaint = false;
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (left === 0) {
        if (rest.length < headerLength) break;
        const kind = kindOf(rest);
        left = rest.readUInt32BE(4);
        rest = rest.subarray(headerLength);
        if (kind === "error") isComplaint = true;
        else [stream, atStart] = [kind, stamped];
      } else if (isComplaint) {
        const said = Math.min(left, longestComplaint);
        if (rest.length < said) break;
        throw engineError(rest.subarray(0, said));
      } else if (atStart) {
        const end = stampEnd(rest.subarray(0, left));
        if (end === undefined) break;
        left -= end;
        atStart = false;
        yield { stream, stamp: rest.toString("latin1", 0, end - 1), content: Buffer.alloc(0) };
        rest = rest.subarray(end);
      } else {
        if (rest.length === 0) break;
        const content = rest.subarray(0, left);
        left -= content.length;
        rest = rest.subarray(content.length);
        yield { stream, content };
      }
    }
  }
  if (left > 0 || rest.length > 0)
    throw new CallError({ kind: "broken", reason: "it ends in the middle of a message" });
}

/** By the number in a frame's header: standard input, which is echoed, output and error; then what the engine itself says. */
const kinds = ["stdout", "stdout", "stderr", "error"] as const;

function kindOf(header: Buffer): (typeof kinds)[number] {
  const kind = kinds[header[0] ?? 0];
  if (kind === undefined || header[1] !== 0)
    throw new CallError({ kind: "broken", reason: "it contains an unknown kind of message" });
  return kind;
}

/** What the engine says of itself in the middle of an answer that began well: no other try brings more. */
const engineError = (said: Buffer): CallError =>
  new CallError({ kind: "refused", status: 200, reason: said.toString().trim() });

/** A terminal's log. Nothing but its repeated time tells where a long line's next message begins. */
export async function* plainParts(chunks: AsyncIterable<Buffer>): AsyncGenerator<LogPart> {
  const stream = "stdout";
  let rest: Buffer = Buffer.alloc(0);
  let stamp = "";
  let left = 0;
  let state: "line" | "content" | "cut" = "line";
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length > 0) {
      if (state === "line") {
        if (beginsComplaint(rest)) {
          const said = rest.subarray(0, longestComplaint).indexOf(newline);
          if (said < 0 && rest.length < longestComplaint) break;
          throw engineError(rest.subarray(0, said < 0 ? longestComplaint : said));
        }
        const end = stampEnd(rest);
        if (end === undefined) break;
        stamp = rest.toString("latin1", 0, end);
        yield { stream, stamp: stamp.slice(0, -1), content: Buffer.alloc(0) };
        [rest, left, state] = [rest.subarray(end), messageLength, "content"];
      } else if (state === "cut") {
        const isRepeated = rest.toString("latin1", 0, stamp.length) === stamp;
        if (!isRepeated && rest.length < stamp.length && rest.indexOf(newline) < 0) break;
        [rest, left, state] = [isRepeated ? rest.subarray(stamp.length) : rest, messageLength, "content"];
      } else {
        const end = rest.subarray(0, left).indexOf(newline) + 1 || Math.min(left, rest.length);
        const content = rest.subarray(0, end);
        left -= end;
        rest = rest.subarray(end);
        state = content.at(-1) === newline ? "line" : left === 0 ? "cut" : "content";
        yield { stream, content };
      }
    }
  }
  if (state === "line" && beginsComplaint(rest)) throw engineError(rest);
  if (rest.length > 0) yield { stream, content: rest };
}

/** How the engine says on a terminal's log that it can't go on: no time stands before it. */
const complaintStart = Buffer.from("Error grabbing logs: ");

/** Or may turn out to, once more bytes have come. */
const beginsComplaint = (bytes: Buffer): boolean => {
  const start = bytes.subarray(0, complaintStart.length);
  return start.length > 0 && complaintStart.subarray(0, start.length).equals(start);
};

/** Where the message begins, after its time and a space; `undefined` if more bytes are needed. */
function stampEnd(bytes: Buffer): number | undefined {
  const at = bytes.subarray(0, longestStamp).indexOf(space);
  if (at > 0) return at + 1;
  if (at === 0 || bytes.length >= longestStamp)
    throw new CallError({ kind: "broken", reason: "a log message has no timestamp" });
  return undefined;
}
