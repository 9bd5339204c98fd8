/** bench/results/latest.json: the figures of the last measurement, with the machine and the versions that they belong to. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, loadavg, release, totalmem, type } from "node:os";
import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { ask } from "../scripts/lib/engine-api.mjs";
import { bunVersion } from "../scripts/lib/executables.mjs";
import { inRepository } from "../scripts/lib/paths.mjs";
import { quiet } from "../scripts/lib/run.mjs";
import { Stop } from "../scripts/lib/say.mjs";
import { quantile } from "./measure.mjs";

const resultsFile = inRepository("bench/results/latest.json");

/** Load above which other work makes figures rough. */
export const longestQuiet = 1;

/** The file as it is; undefined: nothing has been measured. */
export function readResults() {
  try {
    return JSON.parse(readFileSync(resultsFile, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Prepares the file for rows of this machine and these versions. Others are dropped where all rows are measured again, and
 * refused where only a part is.
 */
export function prepareResults(surroundings, { isPart }) {
  const kept = readResults();
  if (kept !== undefined && isDeepStrictEqual({ ...kept, rows: [] }, { ...surroundings, rows: [] })) return;
  if (kept !== undefined && isPart)
    throw new Stop(`${resultsFile} is of another machine or of other versions: measure all, without --only`);
  write({ ...surroundings, rows: [] });
}

/** Writes rows into the file, in the place of those of the same name. */
export function addRows(rows) {
  const kept = readResults();
  const all = new Map([...kept.rows, ...rows].map((row) => [row.name, row]));
  write({ ...kept, rows: [...all.values()] });
}

function write(results) {
  mkdirSync(dirname(resultsFile), { recursive: true });
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
}

/** The machine and the versions: figures are comparable where these are equal. */
export async function surroundingsOf(tools, { address, node }) {
  const { Version: engine } = await ask(address, "GET", "/version");
  const toolVersion = async (id, ...args) => {
    const { program, env } = tools.find((tool) => tool.id === id);
    return (await quiet(program, args, { env })).trim().replace(/^v/, "");
  };
  return {
    machine: {
      processor: cpus()[0].model,
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      system: `${type()} ${release()} ${arch()}`,
    },
    versions: {
      engine,
      compose: await toolVersion("compose", "version", "--short"),
      ...(tools.some(({ id }) => id === "plugin") && {
        docker: await toolVersion("plugin", "version", "--format", "{{.Client.Version}}"),
      }),
      node: (await quiet(node, ["--version"])).trim().replace(/^v/, ""),
      bun: bunVersion,
    },
  };
}

/** When this run began, on what, and how busy the machine was. */
export async function occasion() {
  const git = async (...args) => (await quiet("git", args, { cwd: inRepository() })).trim();
  const isChanged = (await git("status", "--porcelain", "--", "src", "package-lock.json")) !== "";
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: `${await git("rev-parse", "--short=10", "HEAD")}${isChanged ? ", changed" : ""}`,
    load: rounded(loadavg()[0]),
  };
}

const rounded = (value) => Number(value.toFixed(value < 10 ? 2 : 1));
const middle = (values) => rounded(quantile(values, 0.5));

/** What is kept of a tool: quartiles and median of its times, medians of what it needed. */
export function summary(times, use = []) {
  const every = (runs, field) => runs.map((run) => run[field]);
  return {
    ms: [0.25, 0.5, 0.75].map((part) => rounded(quantile(every(times, "ms"), part))),
    ...(use[0]?.peakMiB !== undefined && {
      cpuMs: middle(every(use, "cpuMs")),
      peakMiB: middle(every(use, "peakMiB")),
    }),
    ...(times[0].concurrency !== undefined && { concurrency: times[0].concurrency }),
  };
}
