import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { batches, type Reader } from "../../../src/docker/logs/batches.ts";

/** Each chunk is an item; `!` is none, and the rest comes at the end. */
const words: Reader<string> = {
  read(chunk, tell) {
    if (chunk.toString() === "!") throw new Error("that is no word");
    tell(chunk.toString());
  },
  end: (tell) => tell("end"),
};

async function* given(...chunks: readonly string[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) {
    if (chunk === "later") await nextTurn();
    else yield Buffer.from(chunk);
  }
}

test("what comes at once is one batch, and what comes later another", async () => {
  const all: (readonly string[])[] = [];
  for await (const batch of batches(given("a", "b", "later", "later", "c"), words)) all.push(batch);
  expect(all).toEqual([
    ["a", "b"],
    ["c", "end"],
  ]);
});

test.each(["the reader", "the sender"])("what came before %s failed still comes before the error", async (who) => {
  const all: string[] = [];
  async function* failing(): AsyncGenerator<Buffer> {
    yield* given("a", "b");
    if (who === "the sender") throw new Error("that is no word");
    yield* given("!", "c");
  }
  const reading = async (): Promise<void> => {
    for await (const batch of batches(failing(), words)) all.push(...batch);
  };
  await expect(reading()).rejects.toThrow("that is no word");
  expect(all).toEqual(["a", "b"]);
});

test("no more is read ahead than fits, and nothing while nobody reads on", async () => {
  let sent = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    for (; ; sent++) yield Buffer.alloc(1_024, "x");
  }
  const reading = batches(endless(), words);
  await reading.next();
  for (let turn = 0; turn < 10; turn++) await nextTurn();
  const held = sent;
  expect(held).toBeLessThan(200);
  for (let turn = 0; turn < 10; turn++) await nextTurn();
  expect(sent).toBe(held);
});
