/** `npm run test:install`: makes a release for this machine, and installs it in every way. */
import { runInstall } from "./lib/install-tests.mjs";
import { main } from "./lib/say.mjs";
import { setUpTests, tellWithoutEngine } from "./lib/usual-tests.mjs";
import { countsText } from "./lib/vitest.mjs";

await main(async () => {
  const ready = await setUpTests();
  const results = await runInstall(ready);
  console.log(countsText(results.map(({ counts }) => counts)));
  return tellWithoutEngine(ready, Math.max(0, ...results.map(({ code }) => code)));
});
