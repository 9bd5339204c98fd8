/**
 * A Docker Engine of the project's own: a dockerd with its own socket, data and pid file in the state folder. It outlives
 * the script that starts it; `npm run demo:clean` ends it and removes its data.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { probe } from "./engine-api.mjs";
import { note, notes } from "./notes.mjs";
import { inState, systemPath } from "./paths.mjs";
import { end, isAlive, neighbours, processMark } from "./processes.mjs";
import { quiet } from "./run.mjs";
import { Stop, say, step } from "./say.mjs";

const folder = inState("engine");
const log = join(folder, "log");
const startSeconds = 60;
const stopSeconds = 90;

export const ownAddress = `unix://${join(folder, "docker.sock")}`;

export const onPath = (program) =>
  systemPath
    .split(":")
    .map((entry) => join(entry, program))
    .find((path) => existsSync(path));

/** Starts it. Returns why it can't run here, or undefined once it answers. */
export async function startOwnEngine() {
  const [other] = neighbours("dockerd");
  if (other !== undefined)
    throw new Stop(
      `an engine that does not answer runs here already (dockerd, process ${other}). Two on one network undo each other's ` +
        "rules, so no second one is started. Say where it listens with DOCKER_HOST, or end it.",
    );
  // What a killed one left says that it runs, if its number stands for another process by now or for one that nobody has reaped.
  for (const stale of ["pid", "exec/containerd/containerd.pid"]) rmSync(join(folder, stale), { force: true });
  return step("starting an engine of its own", async () => {
    const why = await attempt(systemPath);
    // A kernel without nftables: the older iptables, where Debian has put it beside the other.
    const legacy = onPath("iptables-legacy");
    if (why === undefined || !/iptables|nf_tables/i.test(why) || legacy === undefined) return why;
    return attempt(`${legacyTools(legacy)}:${systemPath}`);
  });
}

async function attempt(path) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "daemon.json"), "{}\n");
  const places = { "data-root": "data", "exec-root": "exec", pidfile: "pid", "config-file": "daemon.json" };
  const flags = Object.entries(places).flatMap(([flag, name]) => [`--${flag}`, join(folder, name)]);
  const output = openSync(log, "w");
  const child = spawn("dockerd", [...flags, "-H", ownAddress], {
    cwd: "/",
    detached: true,
    stdio: ["ignore", output, output],
    env: { ...process.env, PATH: path },
  });
  child.unref();
  const failed = new Promise((resolve) => child.once("error", resolve).once("exit", resolve)).then(() => "ended");
  const process_ = { pid: child.pid, mark: processMark(child.pid) };
  note({ process: process_ });
  for (const giveUp = Date.now() + startSeconds * 1000; Date.now() < giveUp; ) {
    const found = await probe(ownAddress);
    if (found !== undefined) {
      note({ engines: [...new Set([...(notes().engines ?? []), found.id])] });
      return undefined;
    }
    if ((await Promise.race([failed, sleep(250)])) === "ended") break;
  }
  await end(process_, stopSeconds);
  return `dockerd did not start: ${lastWords(readFileSync(log, "utf8").trimEnd().split("\n"))}`;
}

/** Why it gave up, without the report of all that went before. */
function lastWords(lines) {
  const at = lines.findLastIndex((line) => line.startsWith("failed to "));
  return lines.slice(at === -1 ? -3 : at).join(" ");
}

/** A folder in which `iptables` is the older one. */
function legacyTools(iptables) {
  const tools = join(folder, "bin");
  rmSync(tools, { recursive: true, force: true });
  mkdirSync(tools);
  symlinkSync(iptables, join(tools, "iptables"));
  symlinkSync(iptables.replace("iptables", "ip6tables"), join(tools, "ip6tables"));
  return tools;
}

export const ownEngineRuns = () => notes().process !== undefined && isAlive(notes().process);

/** Ends it and removes all that it kept. */
export async function removeOwnEngine() {
  if (ownEngineRuns() && !(await step("ending the engine", () => end(notes().process, stopSeconds))))
    throw new Stop(`the engine (process ${notes().process.pid}) does not end`);
  for (const mount of mountsUnder(folder))
    await quiet("umount", ["-l", mount], { env: { ...process.env, PATH: systemPath } });
  if (existsSync(folder)) {
    rmSync(folder, { recursive: true, force: true });
    say("removed the engine's data");
  }
}

/** Mount points below `top`, the innermost first. */
const mountsUnder = (top) =>
  readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[4] ?? "")
    .filter((path) => path.startsWith(`${top}/`))
    .sort()
    .reverse();
