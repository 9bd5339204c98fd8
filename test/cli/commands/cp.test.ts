/** `cp` between a real folder and containers of an engine in memory. */
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Headers, pack } from "tar-stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Ended, inProcess } from "../../support/commands.ts";
import { type Entry, FilesEngine, twoOfWeb } from "../../support/files-engine.ts";
import { fakeShell, type TestContext } from "../../support/process-context.ts";

let engine: FilesEngine;
let folder: string;

beforeEach(async () => {
  engine = new FilesEngine();
  engine.addImage("busybox");
  folder = await mkdtemp(join(tmpdir(), "windlass-cp-"));
  await inProcess(["up", "-d"], fakeShell(twoOfWeb, engine));
});
afterEach(() => rm(folder, { recursive: true }));

/** A shell in the folder, which has no file of the project. */
const shell = (options: Parameters<typeof fakeShell>[2] = {}): TestContext => ({
  ...fakeShell({}, engine, options),
  cwd: folder,
});
const cp = (words: string, at = shell()): Promise<Ended> => inProcess(["-p", "shop", "cp", ...words.split(" ")], at);
/** In a container, the first if none is named. */
const at = (path: string, name = "shop-web-1") => engine.treeOf(name).get(path);
const put = (path: string, entry: Entry | string): void =>
  void engine.treeOf("shop-web-1").set(path, typeof entry === "string" ? { type: "file", text: entry } : entry);
const local = (path: string): string => join(folder, path);

test("a file goes to all containers of the service, with --all to those of run, too, with --index to one", async () => {
  await inProcess(["run", "-d", "--name", "once", "web"], fakeShell(twoOfWeb, engine));
  await writeFile(local("file"), "hello");
  const having = (path: string): readonly string[] =>
    ["shop-web-1", "shop-web-2", "once"].filter((name) => at(path, name) !== undefined);
  const { code, err } = await cp("file web:/tmp/some");
  expect({ code, lines: err.split("\n").toSorted() }).toEqual({
    code: 0,
    lines: [
      "",
      " Container shop-web-1 Copied file to shop-web-1:/tmp/some",
      " Container shop-web-1 Copying file to shop-web-1:/tmp/some",
      " Container shop-web-2 Copied file to shop-web-2:/tmp/some",
      " Container shop-web-2 Copying file to shop-web-2:/tmp/some",
    ],
  });
  await cp("--all file web:/tmp/all");
  await cp("--index 2 file web:/tmp/second");
  expect(["/tmp/some", "/tmp/all", "/tmp/second"].map(having)).toEqual([
    ["shop-web-1", "shop-web-2"],
    ["shop-web-1", "shop-web-2", "once"],
    ["shop-web-2"],
  ]);
  expect(at("/tmp/some", "shop-web-2")?.text).toBe("hello");
});

test("a file comes from the first container, or that of --index", async () => {
  for (const name of ["shop-web-1", "shop-web-2"]) engine.treeOf(name).set("/etc/name", { type: "file", text: name });
  await cp("web:/etc/name first");
  await cp("--index=2 web:/etc/name second");
  expect(await readFile(local("first"), "utf8")).toBe("shop-web-1");
  expect(await readFile(local("second"), "utf8")).toBe("shop-web-2");
});

test("a folder goes as one, or as what is in it, and so it comes back", async () => {
  await mkdir(local("source/deep"), { recursive: true });
  await writeFile(local("source/deep/x"), "x");
  await symlink("deep/x", local("source/link"));
  await cp("source web:/tmp");
  await cp("source/. web:/tmp");
  await cp("source web:/tmp/other");
  const paths = [...engine.treeOf("shop-web-1").keys()].filter((path) => path.startsWith("/tmp/"));
  const inside = ["", "/deep", "/deep/x", "/link"];
  expect(paths.toSorted()).toEqual(
    [
      ...inside.slice(1).map((path) => `/tmp${path}`),
      ...inside.map((path) => `/tmp/source${path}`),
      ...inside.map((path) => `/tmp/other${path}`),
    ].toSorted(),
  );
  expect(at("/tmp/source/link")).toMatchObject({ type: "symlink", target: "deep/x" });
  await cp("web:/tmp/source back");
  await mkdir(local("there"));
  await cp("web:/tmp/source/. there");
  for (const name of ["back", "there"]) {
    expect(await readdir(local(name))).toEqual(["deep", "link"]);
    expect(await readlink(local(`${name}/link`))).toBe("deep/x");
    expect(await readFile(local(`${name}/deep/x`), "utf8")).toBe("x");
  }
});

