/** What `npm test` runs, for it and for `npm run test:full`. */
import { ensureBuild, ensureDependencies } from "./dependencies.mjs";
import { ensureFurther, furtherEngines } from "./further-engines.mjs";
import { Stop, say } from "./say.mjs";
import { setUp } from "./set-up.mjs";
import { runTests } from "./vitest.mjs";

/** All that tests need. What a person has to decide about the engine is no reason to run nothing: there is `why` then. */
export async function setUpTests() {
  const ready = await setUp().catch(withoutEngine);
  if (ready.address !== undefined) for (const engine of furtherEngines()) await ensureFurther(engine);
  return ready;
}

async function withoutEngine(error) {
  if (!(error instanceof Stop)) throw error;
  const node = await ensureDependencies();
  await ensureBuild(node);
  return { node, why: error.message };
}

/** On the one engine, where there is one; else those that need none. */
export async function runUsual({ node, address }, args = [], more = {}) {
  const withoutEngine = ["unit", "built", "install"].flatMap((name) => ["--project", name]);
  const project = address === undefined ? withoutEngine : [];
  const env = { ...(address !== undefined && { DOCKER_HOST: address }), ...more };
  const result = await runTests({ node, args: [...project, ...args], env });
  for (const title of result.skipped) say(`not run: ${title}`);
  return result;
}

/** Says what needed an engine that is not there. @returns the exit code of all: a failure where somebody counts on them */
export function tellWithoutEngine({ address, why }, code) {
  if (address !== undefined) return code;
  say("not run: the tests that need an engine (test/engine, test/examples)");
  say(`why: ${why}`);
  return process.env.CI ? code || 1 : code;
}
