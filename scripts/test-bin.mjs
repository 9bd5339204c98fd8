/** `npm run test:bin`: makes the executable of this machine, and runs the tests that run the command with it. */
import { runExecutable } from "./lib/executable-tests.mjs";
import { main } from "./lib/say.mjs";
import { setUpTests, tellWithoutEngine } from "./lib/usual-tests.mjs";
import { countsText } from "./lib/vitest.mjs";

await main(async () => {
  const ready = await setUpTests();
  const results = await runExecutable(ready);
  console.log(countsText(results.map(({ counts }) => counts)));
  return tellWithoutEngine(ready, Math.max(0, ...results.map(({ code }) => code)));
});
