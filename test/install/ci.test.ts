/** What CI services run: the step of the GitHub action with a runner's variables, and the script of GitLab's template. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { product } from "../../scripts/lib/release/product.mjs";
import { missing } from "../support/programs.ts";
import { filesOf, noRelease, published, type Ran, ran, releases, served, versionLine } from "../support/release.ts";

const repository = join(import.meta.dirname, "../..");
const action = parse(readFileSync(join(repository, "action.yml"), "utf8"));

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "windlass-ci-")));
});
afterEach(() => rmSync(folder, { recursive: true }));

const environment: () => NodeJS.ProcessEnv = () => ({
  PATH: "/usr/bin:/bin",
  HOME: folder,
  WINDLASS_RELEASES: releases,
});

test("the action is a composite one, and each of its inputs reaches the step", () => {
  expect(action.runs.using).toBe("composite");
  const [step] = action.runs.steps;
  const passed = Object.values<string>(step.env).map((value) => /^\$\{\{ inputs\.(\w+) \}\}$/.exec(value)?.[1]);
  expect(passed.sort()).toEqual(Object.keys(action.inputs).sort());
  expect(action.outputs.version.value).toBe(`\${{ steps.${step.id}.outputs.version }}`);
});

const noBash = noRelease || missing("bash");
describe.skipIf(noBash !== "")(`the step of the action${noBash}`, () => {
  /** As a runner runs it. */
  function step(inputs: Readonly<Record<"VERSION" | "PLUGIN", string>>, more: NodeJS.ProcessEnv = {}): Promise<Ran> {
    const runner = {
      GITHUB_ACTION_PATH: repository,
      GITHUB_PATH: join(folder, "path"),
      GITHUB_OUTPUT: join(folder, "output"),
      RUNNER_TOOL_CACHE: join(folder, "tools"),
      RUNNER_ARCH: "X64",
    };
    const [{ run }] = action.runs.steps;
    return ran(["bash", "-eo", "pipefail", "-c", run], { env: { ...environment(), ...runner, ...inputs, ...more } });
  }
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");

  test("puts this version on the PATH, says so, and makes it a command of docker", async () => {
    expect(await step({ VERSION: "", PLUGIN: "compose" })).toMatchObject({ code: 0 });
    const bin = join(folder, "tools/windlass", product.version, "X64");
    expect(read("path")).toBe(`${bin}\n`);
    expect(read("output")).toBe(`version=${product.version}\n`);
    expect((await ran([join(bin, "windlass"), "version"])).stdout).toBe(versionLine);
    expect(readdirSync(join(folder, ".docker/cli-plugins"))).toEqual(["docker-compose"]);

    // What is in the cache is not downloaded again.
    const again = await step({ VERSION: `v${product.version}`, PLUGIN: "" }, { WINDLASS_RELEASES: "/nowhere" });
    expect(again).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("fails where there is no such version, and keeps nothing", async () => {
    const { code, stderr } = await step({ VERSION: "9.9.9", PLUGIN: "" });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("is 9.9.9 a version of Windlass?") });
    expect(existsSync(join(folder, "tools"))).toBe(false);
    expect(existsSync(join(folder, "path"))).toBe(false);
  });
});

const noCurl = noRelease || missing("curl");
test.skipIf(noCurl !== "")(`a job of GitLab has the command after the template's script${noCurl}`, async () => {
  await using server = { ...(await served(filesOf(releases))), [Symbol.asyncDispose]: () => server.close() };
  const { ".windlass": job } = parse(readFileSync(join(published, "windlass.gitlab-ci.yml"), "utf8"));
  const script = join(folder, "job");
  writeFileSync(script, [...job.before_script, "windlass version"].join("\n"));
  const env = { ...environment(), ...job.variables, WINDLASS_RELEASES: server.address, CI_PROJECT_DIR: folder };
  expect(await ran(["sh", "-eu", script], { env, cwd: folder })).toMatchObject({ code: 0, stdout: versionLine });
});
