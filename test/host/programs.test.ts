/** Programs of this machine: found as docker finds them, run to their end. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findPlugin, findProgram, runProgram } from "../../src/host/programs.ts";

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
