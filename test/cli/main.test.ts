import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";

const cli = join(import.meta.dirname, "../../src/cli");

function windlass(argv: readonly string[], node: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, join(cli, "main.ts"), ...argv], {
    encoding: "utf8",
    cwd: import.meta.dirname,
    env: { ...process.env, NODE_OPTIONS: "", NO_COLOR: "1" },
  });
  return { status, stdout, stderr };
}

test("the process ends with the command's exit code", () => {
  expect(windlass(["version", "--short"])).toMatchObject({ status: 0, stderr: "" });
  expect(windlass(["nonsense"])).toMatchObject({ status: 1, stdout: "" });
});

test("a process that ends without an outcome never ends with 0", () => {
  const neverWritten = "data:text/javascript,process.stdout.write = () => true;";
  const { status, stderr } = windlass(["version"], ["--import", neverWritten]);
  expect(status).toBe(1);
  expect(stderr).toContain("this is a bug in windlass");
});

test("version loads neither the engine's client nor the renderer nor the loader", () => {
  const seen = `data:text/javascript,${encodeURIComponent(`
    import { registerHooks } from "node:module";
    registerHooks({ resolve(name, context, next) {
      if (/dockerode|listr2|yaml|ajv/.test(name)) process.stderr.write(name + "\\n");
      return next(name, context);
    } });
  `)}`;
  expect(windlass(["version"], ["--import", seen]).stderr).toBe("");
});

test.each([
  ["18.20.0", false],
  ["22.12.0", false],
  ["22.13.0", true],
  ["24.0.0", true],
])("the launcher on Node %s goes on: %s", (version, goesOn) => {
  const said: string[] = [];
  const exits: number[] = [];
  class Exit extends Error {}
  const context = {
    process: {
      versions: { node: version },
      stderr: { write: (text: string) => said.push(text) },
      exit: (code: number) => {
        exits.push(code);
        throw new Exit();
      },
    },
    require: (name: string) => {
      said.push(name);
      return { keepCompiledCode: () => said.push("keeps compiled code") };
    },
  };
  const code = readFileSync(join(cli, "windlass.cts"), "utf8");
  try {
    runInNewContext(code, context);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
  }
  expect({ exits, said }).toEqual(
    goesOn
      ? { exits: [], said: ["./compile-cache.cjs", "keeps compiled code", "./main.cjs"] }
      : { exits: [1], said: [`windlass needs Node.js 22.13 or later; this is ${version}\n`] },
  );
});
