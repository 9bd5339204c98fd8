/** The tests that run the built command, with the executable in its place. */
import { whereBuildable } from "./bun.mjs";
import { fileOf, thisTarget } from "./executables.mjs";
import { inRepository, repository } from "./paths.mjs";
import { quiet } from "./run.mjs";
import { step } from "./say.mjs";
import { runUsual } from "./usual-tests.mjs";

const files = [
  ...["test/cli/built", "test/cli/names.test.ts", "test/conformance"],
  ...["test/engine/cli", "test/engine/smoke.test.ts", "test/examples"],
];

export const runExecutable = (ready) =>
  whereBuildable("the tests that run the command, with the executable", async () => {
    await step("building the executable", () =>
      quiet(ready.node, ["scripts/build-bin.mjs"], { cwd: repository, limitSeconds: 180 }),
    );
    return runUsual(ready, files, { WINDLASS_TEST_PROGRAM: inRepository("dist/bin", fileOf(thisTarget())) });
  });
