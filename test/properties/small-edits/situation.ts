/** The engine and the machine on which small edits happen, and what may happen to them between two runs. */
import type { Clock } from "../../../src/core/clock.ts";
import { WindlassError } from "../../../src/core/errors.ts";
import type { Host } from "../../../src/engine/host.ts";
import { systemClock } from "../../../src/executor/system-clock.ts";
import type { Stored } from "../../support/memory/state.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { noHost, projectOf, up } from "../../support/scenario.ts";

export const mishapKinds = [
  "exits",
  "pauses",
  "removed",
  "disconnected",
  "disconnected-from-all",
  "restarted",
  "all-stopped",
  "image-moved",
  "images-moved",
  "orphan",
  "other-variables",
] as const;

export type MishapKind = (typeof mishapKinds)[number];

export interface Mishap {
  readonly kind: MishapKind;
  /** Which of the containers, by their names. */
  readonly container: number;
}

export interface Situation {
  readonly engine: MemoryEngine;
  /** What a provider tells. */
  variable: string;
}

export function newSituation(): Situation {
  const engine = new MemoryEngine();
  engine.addImage("i:1", { volumes: ["/own"] });
  engine.addImage("i:2");
  for (const name of ["a", "b", "c", "d", "e", "r0", "r1", "r2"]) engine.addImage(`built-${name}`);
  engine.programs.set("job", { exits: 0 });
  return { engine, variable: "1" };
}

export const copyOf = ({ engine, variable }: Situation): Situation => ({ engine: engine.copy(), variable });

/** Another image than the reference has. */
function newImage({ engine }: Situation, reference: string): void {
  const { references: _, ...image } = engine.images.get(reference) ?? { references: [] };
  const id = `sha256:${Buffer.from(`${reference} again`).toString("hex").padEnd(64, "0").slice(0, 64)}`;
  const moved = {
    ...(image as Omit<NonNullable<ReturnType<typeof engine.images.get>>, "references">),
    id,
    references: [reference],
  };
  engine.registry.set(reference, moved);
}

const mishaps: Readonly<Record<MishapKind, (situation: Situation, container: Stored) => void | Promise<void>>> = {
  exits: ({ engine }, { name }) => engine.become(name, { state: "exited", exitCode: 1 }),
  pauses: ({ engine }, { name, status }) => {
    if (status.state === "running") engine.become(name, { state: "paused" });
  },
  removed: ({ engine }, { id }) => engine.removeContainer(id, { volumes: false }),
  disconnected: async ({ engine }, { id, endpoints }) => {
    const [network] = endpoints.keys();
    if (network !== undefined) await engine.disconnectNetwork(id, network);
  },
  "disconnected-from-all": async ({ engine }, { id, endpoints }) => {
    for (const network of [...endpoints.keys()]) await engine.disconnectNetwork(id, network);
  },
  restarted: ({ engine }, { name, status }) => {
    if (status.state === "running") engine.restart(name);
  },
  "all-stopped": async ({ engine }) => {
    for (const { id } of [...engine.containers.values()]) await engine.stopContainer(id);
  },
  "image-moved": (situation, { config }) => newImage(situation, config.image),
  "images-moved": (situation) => {
    for (const reference of [...situation.engine.images.keys()]) newImage(situation, reference);
  },
  orphan: async ({ engine }) => {
    const left = await projectOf("services: {left: {image: i:1, container_name: name1, ports: ['8001:80']}}");
    await up(left, engine);
  },
  "other-variables": (situation) => {
    situation.variable = "2";
  },
};

/** @returns what happened, in words; nothing where there is no container */
export async function happen(situation: Situation, { kind, container }: Mishap): Promise<string | undefined> {
  const all = [...situation.engine.containers.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const one = all[container % Math.max(1, all.length)];
  if (one === undefined) return undefined;
  const words = `${kind} ${one.name}`;
  try {
    await mishaps[kind](situation, one);
  } catch (error) {
    // What the engine refuses has not happened, or only half of it.
    if (!(error instanceof WindlassError)) throw error;
  }
  situation.engine.calls.length = 0;
  return words;
}

/** A program that tells one variable. */
export const hostOf = (situation: Situation): Host => ({
  ...noHost,
  findProgram: async () => "/bin/cloud",
  runProgram: async ({ args, onLine }) => {
    if (args[1] === "metadata") return { code: 1, errors: "" };
    onLine(JSON.stringify({ type: "setenv", message: `URL=${situation.variable}` }));
    return { code: 0, errors: "" };
  },
});

/** What settles does so after a few turns; everything longer takes its time. */
export const quickClock: Clock = {
  now: () => systemClock.now(),
  sleep: async (ms, signal) => {
    if (ms > 1_000) return systemClock.sleep(ms, signal);
    for (let left = 8; left > 0; left--) {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    }
  },
};
