/**
 * Runs programs in turn and measures each run. In every round each tool has its turn once, and the order changes with the
 * round. Memory and processor time come from GNU time, where it is installed: in runs of their own, as it takes time itself.
 */
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ended } from "../scripts/lib/run.mjs";
import { Stop } from "../scripts/lib/say.mjs";

const limitMs = 300_000;
const gnuTime = "/usr/bin/time";

export const hasUsage = existsSync(gnuTime);

/** How long one run took. */
export async function timed(call, options) {
  const begun = performance.now();
  await finished(call, options);
  return { ms: performance.now() - begun };
}

/** What one run needed: `cpuMs`, user and system, and `peakMiB`. Empty where they can't be measured. */
export async function weighed({ program, args, env }, options) {
  if (!hasUsage) {
    await finished({ program, args, env }, options);
    return {};
  }
  const file = join(tmpdir(), `windlass-bench-usage-${process.pid}`);
  const before = ["--quiet", "--format", "%U %S %M", "--output", file];
  try {
    await finished({ program: gnuTime, args: [...before, program, ...args], env }, options);
    return usageIn(readFileSync(file, "utf8"));
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Runs a program to its end. One that fails is a Stop. Where the signal comes or time is up, it ends with all that it started.
 * @param into a file for its output; absent: it is read here
 */
async function finished({ program, args, env }, { into, signal }) {
  const file = into === undefined ? "pipe" : openSync(into, "w");
  const giveUp = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const child = spawn(program, args, { env, detached: true, stdio: ["ignore", file, "pipe"] });
  const kill = () => process.kill(-child.pid, "SIGKILL");
  giveUp.addEventListener("abort", kill);
  try {
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text) => {
        said += text;
      });
    const { code } = await ended(child);
    signal.throwIfAborted();
    if (code !== 0) throw new Stop(`${program} ${args.join(" ")}: ${code ?? "took too long"}\n${said.slice(-2_000)}`);
  } finally {
    giveUp.removeEventListener("abort", kill);
    if (typeof file === "number") closeSync(file);
  }
}

function usageIn(text) {
  const [user, system, peakKiB] = text.split(" ").map(Number);
  return { cpuMs: (user + system) * 1000, peakMiB: peakKiB / 1024 };
}

/**
 * Calls `turn(phase, tool, round)` for every tool and phase of so many rounds, from `first` on. A tool goes through all phases
 * before the next begins: what it made is gone then, where the last phase removes it.
 * @returns name of the phase → id of the tool → what the turns gave
 */
export async function inTurn(tools, phases, { first, rounds }, turn) {
  const all = Object.fromEntries(phases.map(({ name }) => [name, Object.fromEntries(tools.map(({ id }) => [id, []]))]));
  for (let round = first; round < first + rounds; round += 1) {
    const from = (round >> 1) % tools.length;
    const rotated = [...tools.slice(from), ...tools.slice(0, from)];
    const order = round % 2 === 0 ? rotated : rotated.toReversed();
    for (const tool of order) for (const phase of phases) all[phase.name][tool.id].push(await turn(phase, tool, round));
  }
  return all;
}

/** The value below which this part of the values is: 0.5 for the median. */
export function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at % 1);
}
