/**
 * `npm run bench`: Windlass beside docker compose, in one run on the engine that the tests use. Prints medians and their
 * ratio. Only projects with names of its own are made, and they are removed. `-- --quick` measures with fewer rounds.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { quiet } from "../scripts/lib/run.mjs";
import { main, Stop, say } from "../scripts/lib/say.mjs";
import { setUp } from "../scripts/lib/set-up.mjs";
import { interleaved, median } from "./measure.mjs";
import { chain, flat, large, talkative } from "./projects.mjs";

const up = ["up", "-d"];
const down = ["down", "-t", "0"];
const upAndWritten = ["up", "-d", "--wait"];
const logs = (count) => ({ name: `logs of ${count} lines`, command: ["logs"], into: devNull, aim: 1 });
const quietConfig = ["config", "-q"];

/** What is measured: a project, how often, what comes before, and the phases of each round with the aim for their ratio. */
const scenarios = [
  { rounds: 20, phases: [{ name: "version", command: ["version"] }] },
  { project: flat(30), rounds: 15, phases: [{ name: "config, 30 services", command: ["config"] }] },
  { project: large(300), rounds: 7, phases: [{ name: "config -q, 300 services", command: quietConfig, aim: 0.5 }] },
  { project: large(1_000), rounds: 5, phases: [{ name: "config -q, 1,000 services", command: quietConfig, aim: 0.5 }] },
  { project: large(3_000), rounds: 3, phases: [{ name: "config -q, 3,000 services", command: quietConfig }] },
  {
    project: flat(10),
    rounds: 10,
    before: up,
    phases: [{ name: "up, nothing to do, 10 services", command: up, aim: 1 }],
  },
  {
    project: flat(30),
    rounds: 10,
    before: up,
    phases: [{ name: "up, nothing to do, 30 services", command: up, aim: 1 }],
  },
  {
    project: flat(10),
    rounds: 15,
    before: up,
    phases: [
      { name: "ps, 10 services", command: ["ps"] },
      { name: "exec true", command: ["exec", "-T", "s1", "true"] },
    ],
  },
  { project: talkative(1, 20_000), rounds: 10, before: upAndWritten, phases: [logs("20,000")] },
  { project: talkative(1, 500_000), rounds: 5, before: upAndWritten, phases: [logs("500,000")] },
  { project: talkative(5, 100_000), rounds: 5, before: upAndWritten, phases: [logs("5 × 100,000")] },
  {
    project: flat(10),
    rounds: 7,
    phases: [
      { name: "up, fresh, 10 services", command: up, aim: 1 },
      { name: "down, 10 services", command: down },
    ],
  },
  {
    project: chain(6),
    rounds: 5,
    phases: [
      { name: "up, chain of 6 health checks", command: up, aim: 0.5 },
      { name: "down, chain of 6", command: down },
    ],
  },
];

// Ctrl-C ends the program that is being timed; what was made is then removed.
process.on("SIGINT", () => {});

await main(async () => {
  const { node, windlass, address, why } = await setUp();
  if (address === undefined) throw new Stop(`nothing can be measured without an engine: ${why}`);
  const env = { ...process.env, DOCKER_HOST: address };
  const reference = await quiet("docker", ["compose", "version", "--short"], { env }).catch(() => undefined);
  if (reference === undefined) say("there is no docker compose here to compare with");
  const tools = [
    { name: "windlass", program: node, start: [windlass] },
    ...(reference === undefined ? [] : [{ name: "docker compose", program: "docker", start: ["compose"] }]),
  ];
  const folder = mkdtempSync(join(tmpdir(), "windlass-bench-"));
  try {
    say(`docker compose ${reference?.trim() ?? "-"}, engine at ${address}`);
    console.log(row(["", "windlass", "docker compose", "ratio", "aim", "n"]));
    for (const scenario of scenarios) await measure(scenario, tools, { folder, env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function measure({ project, rounds, before, phases }, tools, { folder, env }) {
  const id = randomBytes(3).toString("hex");
  const file = join(folder, `${id}.yaml`);
  if (project !== undefined) writeFileSync(file, project);
  const on = ({ name, program, start }) => {
    const which = ["-f", file, "-p", `wdl-bench-${id}-${name === "windlass" ? "w" : "c"}`];
    return { name, program, args: project === undefined ? start : [...start, ...which], options: { env } };
  };
  const runners = tools.map(on);
  const all = (command) =>
    Promise.all(runners.map(({ program, args }) => quiet(program, [...args, ...command], { env })));
  try {
    if (before !== undefined) await all(before);
    await interleaved(runners, phases, 1); // warms caches, not counted
    const times = await interleaved(runners, phases, process.argv.includes("--quick") ? 3 : rounds);
    for (const { name, aim } of phases) console.log(result(name, times.get(name), aim));
  } finally {
    if (phases.some(({ command }) => command === up) || before !== undefined) await all(down);
  }
}

function result(name, byTool, aim) {
  const [own, reference] = ["windlass", "docker compose"].map((tool) => byTool.get(tool));
  const ms = (values) => (values === undefined ? "-" : `${median(values).toFixed(0)} ms`);
  const ratio = reference === undefined ? undefined : median(own) / median(reference);
  const wanted = aim === undefined ? "" : `≤ ${aim.toFixed(1)}${ratio > aim ? " (missed)" : ""}`;
  return row([name, ms(own), ms(reference), ratio?.toFixed(2) ?? "-", wanted, String(own.length)]);
}

function row([name, ...cells]) {
  const widths = [10, 15, 6, 14, 3];
  return [name.padEnd(32), ...cells.map((cell, at) => cell.padStart(widths[at]))].join(" ").trimEnd();
}
