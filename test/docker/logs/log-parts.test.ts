import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LogFormat } from "../../../src/cli/render/log-lines.ts";
import { uncoloured } from "../../../src/cli/terminal/paint.ts";
import { batches } from "../../../src/docker/logs/batches.ts";
import { logLines } from "../../../src/docker/logs/log-lines.ts";
import { framedParts, plainParts } from "../../../src/docker/logs/log-parts.ts";
import { logBytes, logText } from "../../../src/engine/output-line.ts";
import type { LogLine } from "../../../src/engine/port.ts";

const stamp = (n: number): string => `2026-01-02T03:04:05.${String(n).padStart(9, "0")}Z`;

function frame(stream: 1 | 2 | 3, payload: string | Buffer): Buffer {
  const content = Buffer.from(payload);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}

async function* cut(bytes: Buffer, sizes: Iterable<number>): AsyncGenerator<Buffer> {
  let at = 0;
  for (const size of sizes) {
    if (at >= bytes.length) return;
    yield bytes.subarray(at, at + size);
    at += size;
  }
  if (at < bytes.length) yield bytes.subarray(at);
}

interface Options {
  readonly tty?: boolean;
  readonly sizes?: readonly number[];
}

async function readLines(bytes: Buffer, { tty = false, sizes = [] }: Options = {}): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  const reader = logLines(tty ? plainParts() : framedParts(), tty);
  for await (const batch of batches(cut(bytes, sizes), reader)) lines.push(...batch);
  return lines;
}

type TextLine = Pick<LogLine, "stream" | "timestamp"> & { readonly text: string };

async function read(bytes: Buffer, options?: Options): Promise<TextLine[]> {
  const lines = await readLines(bytes, options);
  return lines.map(({ stream, timestamp, ...line }) => ({ stream, timestamp, text: logText({ stream, ...line }) }));
}

/** What a reader of `logs --timestamps` gets. */
async function printed(bytes: Buffer, options?: Options): Promise<string> {
  const format = new LogFormat({ prefix: true, timestamps: true, spares: false, paint: uncoloured });
  const written = (await readLines(bytes, options)).map((line) => format.lines("web-1", [line]));
  return Buffer.concat(written as Uint8Array[]).toString("latin1");
}

const chunkSizes = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 60 });

