/** Before the tests that run the built command: builds it where its sources are newer. An executable is tested as it is. */
import { ensureBuild } from "../../scripts/lib/dependencies.mjs";

export async function setup(): Promise<void> {
  if (!process.env.WINDLASS_TEST_PROGRAM) await ensureBuild(process.execPath);
}
