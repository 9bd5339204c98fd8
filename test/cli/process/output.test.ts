import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { OutputClosed, streamOutput } from "../../../src/cli/process/output.ts";
import { WindlassError } from "../../../src/core/errors.ts";

const failing = (code: string): Writable =>
  new Writable({
    write: (_chunk, _encoding, done) => setImmediate(done, Object.assign(new Error(`write ${code}`), { code })),
  });

test("a reader that went away is told apart from a disk that is full", async () => {
  const gone = streamOutput(failing("EPIPE"));
  gone.write("x");
  await gone.flushed();
  await expect(gone.drained()).rejects.toBeInstanceOf(OutputClosed);

  const full = streamOutput(failing("ENOSPC"));
  full.write("x");
  await full.flushed();
  await expect(full.drained()).rejects.toMatchObject({ code: "output-failed" });
  expect(full.broken.reason).toBeInstanceOf(WindlassError);
});

test("drained waits for a slow reader, flushed for all that was written", async () => {
  const received: string[] = [];
  let release = (): void => {};
  const slow = new Writable({
    highWaterMark: 4,
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      received.push(String(chunk));
      release = done;
    },
  });
  const output = streamOutput(slow);
  output.write("abcdef");
  let drained = false;
  const draining = output.drained().then(() => {
    drained = true;
  });
  await new Promise(setImmediate);
  expect(drained).toBe(false);
  release();
  await draining;
  output.write("gh");
  const flushing = output.flushed();
  release();
  await flushing;
  expect(received).toEqual(["abcdef", "gh"]);
});

test("a stream that does not say that it is full is waited for all the same", async () => {
  let release = (): void => {};
  const silent = new Writable({
    highWaterMark: 4,
    write: (_chunk, _encoding, done) => {
      release = done;
    },
  });
  Object.defineProperty(silent, "writableNeedDrain", { value: false });
  const output = streamOutput(silent);
  output.write("abcdef");
  const draining = output.drained().then(() => "drained");
  expect(await Promise.race([draining, new Promise((resolve) => setImmediate(resolve, "waits"))])).toBe("waits");
  release();
  expect(await draining).toBe("drained");
});

test("nobody waits longer than he wants for a reader that never reads again", async () => {
  const output = streamOutput(new Writable({ highWaterMark: 1, write: () => {} }));
  output.write("more than it takes");
  const enough = new AbortController();
  const draining = output.drained(enough.signal);
  enough.abort();
  await draining;
  await output.drained(enough.signal);
});

test("writing after a failure is quiet", async () => {
  const output = streamOutput(failing("EPIPE"));
  output.write("x");
  await output.flushed();
  output.write("y");
  await output.flushed();
  expect(output.broken.aborted).toBe(true);
});

const keeping = (isTTY: boolean): { readonly stream: Writable; readonly text: () => string } => {
  let text = "";
  const stream = Object.assign(
    new Writable({
      write: (chunk, _encoding, done) => {
        text += String(chunk);
        done();
      },
    }),
    { isTTY },
  );
  return { stream, text: () => text };
};

const hostile = "a\u001b]0;title\u0007b\u001b[2Jc\u009b31md\r\u001b[31mred\u001b[0m\te\n";

test("on a terminal, text steers nothing but its colours", () => {
  const { stream, text } = keeping(true);
  const output = streamOutput(stream);
  output.write(hostile);
  expect(text()).toBe("a␛]0;title␇b␛[2Jc\ufffd31md␍\u001b[31mred\u001b[0m\te\n");
  expect(output.steered).toBe(false);
  output.steer("\u001b[?25l");
  expect(text().endsWith("\u001b[?25l")).toBe(true);
  expect(output.steered).toBe(true);
});

test("elsewhere text stays as it is", () => {
  const { stream, text } = keeping(false);
  streamOutput(stream).write(hostile);
  expect(text()).toBe(hostile);
});
