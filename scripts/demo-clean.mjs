/** `npm run demo:clean`: removes the demo, the stand-ins, and the engine that was started for them with its data. */
import { rmSync } from "node:fs";
import { demoCommand, demoContainers, removeDemoImage } from "./lib/demo-project.mjs";
import { ensureBuild, ensureDependencies } from "./lib/dependencies.mjs";
import { findEngine } from "./lib/engine.mjs";
import { probe } from "./lib/engine-api.mjs";
import { alone, notes } from "./lib/notes.mjs";
import { ownAddress, removeOwnEngine } from "./lib/own-engine.mjs";
import { stateFolder } from "./lib/paths.mjs";
import { attached } from "./lib/run.mjs";
import { main, Stop, say } from "./lib/say.mjs";
import { removeStandIns } from "./lib/stand-ins.mjs";

await main(async () => {
  await alone(async () => {
    for (const address of await addresses()) {
      if ((await probe(address)) === undefined) continue;
      if ((await demoContainers(address)).length > 0) await removeDemo(address);
      const { removed, stay } = await removeStandIns(address);
      if (removed) say(`removed the stand-ins from ${address}`);
      if (stay.length > 0) say(`containers still use ${stay.join(", ")}: these stay`);
    }
    await removeOwnEngine();
  });
  rmSync(stateFolder, { recursive: true, force: true });
  say(
    "clean. Debian's packages that were installed stay, and until the next boot so do the engine's bridge and firewall chains.",
  );
});

/** Where something of ours may be: where the demo was brought up, our own engine, and the one that answers now. */
async function addresses() {
  const found = await findEngine();
  return new Set([notes().demo, ownAddress, found?.address].filter((address) => address !== undefined));
}

async function removeDemo(address) {
  const node = await ensureDependencies();
  const { args, options } = demoCommand({ windlass: await ensureBuild(node), address });
  const code = await attached(node, args("down", "-v"), options);
  if (code !== 0) throw new Stop(`windlass down ended with exit code ${code}: nothing else was removed`);
  await removeDemoImage(address);
}
