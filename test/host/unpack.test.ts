/** Tars that are put onto the disk: whole, with modes and links, and never beyond the target. */
import { lstat, mkdir, mkdtemp, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Headers, pack } from "tar-stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packed } from "../../src/host/pack.ts";
import { unpacked } from "../../src/host/unpack.ts";
import { never } from "../support/engines.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "windlass-unpack-"));
});
afterEach(() => rm(folder, { recursive: true }));

function tarOf(...entries: readonly (readonly [Headers, string?])[]): AsyncIterable<Uint8Array> {
  const tar = pack();
  for (const [header, text = ""] of entries) tar.entry(header, text);
  tar.finalize();
  return tar;
}

test("a folder comes back as it went, with modes, times and links", async () => {
  const source = join(folder, "source");
  await mkdir(join(source, "deep"), { recursive: true });
  await writeFile(join(source, "deep", "run.sh"), "echo", { mode: 0o750 });
  await writeFile(join(source, "empty"), "");
  await symlink("deep/run.sh", join(source, "link"));
  await unpacked(packed(source, "any"), join(folder, "copy"), never);
  expect(await readFile(join(folder, "copy/deep/run.sh"), "utf8")).toBe("echo");
  expect((await stat(join(folder, "copy/deep/run.sh"))).mode & 0o777).toBe(0o750);
  expect((await stat(join(folder, "copy/empty"))).size).toBe(0);
  expect(await readlink(join(folder, "copy/link"))).toBe("deep/run.sh");
  const times = await Promise.all(["source", "copy"].map((one) => stat(join(folder, one, "deep", "run.sh"))));
  expect(times[1]?.mtime.getTime()).toBe(Math.floor((times[0]?.mtimeMs ?? 0) / 1000) * 1000);
});

test("what is in a folder that nobody may write to comes along", async () => {
  const tar = tarOf([{ name: "a/", type: "directory", mode: 0o555 }], [{ name: "a/file" }, "text"]);
  await unpacked(tar, join(folder, "b"), never);
  expect(await readFile(join(folder, "b/file"), "utf8")).toBe("text");
  expect((await stat(join(folder, "b"))).mode & 0o777).toBe(0o555);
});

test("a hard link is one to the copy", async () => {
  const tar = tarOf([{ name: "a/one" }, "text"], [{ name: "a/two", type: "link", linkname: "a/one" }]);
  await unpacked(tar, join(folder, "b"), never);
  expect((await stat(join(folder, "b/one"))).ino).toBe((await stat(join(folder, "b/two"))).ino);
});

test.each([["a/../../outside"], ["../outside"], ["a/b/../../../outside"]])("the name %s is refused", async (name) => {
  await mkdir(join(folder, "in"));
  await expect(unpacked(tarOf([{ name }, "x"]), join(folder, "in"), never)).rejects.toThrow("leaves the target");
  await expect(lstat(join(folder, "outside"))).rejects.toThrow("ENOENT");
});

test("an absolute name stays below the target", async () => {
  await unpacked(tarOf([{ name: "/etc/passwd" }, "x"]), join(folder, "in"), never);
  expect(await readFile(join(folder, "in/passwd"), "utf8")).toBe("x");
});

test("nothing is written through a link, whether the tar brings it or it was there", async () => {
  const outside = join(folder, "outside");
  await mkdir(outside);
  const brought = tarOf([{ name: "a/way", type: "symlink", linkname: outside }], [{ name: "a/way/file" }, "x"]);
  await expect(unpacked(brought, join(folder, "in"), never)).rejects.toThrow("which is no folder");
  await symlink(outside, join(folder, "in", "old"));
  await expect(unpacked(tarOf([{ name: "a/old/file" }, "x"]), join(folder, "in"), never)).rejects.toThrow("no folder");
  await writeFile(join(outside, "kept"), "kept");
  await symlink(join(outside, "kept"), join(folder, "in", "file"));
  await unpacked(tarOf([{ name: "a/file" }, "new"]), join(folder, "in"), never);
  expect(await readFile(join(outside, "kept"), "utf8")).toBe("kept");
  expect(await readFile(join(folder, "in", "file"), "utf8")).toBe("new");
  const hard = tarOf([{ name: "a/two", type: "link", linkname: "a/old/kept" }]);
  await expect(unpacked(hard, join(folder, "in"), never)).rejects.toThrow("no folder");
});

test("a file never takes the place of a folder, nor a folder that of a file", async () => {
  await mkdir(join(folder, "in", "x"), { recursive: true });
  await writeFile(join(folder, "in", "y"), "");
  await expect(unpacked(tarOf([{ name: "a/x" }, "x"]), join(folder, "in"), never)).rejects.toThrow("the folder");
  const asFolder = tarOf([{ name: "a/y/", type: "directory" }]);
  await expect(unpacked(asFolder, join(folder, "in"), never)).rejects.toThrow("the file");
});

test("a tar that is cut off is no copy", async () => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of tarOf([{ name: "a/file" }, "text".repeat(100)])) chunks.push(chunk);
  async function* cut(): AsyncGenerator<Uint8Array> {
    yield Buffer.concat(chunks).subarray(0, 700);
  }
  await expect(unpacked(cut(), join(folder, "in"), never)).rejects.toThrow();
});
