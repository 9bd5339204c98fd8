import { execFileSync } from "node:child_process";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeDisk } from "../../src/host/disk.ts";

let folder = "";
let pipe = "";
const disk = nodeDisk(() => Readable.from([Buffer.from("from "), Buffer.from("stdin")]));
const text = async (path: string, most?: number): Promise<string> =>
  new TextDecoder().decode(await disk.read(path, most === undefined ? {} : { most }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "windlass-disk-"));
  pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  await writeFile(join(folder, "file"), "0123456789");
  await writeFile(join(folder, "empty"), "");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("reading", () => {
  test("gives the bytes of a file", async () => {
    expect(await text(join(folder, "file"))).toBe("0123456789");
    expect(await text(join(folder, "empty"))).toBe("");
    expect(await text("/dev/null")).toBe("");
  });

  test("rejects with the system's own errors", async () => {
    await expect(text(join(folder, "nope"))).rejects.toMatchObject({ code: "ENOENT" });
    await expect(text(folder)).rejects.toMatchObject({ code: "EISDIR" });
  });

  test("stops one byte behind the limit, also where there is no end", async () => {
    expect(await text(join(folder, "file"), 10)).toHaveLength(10);
    expect(await text(join(folder, "file"), 4)).toBe("01234");
    expect(await disk.read("/dev/zero", { most: 1_000_000 })).toHaveLength(1_000_001);
  });

  test("waits for a named pipe's writer, and takes all that it writes", async () => {
    const read = text(pipe);
    const writer = await open(pipe, "w");
    await writer.write("one ");
    await writer.write("two");
    await writer.close();
    expect(await read).toBe("one two");
  });

  test("gives up a named pipe that nobody writes to when it is aborted", async () => {
    const stop = new AbortController();
    const read = disk.read(pipe, { signal: stop.signal });
    stop.abort(new Error("interrupted"));
    await expect(read).rejects.toThrow();
  });

  test("gives standard input to everyone who asks, and no more of it than is allowed", async () => {
    expect([await text("-"), await text("-")]).toEqual(["from stdin", "from stdin"]);
    const endless = nodeDisk(() => Readable.from(forever()));
    expect(await endless.read("-", { most: 10 })).toHaveLength(11);
  });
});

async function* forever(): AsyncGenerator<Uint8Array> {
  for (;;) yield new Uint8Array(100);
}
