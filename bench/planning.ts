/**
 * How long planning takes, without an engine: large projects against full snapshots, at two sizes, so that growth shows.
 * `node bench/planning.ts`; the state is made on the engine in memory.
 */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { UpOptions } from "../src/planner/plan/options.ts";
import type { Plan } from "../src/planner/plan/plan.ts";
import { planUp } from "../src/planner/up.ts";
import { MemoryEngine } from "../test/support/memory-engine.ts";
import { defaultUp, observedOf, planOf, projectOf, run } from "../test/support/scenario.ts";

interface Case {
  readonly name: string;
  /** Services at the full size. */
  readonly services: number;
  readonly scale: number;
  /** Services in a layer, each of which depends on three of the layer before; absent: none depends on another. */
  readonly layer?: number;
  readonly options: Partial<UpOptions>;
  readonly aimMs?: number;
  readonly aimEdges?: number;
}

const cases: readonly Case[] = [
  { name: "up, no dependencies, all replaced", services: 100, scale: 1, options: {}, aimMs: 30 },
  { name: "up, no dependencies, nothing to do", services: 100, scale: 1, options: {}, aimMs: 30 },
  { name: "up, 3 replicas each, all replaced", services: 1_000, scale: 3, options: {}, aimMs: 500 },
  { name: "up, 3 replicas each, nothing to do", services: 1_000, scale: 3, options: {} },
  {
    name: "create, in layers of 10, all replaced",
    services: 300,
    scale: 1,
    layer: 10,
    options: { start: false },
    aimMs: 100,
  },
  { name: "up, in layers of 10, all replaced", services: 300, scale: 1, layer: 10, options: {}, aimEdges: 10 },
  { name: "up, no dependencies, all replaced", services: 300, scale: 1, options: {}, aimEdges: 10 },
];

/** Every service like every other, but for its name and what it depends on. */
function fileOf(services: number, { scale, layer }: Case, image: string): string {
  const service = (i: number): object => {
    const first = layer === undefined ? 0 : (Math.floor(i / layer) - 1) * layer;
    const needs = layer === undefined || first < 0 ? [] : [0, 1, 2].map((k) => `s${first + ((i + k) % layer)}`);
    return { image, scale, ...(needs.length > 0 && { depends_on: needs }) };
  };
  return JSON.stringify({
    services: Object.fromEntries(Array.from({ length: services }, (_, i) => [`s${i}`, service(i)])),
  });
}

interface Measured {
  readonly ms: number;
  readonly steps: number;
  /** Of the step with the most. */
  readonly edges: number;
}

/** Enough for code that is called again and again to be compiled. */
const rounds = 10;

/** When a measurement is given up. */
const limitMs = 120_000;

/** In a process of its own, which can be ended. `undefined`: it took too long. */
function apart(index: number, services: number): Measured | undefined {
  const args = [fileURLToPath(import.meta.url), String(index), String(services)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: limitMs });
  if (status === null) return undefined;
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

/** Of a barrier each edge spares many others: it is not counted. */
const edgesOf = ({ steps }: Plan): number =>
  Math.max(
    0,
    ...steps.map(({ operation, after, afterEnd = [] }) =>
      operation.kind === "join" ? 0 : after.length + afterEnd.length,
    ),
  );

/** The quickest of a few, as what slows the others down is not ours. */
async function measured(services: number, one: Case): Promise<Measured> {
  const engine = new MemoryEngine();
  engine.addImage("x:1");
  engine.addImage("x:2");
  await run(await planOf(await projectOf(fileOf(services, one, "x:1")), engine), engine, Number.POSITIVE_INFINITY);
  const project = await projectOf(fileOf(services, one, one.name.endsWith("nothing to do") ? "x:1" : "x:2"));
  const observed = await observedOf(engine, project);
  const options = { ...defaultUp, ...one.options };
  let best = Number.POSITIVE_INFINITY;
  let plan: Plan | undefined;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    plan = planUp(project, observed, options);
    best = Math.min(best, performance.now() - began);
  }
  if (plan === undefined) throw new Error("nothing was planned");
  return { ms: best, steps: plan.steps.length, edges: edgesOf(plan) };
}

const say = (cells: readonly string[]): void =>
  void process.stdout.write(
    `${[cells[0]?.padEnd(44), ...cells.slice(1).map((cell) => cell.padStart(10))].join(" ")}\n`,
  );

const told = (is: number, aim: number | undefined): string =>
  aim === undefined ? "" : is <= aim ? `≤ ${aim}` : `> ${aim} !`;

function table(): void {
  say(["", "half, ms", "whole, ms", "growth", "aim", "steps", "edges/step", "aim"]);
  for (const [index, one] of cases.entries()) {
    const half = apart(index, one.services / 2);
    const whole = half && apart(index, one.services);
    const text = (measured: Measured | undefined): string => (measured ? measured.ms.toFixed(0) : `> ${limitMs}`);
    say([
      `${one.services} services, ${one.name}`,
      text(half),
      half ? text(whole) : "",
      half && whole ? `× ${(whole.ms / half.ms).toFixed(1)}` : "",
      whole ? told(whole.ms, one.aimMs) : "never !",
      whole ? String(whole.steps) : "",
      whole ? whole.edges.toFixed(1) : "",
      whole ? told(whole.edges, one.aimEdges) : "",
    ]);
  }
}

const [index, services] = process.argv.slice(2);
const asked = cases[Number(index)];
if (index === undefined || asked === undefined) table();
else process.stdout.write(JSON.stringify(await measured(Number(services), asked)));
