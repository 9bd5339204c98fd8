/** The tests that run the built command, with the executable in its place. */
import { whereBuildable } from "./bun.mjs";
import { fileOf, thisTarget } from "./executables.mjs";
import { inRepository, repository } from "./paths.mjs";
import { quiet } from "./run.mjs";
import { step } from "./say.mjs";
import { runUsual } from "./usual-tests.mjs";

/** All files of tests that run the command, or folders of them. */
export const commandTests = [
  ...["test/cli/built", "test/conformance", "test/engine/cli", "test/examples"],
  ...["test/cli/names.test.ts", "test/example-plans.test.ts", "test/words.test.ts"],
  ...["compose-quickstart", "crash", "parity", "pictures", "preflight", "publish", "quick-start", "smoke"].map(
    (name) => `test/engine/${name}.test.ts`,
  ),
  ...["models", "project", "provider"].map((name) => `test/engine/effects/${name}.test.ts`),
  "test/engine/docker/ssh.test.ts",
];

export const runExecutable = (ready) =>
  whereBuildable("the tests that run the command, with the executable", async () => {
    await step("building the executable", () =>
      quiet(ready.node, ["scripts/build-bin.mjs"], { cwd: repository, limitSeconds: 180 }),
    );
    return runUsual(ready, commandTests, { WINDLASS_TEST_PROGRAM: inRepository("dist/bin", fileOf(thisTarget())) });
  });
