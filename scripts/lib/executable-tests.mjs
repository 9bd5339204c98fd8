/** The tests that run the built command, with the executable in its place. */
import { whyNoBun } from "./bun.mjs";
import { fileOf, thisTarget } from "./executables.mjs";
import { inRepository, repository } from "./paths.mjs";
import { quiet } from "./run.mjs";
import { say, step } from "./say.mjs";
import { runUsual } from "./usual-tests.mjs";

const files = [
  ...["test/cli/built", "test/cli/names.test.ts", "test/conformance"],
  ...["test/engine/cli", "test/engine/smoke.test.ts", "test/examples"],
];

/** @returns the runner's results; none where Bun can't be fetched */
export async function runExecutable(ready) {
  const why = await whyNoBun();
  if (why !== undefined) {
    say("not run: the tests of the executable");
    say(`why: ${why}`);
    return [];
  }
  await step("building the executable", () =>
    quiet(ready.node, ["scripts/build-bin.mjs"], { cwd: repository, limitSeconds: 180 }),
  );
  say("the tests that run the command, with the executable");
  return [await runUsual(ready, files, { WINDLASS_TEST_PROGRAM: inRepository("dist/bin", fileOf(thisTarget())) })];
}
