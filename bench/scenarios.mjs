/**
 * What is measured, as a table: a project, how often, what comes before, the phases of each round, and the goals.
 *
 * - `files`: the project file of each round, in turn; absent: the command needs none
 * - `tools`: who takes part; absent: all but the bare loop
 * - `before`: a command that brings the project to where the rounds begin
 * - `goal`: the most that the executable may take of docker compose's time; `onNode`: the same for Node.js; `bare`: the most
 *   that it may take of the bare loop's. Absent: none is set
 */
import { devNull } from "node:os";
import { chain, flat, large, talkative } from "./projects.mjs";

export const memoryGoal = 1.6;

const up = ["up", "-d"];
const down = ["down", "-t", "0"];
const quietConfig = ["config", "-q"];

/** The engine does nearly all of it: what starts the command hardly shows, and every further tool takes minutes. */
const few = ["executable", "compose"];

const services = (count) => (count === 1 ? "1 service" : `${count} services`);
const unchanged = (count) => ({
  name: `up, nothing to do, ${services(count)}`,
  command: up,
  goal: 0.9,
  onNode: 2,
});
const list = (count) => ({ name: `ps, ${services(count)}`, command: ["ps"], goal: 0.9 });
const logs = (lines) => ({
  files: [talkative(1, lines)],
  before: [...up, "--wait"],
  phases: [{ name: `logs, ${lines.toLocaleString("en")} lines`, command: ["logs"], into: devNull, goal: 1 }],
});
const fromNothing = (count) => ({
  files: [flat(count)],
  phases: [
    { name: `up, from nothing, ${services(count)}`, command: up, goal: 0.95, bare: 1.1 },
    { name: `down, ${services(count)}`, command: down, ...(count > 1 && { goal: 0.97 }), bare: 1.1 },
  ],
});
/** Two files that differ, for an `up` that always finds a change. */
const changing = (count, first, second) => [first, second].map((more) => flat(count, more));
const valued = (value) => ({ environment: { VALUE: value } });

export const scenarios = [
  { rounds: 31, phases: [{ name: "version", command: ["version"], goal: 0.9 }] },
  {
    files: [flat(30)],
    rounds: 21,
    phases: [{ name: "config, 30 services", command: ["config"], goal: 0.9 }],
  },
  {
    files: [large(300)],
    rounds: 9,
    phases: [{ name: "config -q, 300 services", command: quietConfig, goal: 0.4 }],
  },
  {
    files: [large(1_000)],
    rounds: 7,
    phases: [{ name: "config -q, 1,000 services", command: quietConfig, goal: 0.35, onNode: 0.4 }],
  },
  { files: [flat(1)], rounds: 21, before: up, phases: [unchanged(1)] },
  {
    files: [flat(10)],
    rounds: 21,
    before: up,
    phases: [unchanged(10), list(10), { name: "exec true", command: ["exec", "-T", "s1", "true"], goal: 1 }],
  },
  { files: [flat(30)], rounds: 15, before: up, phases: [unchanged(30)] },
  {
    files: changing(
      100,
      (i) => i === 1 && valued("a"),
      (i) => i === 1 && valued("b"),
    ),
    rounds: 11,
    before: up,
    phases: [{ name: "up, 1 of 100 services changed", command: up, goal: 0.6 }, unchanged(100), list(100)],
  },
  { ...logs(20_000), rounds: 11 },
  { ...logs(500_000), rounds: 5 },
  { ...fromNothing(1), rounds: 11, tools: ["executable", "node", "compose", "plugin", "bare"] },
  { ...fromNothing(10), rounds: 9, tools: ["executable", "node", "compose", "plugin", "bare"] },
  { ...fromNothing(30), rounds: 7, tools: [...few, "bare"] },
  { ...fromNothing(100), rounds: 5, tools: [...few, "bare"] },
  {
    files: [chain(6)],
    rounds: 7,
    tools: few,
    phases: [
      { name: "up, chain of 6 health checks", command: up, goal: 0.35 },
      { name: "down, chain of 6", command: down },
    ],
  },
  {
    files: changing(
      30,
      () => valued("a"),
      () => valued("b"),
    ),
    rounds: 7,
    tools: few,
    before: up,
    phases: [{ name: "up, all of 30 services recreated", command: up, goal: 0.9 }],
  },
  {
    files: changing(
      30,
      () => ({ mem_limit: "64m", cpus: 0.5 }),
      () => ({ mem_limit: "96m", cpus: 0.75 }),
    ),
    rounds: 7,
    tools: few,
    before: up,
    phases: [{ name: "up, limits of 30 services changed", command: up, goal: 0.08 }],
  },
  {
    files: [flat(1)],
    rounds: 7,
    tools: few,
    before: up,
    phases: [
      { name: "up, from 1 to 30 replicas", command: [...up, "--scale", "s1=30"], goal: 0.9 },
      { name: "up, from 30 to 1 replica", command: [...up, "-t", "0", "--scale", "s1=1"] },
    ],
  },
];
