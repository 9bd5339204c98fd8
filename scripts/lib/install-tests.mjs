/** The tests of every way to install Windlass, with a release for this machine. */
import { whereBuildable } from "./bun.mjs";
import { inRepository, repository } from "./paths.mjs";
import { quiet } from "./run.mjs";
import { step } from "./say.mjs";
import { runUsual } from "./usual-tests.mjs";

export const runInstall = (ready) =>
  whereBuildable("the tests of every way to install a release", async () => {
    await step("making a release", () =>
      quiet(ready.node, ["scripts/release.mjs"], { cwd: repository, limitSeconds: 600 }),
    );
    return runUsual(ready, ["test/install"], { WINDLASS_TEST_RELEASE: inRepository("dist/release") });
  });