describe("a log in frames", () => {
  test("joins each stream's own messages, and leaves the last line open", async () => {
    const bytes = Buffer.concat([
      frame(1, `${stamp(1)} one `),
      frame(2, `${stamp(2)} err\n`),
      frame(1, `${stamp(1)} line\n`),
      frame(1, `${stamp(3)} \n`),
      frame(1, `${stamp(4)} open`),
    ]);
    expect(await read(bytes)).toEqual([
      { stream: "stderr", timestamp: stamp(2), text: "err" },
      { stream: "stdout", timestamp: stamp(1), text: "one line" },
      { stream: "stdout", timestamp: stamp(3), text: "" },
      { stream: "stdout", timestamp: stamp(4), text: "open" },
    ]);
  });

  test("gives the same lines however the bytes are cut", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 }).map((line) => line.replaceAll("\n", ""));
    const messages = fc.array(fc.tuple(fc.constantFrom(1 as const, 2 as const), text), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(messages, chunkSizes, async (all, chunks) => {
        const bytes = Buffer.concat(all.map(([stream, line], n) => frame(stream, `${stamp(n)} ${line}\n`)));
        expect(await read(bytes, { sizes: chunks })).toEqual(
          all.map(([stream, line], n) => ({
            stream: stream === 1 ? "stdout" : "stderr",
            timestamp: stamp(n),
            text: line,
          })),
        );
      }),
    );
  });

  test("prints the same bytes however it is cut: messages without an end, lines within a message, both streams", async () => {
    const byte = fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(0x0a, 0x0d, 0x20) },
      fc.integer({ min: 0, max: 255 }),
    );
    const message = fc.tuple(fc.constantFrom(1 as const, 2 as const), fc.integer({ max: 3, min: 0 }), fc.array(byte));
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 12 }), chunkSizes, async (all, sizes) => {
        const bytes = Buffer.concat(
          all.map(([stream, n, content]) =>
            frame(stream, Buffer.concat([Buffer.from(`${stamp(n)} `), Buffer.from(content)])),
          ),
        );
        expect(await printed(bytes, { sizes })).toEqual(await printed(bytes));
      }),
    );
  });

  test("gives bytes that are no text as they are", async () => {
    const noText = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x0d]);
    const bytes = frame(1, Buffer.concat([Buffer.from(`${stamp(1)} `), noText, Buffer.from("\n")]));
    expect((await readLines(bytes)).map(logBytes)).toEqual([noText]);
  });

  test.each([1_000, 9, 1])("ends in the engine's own error, with its words, in chunks of %d bytes", async (size) => {
    const why = "Error grabbing logs: unexpected EOF";
    const bytes = Buffer.concat([frame(1, `${stamp(1)} one\n`), frame(3, `${why}\n`), frame(1, `${stamp(2)} two\n`)]);
    const sizes = Array.from({ length: bytes.length }, () => size);
    await expect(read(bytes, { sizes })).rejects.toMatchObject({ fault: { kind: "refused", reason: why } });
  });

  test("takes a hundred thousand frames in one chunk", async () => {
    const bytes = Buffer.concat(Array.from({ length: 100_000 }, (_, n) => frame(1, `${stamp(n)} x\n`)));
    expect(await read(bytes)).toHaveLength(100_000);
  });

  test("cuts a line that never ends into pieces, never within a character", async () => {
    const bytes = Buffer.concat([frame(1, `${stamp(1)} ${"a".repeat(1_048_575)}éz`), frame(1, `${stamp(1)} z\n`)]);
    const lines = await read(bytes, { sizes: Array.from({ length: 40 }, () => 32_768) });
    expect(lines.map(({ text }) => text.length)).toEqual([1_048_575, 3]);
    expect(lines[1]?.text).toBe("ézz");
  });

  test.each([
    ["ends within a frame", frame(1, `${stamp(1)} abc\n`).subarray(0, -2)],
    ["ends within a header", frame(1, `${stamp(1)} abc\n`).subarray(0, 5)],
    ["is not in frames", Buffer.from("plain text, no frames\n")],
    ["has a message without a time", frame(1, "x".repeat(100))],
  ])("is broken if it %s", async (_what, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ fault: { kind: "broken" } });
  });
});

describe("a terminal's log", () => {
  test("ends its lines by two characters", async () => {
    const bytes = Buffer.from(`${stamp(1)} one\r\n${stamp(2)} \r\n${stamp(3)} open`);
    expect((await read(bytes, { tty: true })).map(({ text }) => text)).toEqual(["one", "", "open"]);
  });

  test.each([1_000, 9, 1])("ends in the engine's own error, which has no time, in chunks of %d", async (size) => {
    const why = "Error grabbing logs: unexpected EOF";
    const bytes = Buffer.from(`${stamp(1)} one\r\n${why}\n`);
    const sizes = Array.from({ length: bytes.length }, () => size);
    await expect(read(bytes, { tty: true, sizes })).rejects.toMatchObject({ fault: { kind: "refused", reason: why } });
  });

  test("prints the same bytes however it is cut", async () => {
    const text = fc.string({ unit: fc.constantFrom("a", " ", "\r", "é", "\u0000") });
    const lines = fc.array(fc.tuple(text, fc.constantFrom("\n", "\r\n")), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(lines, text, chunkSizes, async (all, open, sizes) => {
        const whole = [...all, [open, ""] as const].map(([line, end], n) => `${stamp(n)} ${line}${end}`).join("");
        const bytes = Buffer.from(whole);
        expect(await printed(bytes, { tty: true, sizes })).toEqual(await printed(bytes, { tty: true }));
      }),
    );
  });

  test("leaves out the time that the engine repeats within a long line, however it is cut", async () => {
    const long = "a".repeat(16_384);
    const bytes = Buffer.from(`${stamp(1)} ${long}${stamp(1)} ${long}${stamp(1)} b\r\n${stamp(2)} two\r\n`);
    for (const size of [1_000_000, 16_400, 16_415, 16_420, 7]) {
      const sizes = Array.from({ length: Math.ceil(bytes.length / size) }, () => size);
      const lines = await read(bytes, { tty: true, sizes });
      expect(lines.map(({ timestamp, text }) => [timestamp, text.length])).toEqual([
        [stamp(1), 32_769],
        [stamp(2), 3],
      ]);
    }
  });
});
