/**
 * Projects of our own making in cases/, each with what docker compose said of it: its version is in cases/version.txt.
 * `node scripts/reference-cases.mjs` asks it again. The larger corpus of config.test.ts and hashes.test.ts is not part of
 * the project.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ended, runProgram } from "../support/program.ts";

const cases = join(import.meta.dirname, "cases");
const names = readdirSync(cases).filter((name) => existsSync(join(cases, name, "compose.yaml")));
const has = (name: string, file: string): boolean => existsSync(join(cases, name, file));
const read = (name: string, file: string): string => readFileSync(join(cases, name, file), "utf8");

let root = "";
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "windlass-cases-")));
  await cp(cases, root, { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

/** `windlass config …` in a copy of the case; paths as the expectations have them. */
async function config(name: string, ...more: readonly string[]): Promise<Ended> {
  const { args = [], env = {} } = has(name, "run.json") ? JSON.parse(read(name, "run.json")) : {};
  const folder = join(root, name);
  const { code, stdout, stderr } = await runProgram([...args, "config", ...more], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: "/home/tester", ...env },
  });
  const shown = (text: string): string => text.replaceAll(folder, "/project").replaceAll(root, "/");
  return { code, stdout: shown(stdout), stderr: shown(stderr) };
}

test("there are cases of all three kinds", () => {
  for (const file of ["expected.json", "hashes.txt", "refused.txt"])
    expect(names.filter((name) => has(name, file)).length, file).toBeGreaterThan(3);
});

/** From version 5 on, docker compose leaves out a bind's `create_host_path: true`, the default; version 2 writes it. */
const asVersion5 = (text: string): string =>
  `${JSON.stringify(
    JSON.parse(text, (key, value) => (key === "create_host_path" && value === true ? undefined : value)),
    null,
    2,
  )}\n`;

describe("config --format json is what docker compose prints, to the byte", () => {
  test.each(names.filter((name) => has(name, "expected.json")))("%s", async (name) => {
    const { code, stdout, stderr } = await config(name, "--format", "json");
    expect(code, stderr).toBe(0);
    expect(stdout).toBe(asVersion5(read(name, "expected.json")));
  });
});

describe("config --hash has docker compose's hashes", () => {
  test.each(names.filter((name) => has(name, "hashes.txt")))("%s", async (name) => {
    const lines = (await config(name, "--hash", "*")).stdout.split("\n");
    const expected = read(name, "hashes.txt").trim().split("\n");
    expect(expected.filter((line) => !lines.includes(line))).toEqual([]);
  });
});

describe("what docker compose refuses is refused", () => {
  test.each(names.filter((name) => has(name, "refused.txt")))("%s", async (name) => {
    const { code, stdout, stderr } = await config(name);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^error\[/);
  });
});
