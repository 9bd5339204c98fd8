/**
 * `npm test [-- ARGUMENTS OF VITEST]`: sets up what is missing, then runs every test on one engine, and the smoke set on
 * those of WINDLASS_TEST_ENGINES too. Where no engine can be had, it runs what needs none, says so at the end, and fails if
 * `CI` is set. The last lines say what was not run, and the runner's counts.
 */
import { ensureBuild, ensureDependencies } from "./lib/dependencies.mjs";
import { ensureFurther, furtherEngines } from "./lib/further-engines.mjs";
import { main, Stop, say } from "./lib/say.mjs";
import { setUp } from "./lib/set-up.mjs";
import { runTests } from "./lib/vitest.mjs";

await main(async () => {
  const { node, address, why } = await setUp().catch(withoutEngine);
  const further = furtherEngines();
  if (address !== undefined) for (const engine of further) await ensureFurther(engine);
  const args = [...(address === undefined ? ["--project", "unit"] : []), ...process.argv.slice(2)];
  const env = address === undefined ? {} : { DOCKER_HOST: address };
  const { code, counts, skipped } = await runTests({ node, args, env });
  for (const title of skipped) say(`not run: ${title}`);
  if (address !== undefined && further.length === 0)
    say("not run: the smoke set on a further engine (WINDLASS_TEST_ENGINES names none)");
  console.log(counts);
  if (address !== undefined) return code;
  say("not run: the tests that need an engine (test/engine, test/examples, test/conformance)");
  say(`why: ${why}`);
  return process.env.CI ? code || 1 : code;
});

/** What a person has to decide about the engine is no reason to run nothing. */
async function withoutEngine(error) {
  if (!(error instanceof Stop)) throw error;
  const node = await ensureDependencies();
  await ensureBuild(node);
  return { node, why: error.message };
}
