/** A tar that passes by: what is seen of it, and what is never taken for a whole one. */
import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { expect, test } from "vitest";
import { gunzipped } from "../../src/host/gunzip.ts";
import { tarHead } from "../../src/host/tar-head.ts";
import { NotWhole, watchedTar } from "../../src/host/tar-watch.ts";

const large = randomBytes(300_000);

async function tarOf(files: Readonly<Record<string, Uint8Array>>): Promise<Buffer> {
  const tar = pack();
  for (const [name, bytes] of Object.entries(files)) tar.entry({ name }, Buffer.from(bytes));
  tar.finalize();
  return buffer(tar);
}

/** In pieces, wherever they begin and end. */
async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

const collected = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

const nothing = async (): Promise<void> => {};

test.each([1, 511, 512, 1_000, 65_536, 1_000_000])(
  "bytes pass unchanged and entries are seen, in pieces of %i",
  async (length) => {
    const tar = await tarOf({ "a.json": Buffer.from("{}"), "blobs/large": large, empty: Buffer.alloc(0) });
    const seen: string[] = [];
    const passed = watchedTar(pieces(tar, length), async ({ name, size, bytes }) => {
      seen.push(`${name} ${size}`);
      if (name === "a.json") seen.push((await bytes()).toString());
    });
    expect((await collected(passed)).equals(tar)).toBe(true);
    expect(seen).toEqual(["a.json 2", "{}", "blobs/large 300000", "empty 0"]);
  },
);

test("what the watcher throws ends it, before the bytes of that entry have gone on", async () => {
  const tar = await tarOf({ good: large, bad: Buffer.from("secret".repeat(1_000)) });
  const passed = watchedTar(pieces(tar, 4_096), async ({ name }) => {
    if (name === "bad") throw new Error("refused");
  });
  const gone: Uint8Array[] = [];
  const reading = (async () => {
    for await (const chunk of passed) gone.push(chunk);
  })();
  await expect(reading).rejects.toThrow("refused");
  expect(Buffer.concat(gone).includes("secretsecret".repeat(300))).toBe(false);
});

test("one that is cut off anywhere is not whole", async () => {
  const tar = await tarOf({ one: Buffer.alloc(1_000, 1), two: Buffer.from("x") });
  for (const length of [0, 1, 511, 512, 700, 1_536, 2_048, tar.length - 1_024, tar.length - 1])
    await expect(collected(watchedTar(pieces(tar.subarray(0, length), 256), nothing)), String(length)).rejects.toThrow(
      NotWhole,
    );
});

test("what is no tar is not one", async () => {
  await expect(collected(watchedTar(pieces(large, 1_000), nothing))).rejects.toThrow(NotWhole);
});

test("a stream that fails fails as it did", async () => {
  const broken = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    yield (await tarOf({ large })).subarray(0, 1_000);
    throw new Error("disk on fire");
  };
  await expect(collected(watchedTar(broken(), nothing))).rejects.toThrow("disk on fire");
});

test("the head of a tar goes on with any other tar, and is the same each time", async () => {
  const rest = await tarOf({ rest: large });
  const head = await tarHead([{ name: "windlass.json", content: "{}" }]);
  const names: string[] = [];
  await collected(
    watchedTar(pieces(Buffer.concat([head, rest]), 1_000), async ({ name }) => {
      names.push(name);
    }),
  );
  expect(names).toEqual(["windlass.json", "rest"]);
  expect(await tarHead([{ name: "windlass.json", content: "{}" }])).toEqual(head);
});

test.each([1, 2, 100_000])("gzip is taken off, and all else passes, in pieces of %i", async (length) => {
  const text = Buffer.from("text ".repeat(1_000));
  expect(await collected(gunzipped(pieces(gzipSync(text), length)))).toEqual(text);
  expect(await collected(gunzipped(pieces(text, length)))).toEqual(text);
  expect(await collected(gunzipped(pieces(Buffer.alloc(0), length)))).toEqual(Buffer.alloc(0));
});

test("gzip that is broken is an error", async () => {
  const packed = gzipSync(large);
  await expect(collected(gunzipped(pieces(packed.subarray(0, 1_000), 100)))).rejects.toThrow(/unexpected end/);
});
