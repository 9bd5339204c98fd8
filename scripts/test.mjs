/**
 * `npm test [-- ARGUMENTS OF VITEST]`: sets up what is missing, then runs every test on one engine, and the smoke set on
 * those of WINDLASS_TEST_ENGINES too. Where no engine can be had, it runs what needs none, says so at the end, and fails if
 * `CI` is set. The last lines say what was not run, and the runner's counts. `npm run test:full` runs more.
 */
import { furtherEngines } from "./lib/further-engines.mjs";
import { main, say } from "./lib/say.mjs";
import { runUsual, setUpTests, tellWithoutEngine } from "./lib/usual-tests.mjs";
import { countsText } from "./lib/vitest.mjs";

await main(async () => {
  const ready = await setUpTests();
  const { code, counts } = await runUsual(ready, process.argv.slice(2));
  if (ready.address !== undefined && furtherEngines().length === 0)
    say("not run: the smoke set on a further engine (WINDLASS_TEST_ENGINES names none)");
  console.log(countsText([counts]));
  return tellWithoutEngine(ready, code);
});
