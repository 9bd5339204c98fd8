/** Programs of this machine: found as docker finds them, run to their end. */
import { access, chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findPlugin, findProgram, runProgram } from "../../src/host/programs.ts";
import { thisHost } from "../../src/index.ts";

let folder: string;
const never = new AbortController().signal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wdl-program-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(path: string, script: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

test("a plugin of docker goes before a program of that name", async () => {
  const env = { DOCKER_CONFIG: folder, PATH: `relative:${join(folder, "bin")}` };
  const onPath = await program("bin/cloud", "true");
  expect(await findProgram("cloud", env)).toBe(onPath);
  expect(await findPlugin("cloud", env)).toBeUndefined();
  const plugin = await program("cli-plugins/docker-cloud", "true");
  expect(await findProgram("cloud", env)).toBe(plugin);
  expect(await findPlugin("cloud", env)).toBe(plugin);
  expect(await findProgram(onPath, {})).toBe(onPath);
  await writeFile(join(folder, "bin/no"), "");
  expect(await findProgram("no", env)).toBeUndefined();
});

test("folders that docker's settings name go before its own", async () => {
  await program("cli-plugins/docker-cloud", "true");
  const first = await program("extra/docker-cloud", "true");
  const extra = join(folder, "extra");
  expect(await findPlugin("cloud", { DOCKER_CONFIG: folder }, [extra])).toBe(first);
  expect(await findProgram("cloud", { DOCKER_CONFIG: folder }, [extra])).toBe(first);
  await writeFile(join(folder, "config.json"), JSON.stringify({ cliPluginsExtraDirs: [extra] }));
  expect(await (await thisHost({ DOCKER_CONFIG: folder })).findPlugin("cloud")).toBe(first);
  await writeFile(join(folder, "config.json"), "{");
  expect(await (await thisHost({ DOCKER_CONFIG: folder })).findPlugin("cloud")).toContain("cli-plugins");
});

test("its lines come as they are, then its code and the end of what it complained of", async () => {
  const file = await program("say", 'echo "one $WHO"; echo "$1" >&2; printf two; exit 3');
  const lines: string[] = [];
  const run = { program: file, args: ["oh"], onLine: (line: string) => void lines.push(line) };
  expect(await runProgram(run, { WHO: "me" }, never)).toEqual({ code: 3, errors: "oh" });
  expect(lines).toEqual(["one me", "two"]);
});

test("lines on standard error are told to who asks for them", async () => {
  const file = await program("say", 'echo one; printf "two\\rthree\\nfour" >&2');
  const lines: string[] = [];
  const onErrorLine = (line: string): void => void lines.push(line);
  const end = await runProgram({ program: file, args: [], onLine: () => {}, onErrorLine }, {}, never);
  expect(lines).toEqual(["two", "three", "four"]);
  expect(end).toEqual({ code: 0, errors: "two\rthree\nfour" });
});

test("a program that can't be started is one that failed", async () => {
  const end = await runProgram({ program: join(folder, "none"), args: [], onLine: () => {} }, {}, never);
  expect(end).toMatchObject({ code: 127, errors: expect.stringContaining("ENOENT") });
});

test("an abort ends it, and so does a reader who has had enough", async () => {
  const file = await program("wait", "echo begun; exec sleep 600");
  const stop = new AbortController();
  const aborted = runProgram(
    { program: file, args: [], onLine: () => stop.abort(new Error("stop")) },
    { PATH: process.env.PATH },
    stop.signal,
  );
  await expect(aborted).rejects.toThrow("stop");
  const onLine = (): void => {
    throw new Error("enough");
  };
  await expect(runProgram({ program: file, args: [], onLine }, { PATH: process.env.PATH }, never)).rejects.toThrow(
    "enough",
  );
});

test("it reads what it is given, and has variables of its own", async () => {
  const file = await program("say", 'echo "$A $B"; cat');
  const lines: string[] = [];
  const run = { program: file, args: [], onLine: (line: string) => void lines.push(line) };
  await runProgram({ ...run, input: "one\ntwo\n", variables: { B: "own" } }, { ...process.env, A: "a", B: "b" }, never);
  expect(lines).toEqual(["a own", "one", "two"]);
  expect((await runProgram({ ...run, input: "x".repeat(1_000_000), program: "true" }, process.env, never)).code).toBe(
    0,
  );
});

test("a file that it writes is read, and is gone then", async () => {
  const file = await program("write", '[ "$1" = no ] || echo text > "$3"; echo "$3"');
  const lines: string[] = [];
  const run = { program: file, fileFlag: "--to", onLine: (line: string) => void lines.push(line) };
  expect(await runProgram({ ...run, args: ["yes"] }, {}, never)).toEqual({ code: 0, errors: "", written: "text\n" });
  expect(await runProgram({ ...run, args: ["no"] }, {}, never)).toEqual({ code: 0, errors: "" });
  expect(lines).toHaveLength(2);
  for (const path of lines) await expect(access(join(path, ".."))).rejects.toThrow("ENOENT");
});

test("one that gets time to end is killed when the time is over", async () => {
  const file = await program("wait", "trap 'echo interrupted' INT; echo begun; while :; do sleep 0.05; done");
  const stop = new AbortController();
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    if (line === "begun") stop.abort(new Error("stop"));
  };
  await expect(runProgram({ program: file, args: [], onLine, graceMs: 300 }, process.env, stop.signal)).rejects.toThrow(
    "stop",
  );
  expect(lines).toEqual(["begun", "interrupted"]);
});