test("a link is copied as one, and with -L as what it leads to", async () => {
  await writeFile(local("real"), "here");
  await symlink("real", local("way"));
  await cp("way web:/tmp/link");
  await cp("-L way web:/tmp/file");
  expect(at("/tmp/link")).toMatchObject({ type: "symlink", target: "real" });
  expect(at("/tmp/file")).toMatchObject({ type: "file", text: "here" });
  put("/tmp/target", "there");
  put("/tmp/way", { type: "symlink", target: "target" });
  await cp("web:/tmp/way aLink");
  await cp("--follow-link web:/tmp/way aFile");
  expect(await readlink(local("aLink"))).toBe("target");
  expect(await readFile(local("aFile"), "utf8")).toBe("there");
});

test("a target that is a link is where it leads to, on both sides", async () => {
  await writeFile(local("file"), "new");
  put("/tmp/real", "old");
  put("/tmp/way", { type: "symlink", target: "/tmp/real" });
  await cp("--index 1 file web:/tmp/way");
  expect([at("/tmp/way")?.type, at("/tmp/real")?.text]).toEqual(["symlink", "new"]);
  await writeFile(local("kept"), "old");
  await symlink("kept", local("way"));
  await cp("web:/tmp/real way");
  expect([await readlink(local("way")), await readFile(local("kept"), "utf8")]).toEqual(["kept", "new"]);
});

test("the copy is root's, with -a its owner's", async () => {
  await writeFile(local("file"), "mine");
  await cp("file web:/tmp/roots");
  await cp("-a file web:/tmp/mine");
  expect([at("/tmp/roots")?.owner, at("/tmp/mine")?.owner]).toEqual([0, (await stat(local("file"))).uid]);
  const tar = await tarOf([{ name: "theirs", uid: 1234 }, "x"]);
  await cp("--archive - web:/tmp", piped(tar));
  expect(at("/tmp/theirs")?.owner).toBe(1234);
  await cp("- web:/tmp", piped(tar));
  expect(at("/tmp/theirs")?.owner).toBe(0);
});

async function tarOf(...entries: readonly (readonly [Headers, string?])[]): Promise<string> {
  const tar = pack();
  for (const [header, content = ""] of entries) tar.entry(header, content);
  tar.finalize();
  return text(tar);
}

/** Standard input has these parts, one after the other. */
function piped(...parts: readonly string[]): TestContext {
  const made = shell();
  for (const part of parts) made.terminal.type(part);
  made.terminal.hangUp();
  return made;
}

describe("-", () => {
  test("is a tar of what is at the path, which goes back into all containers", async () => {
    put("/tmp/pack", { type: "directory", mode: 0o755 });
    put("/tmp/pack/file", "one");
    const { code, out, err } = await cp("web:/tmp/pack -");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    // In parts as small as those of a pipe can be.
    const parts = Array.from({ length: Math.ceil(out.length / 100) }, (_, i) => out.slice(i * 100, (i + 1) * 100));
    expect((await cp("- web:/home", piped(...parts))).err).toContain("must be a directory");
    expect(at("/home/pack/file")).toBeUndefined();
    for (const name of ["shop-web-1", "shop-web-2"]) engine.treeOf(name).set("/home", { type: "directory" });
    const back = await cp("- web:/home", piped(...parts));
    expect(back.code).toBe(0);
    for (const name of ["shop-web-1", "shop-web-2"]) expect(at("/home/pack/file", name)?.text).toBe("one");
  });

  test("is passed on to one container as it comes, and is not collected before", async () => {
    const made = shell();
    const tar = await tarOf([{ name: "big" }, "x".repeat(5_000)]);
    made.terminal.type(tar.slice(0, 2_000));
    const over = cp("--index 1 - web:/tmp", made);
    await expect.poll(() => engine.pieces).toBe(1);
    made.terminal.type(tar.slice(2_000));
    made.terminal.hangUp();
    expect((await over).code).toBe(0);
    expect(at("/tmp/big")?.text).toHaveLength(5_000);
  });

  test("for several containers leaves no file behind on this machine", async () => {
    const made = (name: string) => readdir(tmpdir()).then((all) => all.filter((one) => one.startsWith(name)));
    const before = await made("windlass-spool-");
    await cp("- web:/tmp", piped(await tarOf([{ name: "a" }, "a"])));
    expect(at("/tmp/a", "shop-web-2")?.text).toBe("a");
    expect(await made("windlass-spool-")).toEqual(before);
  });

  test("is unpacked into a folder alone, and not written to a terminal", async () => {
    put("/etc/passwd", "root");
    const { code, err } = await cp("--index 1 - web:/etc/passwd", piped(await tarOf([{ name: "a" }, "a"])));
    expect(code).toBe(1);
    expect(err).toContain('destination "shop-web-1:/etc/passwd" must be a directory');
    const shown = await cp("web:/etc/passwd -", shell({ tty: true }));
    expect(shown).toMatchObject({ code: 1, out: "", err: expect.stringContaining("refusing to write a tar") });
  });

  test("a reader that is slow is waited for", async () => {
    put("/tmp/file", "x");
    const made = shell();
    made.out.stall();
    const over = cp("web:/tmp/file -", made);
    let isOver = false;
    void over.then(() => {
      isOver = true;
    });
    await expect.poll(() => made.out.text).not.toBe("");
    expect(isOver).toBe(false);
    made.out.resume();
    expect((await over).code).toBe(0);
  });
});

