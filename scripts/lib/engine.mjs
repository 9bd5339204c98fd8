/** Finds the engine to work with: one that answers, or else Debian's, installed and started where that is possible. */
import { setTimeout as sleep } from "node:timers/promises";
import { probe } from "./engine-api.mjs";
import { note, notes } from "./notes.mjs";
import { onPath, ownAddress, startOwnEngine } from "./own-engine.mjs";
import { install, whyNoPackages } from "./packages.mjs";
import { neighbours } from "./processes.mjs";
import { Stop, say } from "./say.mjs";

const defaultAddress = "unix:///var/run/docker.sock";

/** An engine that answers: where, and whether this project installed or started it. Undefined: none does. */
export async function findEngine() {
  const asked = process.env.DOCKER_HOST;
  for (const address of asked ? [asked] : [defaultAddress, ownAddress]) {
    const found = await probe(address);
    if (found !== undefined) return { address, ...found, ours: (notes().engines ?? []).includes(found.id) };
  }
  if (asked) throw new Stop(`no engine answers at ${asked} (DOCKER_HOST)`);
  return undefined;
}

/** The engine, found or made; `{ why }` where none can run on this machine. */
export async function ensureEngine() {
  return (await findEngine()) ?? (await installedEngine()) ?? (await startedEngine());
}

/** Installs Debian's engine where there is none, and gives its service manager time to start it. */
async function installedEngine() {
  if (onPath("dockerd") !== undefined && onPath("iptables") !== undefined) return undefined;
  const why = whyNoPackages();
  if (why !== undefined) return { why: `no engine answers, and ${why}` };
  await install(["docker.io", "iptables", "ca-certificates"]);
  for (const giveUp = Date.now() + 30_000; Date.now() < giveUp; await sleep(500)) {
    const found = await findEngine();
    if (found !== undefined) {
      note({ engines: [...(notes().engines ?? []), found.id] });
      return { ...found, ours: true };
    }
    if (neighbours("dockerd").length === 0) break;
  }
  return undefined;
}

async function startedEngine() {
  if (process.getuid?.() !== 0) return { why: "no engine answers, and starting one needs root" };
  const why = await startOwnEngine();
  if (why !== undefined) return { why };
  say(`the engine listens on ${ownAddress}; \`npm run demo:clean\` ends it`);
  return findEngine();
}
