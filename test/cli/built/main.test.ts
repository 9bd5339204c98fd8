/** The process that people start: its launcher, its exit code, and what it loads. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { type Ended, program, runProgram } from "../../support/program.ts";

/** @param first code that Node runs before the command */
function windlass(argv: readonly string[], first?: string): Promise<Ended> {
  const node = first === undefined ? [] : ["--import", `data:text/javascript,${encodeURIComponent(first)}`];
  return runProgram(argv, { node, env: { ...process.env, NODE_OPTIONS: "", NO_COLOR: "1" } });
}

test("the process ends with the command's exit code", async () => {
  expect(await windlass(["version", "--short"])).toMatchObject({ code: 0, stderr: "" });
  expect(await windlass(["nonsense"])).toMatchObject({ code: 1, stdout: "" });
});

test("a process that ends without an outcome never ends with 0", async () => {
  const { code, stderr } = await windlass(["version"], "process.stdout.write = () => true;");
  expect(code).toBe(1);
  expect(stderr).toContain("this is a bug in windlass");
});

/** The parts of the bundle that are long to load: loader, engine's client, planner, renderer. */
const heavy = ["load", "connect", "modem", "pipeline", "live"];

test("version and the completion of flags load neither the loader nor the engine's client nor the renderer; config loads the loader alone", async () => {
  const parts = readdirSync(join(dirname(program), "chunks")).map((name) => name.replace(/-.{8}\.c?js$/, ""));
  expect(heavy.filter((name) => !parts.includes(name))).toEqual([]);

  const tell = `
    import { createRequire } from "node:module";
    const { cache } = createRequire("/");
    process.on("exit", () => process.stderr.write(Object.keys(cache).join("\\n")));
  `;
  const loadedBy = async (...argv: readonly string[]): Promise<readonly string[]> => {
    const { stderr } = await windlass(argv, tell);
    return heavy.filter((name) => stderr.includes(`/dist/chunks/${name}-`));
  };
  expect(await loadedBy("version")).toEqual([]);
  expect(await loadedBy("__complete", "up", "--de")).toEqual([]);
  expect(await loadedBy("-f", "/nonexistent/compose.yaml", "config")).toEqual(["load"]);
});

test.each([
  ["18.20.0", false],
  ["22.12.0", false],
  ["22.13.0", true],
  ["24.0.0", true],
])("on Node %s the command runs: %s", async (version, runs) => {
  const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`;
  const { code, stdout, stderr } = await windlass(["version", "--short"], pretend);
  expect({ code, said: stderr, ran: /^\d+\.\d+\.\d+\n$/.test(stdout) }).toEqual(
    runs
      ? { code: 0, said: "", ran: true }
      : { code: 1, said: `windlass needs Node.js 22.13 or later; this is ${version}\n`, ran: false },
  );
});
