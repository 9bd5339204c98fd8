/**
 * `npm run bench`: Windlass beside docker compose and a bare loop, in one run on the engine that the tests use. Prints medians with
 * quartiles, and ratios of medians. Only projects with names of its own are made, and they are removed.
 *
 *   -- --quick       three rounds of each
 *   -- --only PART   only what has this in its name, with what is measured along with it; more than once for more
 *   -- --write       keeps the figures in bench/results/latest.json, beside those of other rows, and writes docs/performance.md
 *                    and docs/performance.svg
 *
 * WINDLASS_BENCH_COMPOSE names the docker compose; absent: `docker-compose` of the PATH, or the plugin of docker.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureExecutable } from "../scripts/lib/dependencies.mjs";
import { elapsed, main, Stop, say } from "../scripts/lib/say.mjs";
import { setUp } from "../scripts/lib/set-up.mjs";
import { hasUsage } from "./measure.mjs";
import { writePages } from "./pages.mjs";
import { addRows, longestQuiet, occasion, prepareResults, surroundingsOf } from "./results.mjs";
import { rowsOf } from "./rows.mjs";
import { scenarios } from "./scenarios.mjs";
import { findTools, titles } from "./tools.mjs";

const { values: asked } = parseArgs({
  options: { quick: { type: "boolean" }, write: { type: "boolean" }, only: { type: "string", multiple: true } },
});

const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => interrupt.abort(new Stop("interrupted; what was made is removed")));

await main(async () => {
  const isAsked = ({ name }) => asked.only?.some((part) => name.includes(part)) ?? true;
  const wanted = scenarios.filter(({ phases }) => phases.some(isAsked));
  if (wanted.length === 0) throw new Stop(`nothing that is measured has ${asked.only.join(" or ")} in its name`);
  const { node, windlass, address, why } = await setUp();
  if (address === undefined) throw new Stop(`nothing can be measured without an engine: ${why}`);
  const executable = await ensureExecutable(node);
  const folder = mkdtempSync(join(tmpdir(), "windlass-bench-"));
  try {
    const tools = await findTools({ node, windlass, executable, address, folder });
    const surroundings = await surroundingsOf(tools, { address, node });
    const when = await occasion();
    say(`docker compose ${surroundings.versions.compose}, engine ${surroundings.versions.engine} at ${address}`);
    if (when.load > longestQuiet) say(`this machine is busy (load ${when.load}): every time will be too long`);
    if (!hasUsage) say("no memory and processor times: GNU time is not installed (Debian's package time)");
    if (asked.write) prepareResults(surroundings, { isPart: asked.only !== undefined });
    for (const scenario of wanted) {
      const { signal } = interrupt;
      const rows = await rowsOf(scenario, tools, { address, folder, signal, isQuick: asked.quick });
      for (const row of rows) console.log(textOf(row));
      if (asked.write) {
        addRows(rows.map((row) => ({ ...row, ...when })));
        writePages();
      }
    }
    say(`measured in ${elapsed()}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A row for a person: name and rounds, then each tool with its median, quartiles, ratio to docker compose, and memory. */
function textOf({ name, rounds, tools }) {
  const reference = tools.compose.ms[1];
  const lines = Object.entries(tools).map(([id, { ms, peakMiB, concurrency }]) =>
    [
      `  ${titles[id].padEnd(28)}`,
      `${ms[1].toFixed(0)} ms`.padStart(9),
      `${ms[0].toFixed(0)}–${ms[2].toFixed(0)}`.padStart(13),
      (ms[1] / reference).toFixed(2).padStart(6),
      peakMiB === undefined ? "" : `${peakMiB.toFixed(0)} MiB`.padStart(9),
      concurrency === undefined ? "" : `  ${concurrency} at a time`,
    ].join(""),
  );
  return [`${name} (${rounds} rounds)`, ...lines].join("\n");
}
