/** The tests of every way to install Windlass, with a release for this machine. */
import { whyNoBun } from "./bun.mjs";
import { inRepository, repository } from "./paths.mjs";
import { quiet } from "./run.mjs";
import { say, step } from "./say.mjs";
import { runUsual } from "./usual-tests.mjs";

/** @returns the runner's results; none where Bun can't be fetched */
export async function runInstall(ready) {
  const why = await whyNoBun();
  if (why !== undefined) {
    say("not run: the tests of what a release has");
    say(`why: ${why}`);
    return [];
  }
  await step("making a release", () =>
    quiet(ready.node, ["scripts/release.mjs"], { cwd: repository, limitSeconds: 600 }),
  );
  say("the tests of every way to install it");
  return [await runUsual(ready, ["test/install"], { WINDLASS_TEST_RELEASE: inRepository("dist/release") })];
}
