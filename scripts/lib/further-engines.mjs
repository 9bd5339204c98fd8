/** Engines to test on besides the usual one: WINDLASS_TEST_ENGINES, made ready as the usual one is. */
import { probe } from "./engine-api.mjs";
import { ensureImages } from "./images.mjs";
import { Stop, say } from "./say.mjs";
import { runTests } from "./vitest.mjs";

/**
 * Those of the variable, with commas between. Behind a # stands the network namespace in which an engine publishes ports,
 * where that is not this one: a name of `ip netns`, or a path.
 */
export const furtherEngines = () =>
  (process.env.WINDLASS_TEST_ENGINES ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "")
    .map((item) => {
      const [address, namespace] = item.split("#");
      return { item, address, namespace };
    });

/** The command in whose network namespace a program reaches that engine's ports. */
const within = ({ namespace }) =>
  namespace === undefined
    ? []
    : ["nsenter", `--net=${namespace.includes("/") ? namespace : `/run/netns/${namespace}`}`];

/** Makes sure that it answers and has the images. Throws Stop where it does not. */
export async function ensureFurther({ address }) {
  const found = await probe(address);
  if (found === undefined) throw new Stop(`no engine answers at ${address} (WINDLASS_TEST_ENGINES)`);
  say(`engine ${found.version} at ${address}`);
  await ensureImages({ address, ...found, ours: false });
}

/** Runs every test that needs an engine on that one. */
export async function runOn(engine, node, args = []) {
  say(`all tests on ${engine.address}`);
  const env = { DOCKER_HOST: engine.address, WINDLASS_TEST_ENGINES: "" };
  const result = await runTests({ node, args: ["--project", "engine", ...args], env, within: within(engine) });
  for (const title of result.skipped) say(`not run on ${engine.address}: ${title}`);
  return result;
}
