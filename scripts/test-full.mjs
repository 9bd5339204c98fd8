/**
 * `npm run test:full`: all of `npm test`, then what takes longer: the tests that run the command, with the executable in its
 * place; every way to install a release; 8,000 small edits (the same each time; `npm run test:fuzz` makes others); each call at
 * which a run can be killed; and every test on each engine of WINDLASS_TEST_ENGINES. The last lines say what was not run, and the
 * counts of all these together.
 */
import { runExecutable } from "./lib/executable-tests.mjs";
import { furtherEngines, runOn } from "./lib/further-engines.mjs";
import { runInstall } from "./lib/install-tests.mjs";
import { main, say } from "./lib/say.mjs";
import { runUsual, setUpTests, tellWithoutEngine } from "./lib/usual-tests.mjs";
import { countsText } from "./lib/vitest.mjs";

await main(async () => {
  const ready = await setUpTests();
  const results = [await runUsual(ready)];
  results.push(...(await runExecutable(ready)), ...(await runInstall(ready)));

  const { WINDLASS_FUZZ_RUNS = "8000" } = process.env;
  say(`${WINDLASS_FUZZ_RUNS} small edits, and every point to be killed at`);
  const more = { WINDLASS_FUZZ_RUNS, WINDLASS_EFFORT: "2", WINDLASS_CRASH_POINTS: "all" };
  const searches = ["small-edits", "plan", "load", "plain-reader"].map((name) => `test/properties/${name}.test.ts`);
  const files = [...searches, "test/engine/crash.test.ts"];
  results.push(await runUsual(ready, files, more));

  const further = furtherEngines();
  if (ready.address !== undefined) for (const engine of further) results.push(await runOn(engine, ready.node));
  if (further.length === 0) say("not run: all tests on a further engine (WINDLASS_TEST_ENGINES names none)");
  console.log(countsText(results.map(({ counts }) => counts)));
  return tellWithoutEngine(ready, Math.max(...results.map(({ code }) => code)));
});
