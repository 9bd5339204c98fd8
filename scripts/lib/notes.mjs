/**
 * What the scripts remember between runs, as a small JSON file in the state folder:
 * `engines` (ids of engines that this project installed or started), `process` (the dockerd that it started),
 * `demo` (where the demo runs). And a lock, so that two runs don't set up the same thing at once.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { inState, stateFolder } from "./paths.mjs";
import { isAlive, processMark } from "./processes.mjs";
import { Stop, say } from "./say.mjs";

const file = inState("notes.json");
const lockFile = inState("lock");
const longestWaitMs = 15 * 60_000;

export function notes() {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

/** Merges `changes` into the notes; a value of undefined removes its key. */
export function note(changes) {
  mkdirSync(stateFolder, { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify({ ...notes(), ...changes }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** Runs `work` while no other run sets up. A lock whose holder is gone is taken over. */
export async function alone(work) {
  mkdirSync(stateFolder, { recursive: true });
  const giveUp = Date.now() + longestWaitMs;
  for (let told = false; !tryLock(); told = true) {
    if (!told) say("waiting for another run that is setting up");
    if (Date.now() > giveUp) throw new Stop(`another run has been setting up for too long (${lockFile})`);
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function tryLock() {
  const me = { pid: process.pid, mark: processMark(process.pid) };
  try {
    writeFileSync(lockFile, JSON.stringify(me), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw new Stop(`can't write to ${stateFolder}: ${error.message}`);
  }
  try {
    if (!isAlive(JSON.parse(readFileSync(lockFile, "utf8")))) rmSync(lockFile, { force: true });
  } catch {
    // just being written, or just removed: look again
  }
  return false;
}
