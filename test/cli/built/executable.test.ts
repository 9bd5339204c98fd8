/** What differs where the program has its runtime in it: WINDLASS_TEST_PROGRAM names one. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commandLine, noExecutable, runProgram } from "../../support/program.ts";

let folder: string;
const write = (name: string, text: string, mode = 0o644): void => writeFileSync(join(folder, name), text, { mode });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "windlass-executable-"));
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Compose
  write("compose.yaml", "name: shop\nservices: {web: {image: 'x:${TAG}'}}\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(...commandLine(argv), {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("programs that it starts get no variable that steers the runtime", () => {
  const git = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  write("git", `#!/bin/sh\nenv >> "${join(folder, "seen")}"\nexec "${git}" "$@"\n`, 0o755);
  write("compose.yaml", "include: ['https://windlass.invalid/x.git']\n");
  const env = { PATH: [folder, dirname(git)].join(delimiter), BUN_OPTIONS: "--smol", BUN_JSC_useJIT: "1", SEEN: "1" };
  expect(run(["config"], env).status).toBe(1);
  const seen = readFileSync(join(folder, "seen"), "utf8");
  expect(seen).toContain("SEEN=1\n");
  expect(seen).not.toContain("BUN_");
});

describe.skipIf(noExecutable !== "")(`an executable${noExecutable}`, () => {
  test("obeys no setting of the working folder that is the runtime's", () => {
    const preload = 'preload = ["./evil.js"]\n';
    write("bunfig.toml", `${preload}[run]\n${preload}[test]\n${preload}`);
    write(".bunfig.toml", preload);
    write("evil.js", `require("node:fs").writeFileSync(${JSON.stringify(join(folder, "ran"))}, "")`);
    write("package.json", '{"type": "commonjs", "imports": {"#x": "./evil.js"}}');
    write("tsconfig.json", '{"compilerOptions": {"paths": {"*": ["./evil.js"]}}}');
    for (const name of [".env", ".env.local", ".env.production", ".env.development"])
      write(name, `TAG=from${name}\nWINDLASS_DEBUG=1\nBUN_OPTIONS=--preload ./evil.js\n`);
    // The project's own .env is below the shell's variables, and the other files are nobody's.
    expect(run(["config", "--images"])).toEqual({ status: 0, stdout: "x:from.env\n", stderr: "" });
    expect(run(["config", "--images"], { TAG: "shell" })).toEqual({ status: 0, stdout: "x:shell\n", stderr: "" });
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });

  test("is no Bun that takes its commands and flags", () => {
    write("evil.js", `require("node:fs").writeFileSync(${JSON.stringify(join(folder, "ran"))}, "")`);
    for (const argv of [["./evil.js"], ["run", "./evil.js"], ["--preload", "./evil.js"], ["-e", "0"], ["--eval", "0"]])
      expect(run(argv, { TAG: "1" })).toMatchObject({ status: 1, stderr: expect.stringMatching(/^error\[/) });
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });

  test.each([
    ["an error that nobody caught", "setTimeout(() => { throw new Error('oh') });"],
    ["a promise that nobody waits for", "setTimeout(async () => { throw new Error('oh') });"],
  ])("tells %s as any other bug, and where it was", async (_name, bug) => {
    write("bug.js", bug);
    const env = { HOME: folder, BUN_OPTIONS: "--preload ./bug.js", WINDLASS_DEBUG: "1" };
    // It waits for its input.
    const { code, stdout, stderr } = await runProgram(["-f", "-", "config"], {
      cwd: folder,
      env,
      stdin: "",
      stays: "open",
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^this is a bug in windlass: Error: oh\nError: oh\n {4}at .*bug\.js:1:/);
  });

  test("never ends with 0 where it ends without an outcome", () => {
    write("bug.js", "process.stdout.write = () => true;");
    const { status, stderr } = run(["version"], { BUN_OPTIONS: "--preload ./bug.js" });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("this is a bug in windlass") });
  });

  test("names files and lines of the bundle in a stack trace", () => {
    write("bug.js", "process.stdout.write = () => { throw new Error('oh') };");
    const { stderr } = run(["version"], { BUN_OPTIONS: "--preload ./bug.js", WINDLASS_DEBUG: "1" });
    expect(stderr).toMatch(/at run \(.*version-[\w-]+\.mjs:\d+:\d+\)/);
    expect(stderr).not.toContain("$bunfs");
  });
});
