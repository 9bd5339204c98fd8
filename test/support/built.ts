/** Before the tests that run the built command: builds it where its sources are newer. */
import { ensureBuild } from "../../scripts/lib/dependencies.mjs";

export async function setup(): Promise<void> {
  await ensureBuild(process.execPath);
}
