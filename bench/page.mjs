/** The text of docs/performance.md. */
import { judgedRows } from "./judge.mjs";
import { longestQuiet } from "./results.mjs";
import { memoryGoal } from "./scenarios.mjs";

export function performancePage(results) {
  const rows = judgedRows(results);
  return [
    introduction(rows, results),
    besideCompose(rows),
    otherWays(rows),
    besideEngine(rows),
    needs(rows),
    method(results),
  ]
    .flatMap((section) => [...section, ""])
    .join("\n");
}

const introduction = (rows, { versions }) => [
  "# Performance",
  "",
  "This page is made of `bench/results/latest.json` by `bench/pages.mjs`; a test holds the two together.",
  "",
  `Windlass beside docker compose ${versions.compose}, on one machine and in one run. A ratio is the median time of Windlass divided by that`,
  "of docker compose: below 1, Windlass is faster. Behind a time are its quartiles: half of all runs were between them.",
  "",
  ...occasions(rows),
  "",
  ...goalsMet(rows),
  "",
  "![Time of Windlass divided by that of docker compose, for each kind of work](performance.svg)",
];

function goalsMet(rows) {
  const [most] = rows.filter(({ memory }) => memory).toSorted((a, b) => b.memory.ratio - a.memory.ratio);
  const goals = [
    ...rows.flatMap(({ name, time, onNode, limit }) => [
      { of: name, ...time },
      { of: `${name}, on Node.js`, ...onNode },
      { of: `${name}, beside the engine alone`, ...limit },
    ]),
    ...(most === undefined ? [] : [{ of: `memory, where it is most (${most.name})`, ...most.memory }]),
  ].filter(({ goal }) => goal !== undefined);
  const missed = goals.filter(({ isMet }) => !isMet);
  const met = `${goals.length - missed.length} of ${goals.length} goals are met.`;
  if (missed.length === 0) return [met];
  return [
    `${met} These are missed:`,
    "",
    ...missed.map(({ of, ratio, goal }) => `- ${of}: ${two(ratio)}, goal ${two(goal)}`),
  ];
}

const besideCompose = (rows) => [
  "## Beside docker compose",
  "",
  "Both are started as programs of their own: the executable of Windlass, and docker compose without the docker command before it.",
  "",
  ...table(
    ["work", "Windlass", "docker compose", "ratio", "goal", "rounds"],
    rows.map(({ name, time, tools, rounds }) => [
      name,
      times(tools.executable),
      times(tools.compose),
      `**${two(time.ratio)}**`,
      goalText(time),
      String(rounds),
    ]),
  ),
];

const otherWays = (rows) => [
  "## Other ways to start them",
  "",
  "Where no executable fits the system, Windlass runs on Node.js, which starts slower. `docker compose` starts the docker command, which starts",
  "the plugin. Both ratios are to docker compose as a program of its own.",
  "",
  ...table(
    ["work", "Windlass on Node.js", "ratio", "goal", "`docker compose`", "ratio"],
    rows
      .filter(({ onNode, asPlugin }) => onNode ?? asPlugin)
      .map(({ name, onNode, asPlugin, tools }) => [
        name,
        times(tools.node),
        two(onNode?.ratio),
        goalText(onNode),
        times(tools.plugin),
        two(asPlugin?.ratio),
      ]),
  ),
];

const besideEngine = (rows) => [
  "## Beside the engine alone",
  "",
  "How much is left to gain? A bare loop repeats the calls of Windlass that create, start, stop and remove, as a recorder wrote them down. It",
  "reads no file and asks the engine nothing. Of 2, 4, 8, 16 and 64 calls at a time, the fastest counts.",
  "",
  ...table(
    ["work", "Windlass", "bare loop", "ratio", "goal", "at a time"],
    rows
      .filter(({ limit }) => limit)
      .map(({ name, limit, tools }) => [
        name,
        times(tools.executable),
        times(tools.bare),
        `**${two(limit.ratio)}**`,
        goalText(limit),
        String(tools.bare.concurrency),
      ]),
  ),
];

const needs = (rows) => [
  "## Memory and processor time",
  "",
  `The peak of the program's memory, and the time that it kept a processor busy, in steps of 10 ms. The goal for memory is ${two(memoryGoal)} times`,
  "that of docker compose: the executable has a JavaScript runtime in it. What the engine needs is not in these figures.",
  "",
  ...table(
    ["work", "Windlass", "docker compose", "ratio", "goal", "Windlass, processor", "docker compose, processor"],
    rows
      .filter(({ memory }) => memory)
      .map(({ name, memory, tools: { executable, compose } }) => [
        name,
        `${executable.peakMiB.toFixed(0)} MiB`,
        `${compose.peakMiB.toFixed(0)} MiB`,
        `**${two(memory.ratio)}**`,
        goalText(memory),
        milliseconds(executable.cpuMs),
        milliseconds(compose.cpuMs),
      ]),
  ),
];

const method = ({ machine, versions: { engine, compose, docker, node, bun } }) => [
  "## How it is measured",
  "",
  `- The machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}.`,
  `- Docker Engine ${engine}, docker compose ${compose}, ${docker === undefined ? "" : `docker ${docker}, `}Node.js ${node}, and Bun ${bun} in the executable.`,
  "- Each tool has a project of its own on the same file. In each round every tool has its turn once, and the order changes with the round.",
  "- Before these rounds come some that only memory and processor time are taken from; they fill the caches, too.",
  "- Services run `sleep` in busybox and end at once when they are stopped. No image is pulled or built.",
  "- A time is that of the whole process, from its start to its end.",
  "- Where something changes, two files take turns, so that each `up` finds a change.",
  "",
  "`npm run bench` measures on your machine. `-- --quick` takes fewer rounds, `-- --only logs` some rows. `-- --write` keeps the figures and writes",
  "this page. `WINDLASS_BENCH_COMPOSE` names the docker compose to compare with.",
];

/** On which days, with which sources, and what speaks against the figures. */
function occasions(rows) {
  const distinct = [...new Set(rows.map(({ date, commit }) => `on ${date} at commit \`${commit}\``))].sort();
  const load = Math.max(...rows.map((row) => row.load));
  return [
    `Measured ${distinct.join(", ")}.`,
    ...(load > longestQuiet
      ? [`**The machine was busy with other work** (load ${load}): these figures are rough.`]
      : []),
    ...(rows.some(({ isShort }) => isShort)
      ? ["**Some rows have fewer rounds than they need**: these figures are rough."]
      : []),
  ];
}

const table = (heads, rows) => [
  line(heads),
  line(heads.map((_, at) => (at === 0 ? "---" : "---:"))),
  ...rows.map(line),
];
const line = (cells) => `| ${cells.join(" | ")} |`;

const two = (value) => value?.toFixed(2) ?? "";
const goalText = (compared) =>
  compared?.goal === undefined ? "" : `≤ ${two(compared.goal)} ${compared.isMet ? "✓" : "missed"}`;

const milliseconds = (ms) => (ms < 9_995 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`);
/** The median with the quartiles behind it. */
function times(tool) {
  if (tool === undefined) return "";
  const [low, median, high] = tool.ms;
  const inSeconds = median >= 9_995;
  const short = (ms) => (inSeconds ? (ms / 1000).toFixed(1) : ms.toFixed(0));
  return `${milliseconds(median)} (${short(low)}–${short(high)})`;
}
