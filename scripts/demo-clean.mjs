/** `npm run demo:clean`: removes the demo, the stand-ins, and the engine that was started for them with its data. */
import { rmSync } from "node:fs";
import { demoCommand, demoContainers, removeDemoImage } from "./lib/demo-project.mjs";
import { ensureBuild, ensureDependencies } from "./lib/dependencies.mjs";
import { findEngine } from "./lib/engine.mjs";
import { probe } from "./lib/engine-api.mjs";
import { alone, note, notes } from "./lib/notes.mjs";
import { ownAddress, ownEngineRuns, removeOwnEngine } from "./lib/own-engine.mjs";
import { stateFolder } from "./lib/paths.mjs";
import { attached } from "./lib/run.mjs";
import { main, Stop, say } from "./lib/say.mjs";
import { removeStandIns } from "./lib/stand-ins.mjs";

await main(async () => {
  // An engine that Debian's service manager runs stays: it is still one that this project installed.
  const found = await findEngine().catch(() => undefined);
  const staying = found?.ours && found.address !== ownAddress ? [found.id] : [];
  const hadOwn = ownEngineRuns();
  await alone(async () => {
    for (const address of new Set([notes().demo, ownAddress, found?.address])) await cleanEngine(address);
    await removeOwnEngine();
  });
  rmSync(stateFolder, { recursive: true, force: true });
  if (staying.length > 0) note({ engines: staying });
  say("clean. Debian's packages that were installed stay.");
  if (hadOwn) say("So do, until the next boot, the bridge and the firewall chains that the engine made.");
});

async function cleanEngine(address) {
  if (address === undefined || (await probe(address)) === undefined) return;
  if ((await demoContainers(address)).length > 0) await removeDemo(address);
  const { removed, stay } = await removeStandIns(address);
  if (removed) say(`removed the stand-ins from ${address}`);
  if (stay.length > 0) say(`containers still use ${stay.join(", ")}: these stay`);
}

async function removeDemo(address) {
  const node = await ensureDependencies();
  const { args, options } = demoCommand({ windlass: await ensureBuild(node), address });
  const code = await attached(node, args("down", "-v"), options);
  if (code !== 0) throw new Stop(`windlass down ended with exit code ${code}: nothing else was removed`);
  await removeDemoImage(address);
}
