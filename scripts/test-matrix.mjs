/**
 * `npm run test:matrix [-- ARGUMENTS OF VITEST]`: every test that needs an engine, on the usual engine and then on each of
 * WINDLASS_TEST_ENGINES, one after the other. Ends with one line an engine; fails if any of them failed.
 */
import { ensureFurther, furtherEngines, runOn } from "./lib/further-engines.mjs";
import { main, Stop } from "./lib/say.mjs";
import { setUp } from "./lib/set-up.mjs";
import { countsText } from "./lib/vitest.mjs";

await main(async () => {
  const { node, address, why } = await setUp();
  if (address === undefined) throw new Stop(why);
  const further = furtherEngines();
  if (further.length === 0)
    throw new Stop("WINDLASS_TEST_ENGINES names no further engine: `npm test` runs all on this one");
  for (const engine of further) await ensureFurther(engine);

  const results = [];
  for (const engine of [{ address }, ...further])
    results.push({ engine, ...(await runOn(engine, node, process.argv.slice(2))) });
  for (const { engine, counts } of results) console.log(`${engine.address}: ${countsText([counts])}`);
  return Math.max(...results.map(({ code }) => code));
});