test.each(["../outside", "in/../../outside"])(
  "a name in the archive that leaves the target, %s, is refused",
  async (name) => {
    await mkdir(local("in"));
    const tar = await tarOf([{ name: `top/${name}` }, "x"]);
    put("/tmp/top", { type: "directory" });
    const hostile = new Proxy(engine, {
      get: (whole, key) =>
        key === "readArchive"
          ? async () =>
              (async function* () {
                yield Buffer.from(tar);
              })()
          : Reflect.get(whole, key, whole),
    });
    const { code, err } = await cp("web:/tmp/top in", { ...shell(), connect: async () => hostile });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("leaves the target") });
    expect(await readdir(folder)).toEqual(["in"]);
  },
);

test("--dry-run copies nothing, in either direction", async () => {
  await writeFile(local("file"), "x");
  put("/tmp/file", "x");
  const dry = (words: string) => inProcess(["-p", "shop", "--dry-run", "cp", ...words.split(" ")], shell());
  expect((await dry("file web:/tmp/in")).err).toContain("Copying file to shop-web-1:/tmp/in");
  expect((await dry("web:/tmp/file out")).code).toBe(0);
  expect((await dry("- web:/tmp")).code).toBe(0);
  expect(at("/tmp/in")).toBeUndefined();
  expect(await readdir(folder)).toEqual(["file"]);
});

test.each([
  ["web:/nowhere .", "Could not find the file /nowhere in container shop-web-1"],
  ["nowhere web:/tmp", "no such file or directory: nowhere"],
  ["file/ web:/tmp", "file"],
  ["file web:/no/where", "Could not find the file /no in container"],
  ["dir web:/etc/file", "cannot copy a folder to a file"],
  ["web:/etc/file no/where", "directory"],
  ["web:/etc/file gone/", "no such folder"],
  ["web:/etc dir/file", "cannot copy a folder to a file"],
  ["file web:/dev/pipe", "must be a directory or a regular file"],
  ["web:/x web:/y", "copying between services is not supported"],
  ["x y", "unknown copy direction"],
  ["--index=7 web:/etc/file .", 'service "web" has no container #7'],
  ["none:/etc/file .", 'no container found for service "none"'],
])("cp %s is refused: %s", async (words, message) => {
  await writeFile(local("file"), "x");
  await mkdir(local("dir"));
  await writeFile(local("dir/file"), "x");
  for (const name of ["shop-web-1", "shop-web-2"]) {
    engine.treeOf(name).set("/etc", { type: "directory" });
    engine.treeOf(name).set("/etc/file", { type: "file", text: "x" });
    engine.treeOf(name).set("/dev/pipe", { type: "fifo" });
  }
  const { code, out, err } = await cp(words);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain(message);
});

test("a service that the file does not have is an error", async () => {
  const { code, err } = await inProcess(["cp", "wbe:/x", "."], fakeShell(twoOfWeb, engine));
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("did you mean web?") });
});

test("where one of several containers can't take it, the others do, and the exit code is 1", async () => {
  await writeFile(local("file"), "x");
  engine.treeOf("shop-web-1").delete("/tmp");
  const { code, err } = await cp("file web:/tmp/file");
  expect(code).toBe(1);
  expect(err).toContain(" Container shop-web-2 Copied ");
  expect(err).toContain("Could not find the file /tmp in container shop-web-1");
  expect(at("/tmp/file", "shop-web-2")?.text).toBe("x");
});
