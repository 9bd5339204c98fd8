/**
 * A container's log as the engine sends it → parts of messages, each message's first part with its time. Two forms:
 * frames of 8 bytes of header and a payload, or with a terminal the plain text. No more than a chunk is in memory, however
 * long a frame says it is.
 */
import { utcMoment } from "../../core/moment.ts";
import { CallError } from "../http/call-error.ts";
import type { Reader } from "./batches.ts";

export interface LogPart {
  readonly stream: "stdout" | "stderr";
  /**
   * Set where a message begins, in UTC with nine digits of a second. The engine cuts long lines into messages that all
   * have the line's time.
   */
  readonly stamp?: string;
  /** Where the part is: its place in the chunk that it came with. */
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
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
const nothing: Buffer = Buffer.alloc(0);

type Tell = (part: LogPart) => void;

/** A reader that may leave bytes for later: they come again, with more after them. */
interface PartReader {
  /** @returns how many of the bytes are done with */
  read(bytes: Buffer, tell: Tell): number;
  /** There is no more after this rest. */
  end(rest: Buffer, tell: Tell): void;
}

function keepingRest(reader: PartReader): Reader<LogPart> {
  let rest = nothing;
  return {
    read(chunk, tell) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const done = reader.read(bytes, tell);
      rest = done === bytes.length ? nothing : bytes.subarray(done);
    },
    end: (tell) => reader.end(rest, tell),
  };
}

/**
 * @param stamped whether each message begins with its time; a command's output has none
 * @throws CallError `broken` where a frame's header is none, `refused` with the engine's own error
 */
export function framedParts(stamped = true): Reader<LogPart> {
  let kind: (typeof kinds)[number] = "stdout";
  /** Of the frame, how many bytes are still to come. */
  let left = 0;
  let atStart = false;
  return keepingRest({
    read(bytes, tell) {
      let at = 0;
      for (;;) {
        const there = Math.min(left, bytes.length - at);
        if (left === 0) {
          if (bytes.length - at < headerLength) return at;
          kind = kindOf(bytes, at);
          left = bytes.readUInt32BE(at + 4);
          atStart = stamped;
          at += headerLength;
        } else if (kind === "error") {
          const said = Math.min(left, longestComplaint);
          if (there < said) return at;
          throw engineError(bytes.subarray(at, at + said));
        } else if (atStart) {
          const begin = stampEnd(bytes, at, there === left);
          if (begin === undefined) return at;
          const stamp = stampOf(bytes.toString("latin1", at, begin - 1));
          tell({ stream: kind, stamp, bytes, from: begin, to: at + there });
          atStart = false;
          left -= there;
          at += there;
        } else {
          if (there === 0) return at;
          tell({ stream: kind, bytes, from: at, to: at + there });
          left -= there;
          at += there;
        }
      }
    },
    end(rest) {
      if (left > 0 || rest.length > 0)
        throw new CallError({ kind: "broken", reason: "it ends in the middle of a message" });
    },
  });
}

/** By the number in a frame's header: standard input, which is echoed, output and error; then what the engine itself says. */
const kinds = ["stdout", "stdout", "stderr", "error"] as const;

function kindOf(bytes: Buffer, at: number): (typeof kinds)[number] {
  const kind = kinds[bytes[at] ?? 0];
  if (kind === undefined || bytes[at + 1] !== 0)
    throw new CallError({ kind: "broken", reason: "it contains an unknown kind of message" });
  return kind;
}

/** What the engine says of itself in the middle of an answer that began well: no other try brings more. */
const engineError = (said: Buffer): CallError =>
  new CallError({ kind: "refused", status: 200, reason: said.toString().trim() });

/** A terminal's log. Nothing but its repeated time tells where a long line's next message begins. */
export function plainParts(): Reader<LogPart> {
  const stream = "stdout";
  /** The line's time as the engine wrote it, and the space after it. */
  let written = nothing;
  let stamp = "";
  let left = 0;
  let state: "line" | "content" | "cut" = "line";
  return keepingRest({
    read(bytes, tell) {
      let at = 0;
      while (at < bytes.length) {
        if (state === "line") {
          if (beginsComplaint(bytes.subarray(at, at + complaintStart.length))) {
            const said = bytes.subarray(at, at + longestComplaint);
            const end = said.indexOf(newline);
            if (end < 0 && said.length < longestComplaint) return at;
            throw engineError(said.subarray(0, end < 0 ? longestComplaint : end));
          }
          const begin = stampEnd(bytes, at, false);
          if (begin === undefined) return at;
          written = Buffer.from(bytes.subarray(at, begin));
          stamp = stampOf(written.toString("latin1", 0, written.length - 1));
          tell({ stream, stamp, bytes, from: begin, to: begin });
          [at, left, state] = [begin, messageLength, "content"];
        } else if (state === "cut") {
          const next = bytes.subarray(at, at + written.length);
          const isRepeated = next.equals(written);
          if (!isRepeated && next.length < written.length && next.indexOf(newline) < 0) return at;
          [at, left, state] = [isRepeated ? at + written.length : at, messageLength, "content"];
        } else {
          const end = Math.min(bytes.length, at + left);
          const found = bytes.indexOf(newline, at);
          const isEnded = found >= 0 && found < end;
          const to = isEnded ? found + 1 : end;
          tell({ stream, bytes, from: at, to });
          left -= to - at;
          at = to;
          state = isEnded ? "line" : left === 0 ? "cut" : "content";
        }
      }
      return at;
    },
    end(rest, tell) {
      if (state === "line" && beginsComplaint(rest.subarray(0, complaintStart.length))) throw engineError(rest);
      if (rest.length > 0) tell({ stream, bytes: rest, from: 0, to: rest.length });
    },
  });
}

/** How the engine says on a terminal's log that it can't go on: no time stands before it. */
const complaintStart = Buffer.from("Error grabbing logs: ");

/** Or may turn out to, once more bytes have come. */
const beginsComplaint = (start: Buffer): boolean =>
  start.length > 0 && complaintStart.subarray(0, start.length).equals(start);

/**
 * Where the message that begins at `at` has its text, after its time and a space; `undefined` if more bytes are needed.
 * @param whole whether the message ends with the bytes
 */
function stampEnd(bytes: Buffer, at: number, whole: boolean): number | undefined {
  const end = Math.min(bytes.length, at + longestStamp);
  let begin = at;
  while (begin < end && bytes[begin] !== space) begin++;
  if (begin < end && begin > at) return begin + 1;
  if (begin < end || whole || end - at === longestStamp) throw unstamped();
  return undefined;
}

function stampOf(text: string): string {
  const stamp = utcMoment(text);
  if (stamp === undefined) throw unstamped();
  return stamp;
}

const unstamped = (): CallError => new CallError({ kind: "broken", reason: "a log message has no timestamp" });
