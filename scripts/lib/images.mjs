/** Makes sure of the base images that the examples and tests name: those that are missing are pulled, or made as stand-ins. */
import { ask, messages } from "./engine-api.mjs";
import { Stop, say, step } from "./say.mjs";
import { makeStandIns, standInNames } from "./stand-ins.mjs";

const probeSeconds = 15;
const silenceSeconds = 120;

/** Makes sure of all of them on `engine`. Throws Stop where that takes a person's decision. */
export async function ensureImages(engine) {
  const present = await Promise.all(standInNames.map((name) => has(engine.address, name)));
  const missing = standInNames.filter((_, at) => !present[at]);
  if (missing.length === 0) return;
  if (await registryAnswers(engine.address, missing[0])) {
    for (const name of missing) await step(`pulling ${name}`, () => pull(engine.address, name));
    return;
  }
  if (!engine.ours && process.env.WINDLASS_STAND_INS !== "1")
    throw new Stop(
      `the engine at ${engine.address} lacks ${missing.join(", ")}, and no registry answers. It is your engine, so nothing ` +
        "of ours is tagged with these names. Pull or load them, or set WINDLASS_STAND_INS=1 to have stand-ins made there.",
    );
  say(`no registry answers: making stand-ins for ${missing.join(", ")} from Debian's packages`);
  await makeStandIns(engine.address, missing);
}

async function has(address, name) {
  try {
    await ask(address, "GET", `/images/${name}/json`);
    return true;
  } catch (error) {
    if (error.status === 404) return false;
    throw error;
  }
}

const pullPath = (name) => {
  const [image, tag] = name.split(":");
  return `/images/create?fromImage=${image}&tag=${tag}`;
};

/** Begins a pull: a registry that answers has told what the image is made of before the first message comes. */
async function registryAnswers(address, name) {
  const limit = AbortSignal.timeout(probeSeconds * 1000);
  try {
    for await (const _ of messages(address, "POST", pullPath(name), { signal: limit })) return true;
    return false;
  } catch {
    return false;
  }
}

async function pull(address, name) {
  for await (const _ of messages(address, "POST", pullPath(name), { limitSeconds: silenceSeconds }));
}
