/** The process that people start: its launcher, its exit code, and what it loads. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { type Ended, noNode, program, runProgram } from "../../support/program.ts";

/** @param first code that Node runs before the command */
function windlass(argv: readonly string[], first?: string): Promise<Ended> {
  const node = first === undefined ? [] : ["--import", `data:text/javascript,${encodeURIComponent(first)}`];
  return runProgram(argv, { node, env: { ...process.env, NODE_OPTIONS: "", NO_COLOR: "1" } });
}

test("the process ends with the command's exit code", async () => {
  expect(await windlass(["version", "--short"])).toMatchObject({ code: 0, stderr: "" });
  expect(await windlass(["nonsense"])).toMatchObject({ code: 1, stdout: "" });
});

test.skipIf(noNode !== "")(`a process that ends without an outcome never ends with 0${noNode}`, async () => {
  const { code, stderr } = await windlass(["version"], "process.stdout.write = () => true;");
  expect(code).toBe(1);
  expect(stderr).toContain("this is a bug in windlass");
});

/** The parts of the bundle that are long to load: loader, engine's client, planner, renderer. */
const heavy = ["load", "connect", "dockerode", "pipeline", "live"];
/** Each command is a part of its own. */
const commands = readdirSync(join(import.meta.dirname, "../../../src/cli/commands"))
  .filter((name) => name !== "index.ts")
  .map((name) => name.replace(/^(.*)\.ts$/, "commands/$1"));

/** Which parts of the bundle a call loads. */
async function loadedBy(...argv: readonly string[]): Promise<readonly string[]> {
  const tell = `
    import { createRequire } from "node:module";
    const { cache } = createRequire("/");
    process.on("exit", () => process.stderr.write(Object.keys(cache).join("\\n")));
  `;
  const { stderr } = await windlass(argv, tell);
  return [...stderr.matchAll(/\/dist\/chunks\/(.*)-.{8}\.cjs$/gm)].map(([, name = ""]) => name);
}

const amongThem = (loaded: readonly string[], parts: readonly string[]): readonly string[] =>
  parts.filter((name) => loaded.includes(name));

test.skipIf(noNode !== "")(`every command and every heavy part is a chunk of the bundle${noNode}`, () => {
  const chunks = readdirSync(join(dirname(program), "chunks"), { recursive: true, encoding: "utf8" });
  const parts = chunks.map((name) => name.replace(/-.{8}\.c?js$/, ""));
  expect([...heavy, ...commands].filter((name) => !parts.includes(name))).toEqual([]);
});

test.skipIf(noNode !== "")(
  `version loads neither the loader nor the engine's client nor the renderer; config loads the loader alone${noNode}`,
  async () => {
    expect(amongThem(await loadedBy("version"), heavy)).toEqual([]);
    expect(amongThem(await loadedBy("-f", "/nonexistent/compose.yaml", "config"), heavy)).toEqual(["load"]);
  },
);

const conformanceCase = (name: string): string =>
  join(import.meta.dirname, "../../conformance/cases", name, "compose.yaml");

test.skipIf(noNode !== "")(
  "the package `yaml` is loaded for a file with anchors, and not for a plain one",
  async () => {
    const loaded = (name: string) => loadedBy("-f", conformanceCase(name), "config", "-q");
    expect(amongThem(await loaded("short-forms"), ["load", "parse-yaml"])).toEqual(["load"]);
    expect(amongThem(await loaded("yaml"), ["load", "parse-yaml"])).toEqual(["load", "parse-yaml"]);
  },
);

test.skipIf(noNode !== "").each([
  ["version", ["version"]],
  ["--version", []],
  ["--help", []],
  ["help", []],
  ["up --help", ["up"]],
  ["help down", ["down"]],
  ["alpha viz --help", ["viz"]],
  ["__complete up --de", ["up"]],
  ["-f /nonexistent/compose.yaml config", ["config"]],
])(`%s loads no other command's code${noNode}`, async (words, expected) => {
  const loaded = await loadedBy(...words.split(" "));
  expect(amongThem(loaded, commands)).toEqual(expected.map((name) => `commands/${name}`));
});

test.skipIf(noNode !== "").each([
  ["18.20.0", false],
  ["22.12.0", false],
  ["22.13.0", true],
  ["24.0.0", true],
])(`on Node %s the command runs: %s${noNode}`, async (version, runs) => {
  const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`;
  const { code, stdout, stderr } = await windlass(["version", "--short"], pretend);
  expect({ code, said: stderr, ran: /^\d+\.\d+\.\d+\n$/.test(stdout) }).toEqual(
    runs
      ? { code: 0, said: "", ran: true }
      : { code: 1, said: `windlass needs Node.js 22.13 or later; this is ${version}\n`, ran: false },
  );
});
