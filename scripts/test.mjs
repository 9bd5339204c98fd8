/**
 * `npm test [-- ARGUMENTS OF VITEST]`: sets up what is missing, then runs every test. Where no engine can be had, it runs
 * what needs none, says so at the end, and fails if `CI` is set. The last line but that repeats the runner's counts.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuild, ensureDependencies } from "./lib/dependencies.mjs";
import { inRepository, repository } from "./lib/paths.mjs";
import { attached } from "./lib/run.mjs";
import { main, Stop, say } from "./lib/say.mjs";
import { setUp } from "./lib/set-up.mjs";

await main(async () => {
  const { node, address, why } = await setUp().catch(withoutEngine);
  const folder = mkdtempSync(join(tmpdir(), "windlass-test-"));
  const report = join(folder, "report.json");
  try {
    const code = await attached(
      node,
      [inRepository("node_modules/vitest/vitest.mjs"), "run", ...flags(address, report)],
      {
        cwd: repository,
        env: address === undefined ? process.env : { ...process.env, DOCKER_HOST: address },
      },
    );
    console.log(counts(report));
    if (address !== undefined) return code;
    say("not run: the tests that need an engine (test/engine, test/examples, test/conformance)");
    say(`why: ${why}`);
    return process.env.CI ? code || 1 : code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** What a person has to decide about the engine is no reason to run nothing. */
async function withoutEngine(error) {
  if (!(error instanceof Stop)) throw error;
  const node = await ensureDependencies();
  await ensureBuild(node);
  return { node, why: error.message };
}

/** What vitest is asked for: its usual report on the terminal, the counts in a file, and all projects that can run. */
function flags(address, report) {
  return [
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...(address === undefined ? ["--project", "unit"] : []),
    ...process.argv.slice(2),
  ];
}

/** The counts as the runner reported them, on one plain line; a file that could not even be loaded counts as a failure. */
function counts(report) {
  const { success, numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  const failed = success ? numFailedTests : Math.max(numFailedTests, 1);
  return `${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`;
}
