import { execFileSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { filterOf } from "../../../../src/docker/build/context/filter.ts";
import { followLinks } from "../../../../src/docker/build/context/follow-links.ts";
import { type Entry, folderTree, pathOf, type Tree, textTree } from "../../../../src/docker/build/context/tree.ts";

/** Small, so that a file is many pieces. */
const room = (): Buffer => Buffer.alloc(7);
const all = <Item>(items: AsyncIterable<Item>): Promise<Item[]> => Readable.from(items).toArray() as Promise<Item[]>;

describe("a folder that is sent", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(`${tmpdir()}/wdl-tree-`);
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text = "x"): void => {
    mkdirSync(`${folder}/${name}`.replace(/\/[^/]*$/, ""), { recursive: true });
    writeFileSync(`${folder}/${name}`, text);
  };
  const entries = (tree: Tree, excluded: readonly string[] = [], included?: readonly string[]): Promise<Entry[]> =>
    all(tree.entries(filterOf(excluded, included)));
  const paths = async (excluded: readonly string[] = [], included?: readonly string[]): Promise<string[]> =>
    (await entries(folderTree(folder), excluded, included)).map(({ path }) => path);

  test("is walked in the order of bytes, each folder before what is in it", async () => {
    for (const name of ["b", "a/b", "a.b", "a-", "B", "ä", "\u{1F600}", "\uFFFD"]) write(name);
    const sorted = ["B", "a", "a/b", "a-", "a.b", "b", "ä", "\uFFFD", "\u{1F600}"].map(pathOf);
    expect(await paths()).toEqual([sorted[0], "a", "a/b", "a-", "a.b", "b", ...sorted.slice(6)]);
  });

  test("refuses names that are no text, unless they are ignored", async () => {
    writeFileSync(Buffer.from(`${folder}/odd-\xff`, "latin1"), "odd");
    write("other");
    await expect(paths()).rejects.toThrow(/^the name of odd-\uFFFD in the build context, or its link, is not UTF-8/);
    expect(await paths(["odd-*"])).toEqual(["other"]);
  });

  test("has ignored folders only where something in them is kept", async () => {
    for (const name of ["a/b/keep", "a/b/no", "c/no", "d/e/no"]) write(name);
    expect(await paths(["*", "!a/b/keep"])).toEqual(["a", "a/b", "a/b/keep"]);
    expect(await paths(["**", "!**/keep"])).toEqual(["a", "a/b", "a/b/keep"]);
    expect(await paths(["a/b/no", "c", "d/e"])).toEqual(["a", "a/b", "a/b/keep", "d"]);
    expect(await paths([], ["a/b"])).toEqual(["a", "a/b", "a/b/keep", "a/b/no"]);
    expect(await paths(["a/b/no"], ["a/b", "d"])).toEqual(["a", "a/b", "a/b/keep", "d", "d/e", "d/e/no"]);
  });

  test("has links as links, files with several names once, and nothing that is neither file, folder nor link", async () => {
    write("one");
    linkSync(`${folder}/one`, `${folder}/two`);
    symlinkSync("../outside", `${folder}/link`);
    symlinkSync(".", `${folder}/self`);
    execFileSync("mkfifo", [`${folder}/pipe`]);
    const server = createServer().listen(`${folder}/socket`);
    const found = await entries(folderTree(folder));
    server.close();
    expect(found.map(({ path, kind, target }) => [path, kind, target])).toEqual([
      ["link", "link", "../outside"],
      ["one", "file", undefined],
      ["self", "link", "."],
      ["two", "file", "one"],
    ]);
    // Where the first name is left out, the second one is the file.
    expect((await entries(folderTree(folder), ["one"])).find(({ path }) => path === "two")?.target).toBeUndefined();
  });

  test("that changes while it is sent is an error that names the file", async () => {
    write("shrinks", "x".repeat(1_000));
    write("vanishes", "xx");
    write("grows", "xx");
    const tree = folderTree(folder);
    const sizes = new Map((await entries(tree)).map(({ path, size }) => [path, size]));
    const read = async (path: string): Promise<string> =>
      Buffer.concat(await all(tree.content(path, sizes.get(path) ?? 0, room))).toString();
    truncateSync(`${folder}/shrinks`, 10);
    rmSync(`${folder}/vanishes`);
    write("grows", "xxyy");
    await expect(read("shrinks")).rejects.toThrow(/^shrinks in the build context changed/);
    await expect(read("vanishes")).rejects.toThrow(/^vanishes in the build context changed/);
    expect(await read("grows")).toBe("xx");
  });

  test("that cannot be read is an error that names the file, unless it is ignored", async () => {
    write("open/closed/file");
    write("locked");
    chmodSync(`${folder}/open/closed`, 0);
    chmodSync(`${folder}/locked`, 0);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      await expect(paths()).rejects.toThrow(/^open\/closed in the build context cannot be read: permission denied/);
      expect(await paths(["open/closed"])).toEqual(["locked", "open"]);
      const reading = all(folderTree(folder).content("locked", 1, room));
      await expect(reading).rejects.toThrow(/^locked .*permission denied/);
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(`${folder}/open/closed`, 0o755);
    }
  });

  test("brings what links on the way to a named path lead to, and never what is outside", async () => {
    write("real/file");
    write("other/x.log");
    symlinkSync("real", `${folder}/link`);
    symlinkSync("/other", `${folder}/absolute`);
    symlinkSync("../../../etc", `${folder}/real/up`);
    symlinkSync("loop2", `${folder}/loop1`);
    symlinkSync("loop1", `${folder}/loop2`);
    const followed = (...names: readonly string[]) => followLinks(folderTree(folder), names);
    expect(await followed("link/file")).toEqual(["link", "real/file"]);
    expect(await followed("absolute/x.log", "nowhere")).toEqual(["absolute", "nowhere", "other/x.log"]);
    expect(await followed("real/up/passwd")).toEqual(["etc/passwd", "real/up"]);
    expect(await followed("loop1")).toEqual(["loop1", "loop2"]);
    expect(await followed("lin*/file")).toEqual(["lin*", "real/file"]);
    expect(await followed(".")).toBeUndefined();
    expect(await followed("../..")).toBeUndefined();
  });

  test("can be text alone", async () => {
    const tree = textTree({ Dockerfile: "FROM scratch", "Dockerfile.dockerignore": "x" });
    expect((await entries(tree, [], ["Dockerfile"])).map(({ path, size }) => [path, size])).toEqual([
      ["Dockerfile", 12],
    ]);
    expect(Buffer.concat(await all(tree.content("Dockerfile", 12, room))).toString()).toBe("FROM scratch");
  });
});
