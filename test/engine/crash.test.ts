/**
 * Killed at any call: the next run arrives all the same. Each point is a project of its own on the real engine. With
 * WINDLASS_CRASH_POINTS=all every one is tried (`npm run test:full`), else one in five.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import Dockerode from "dockerode";
import { describe, expect, test } from "vitest";
import { engineAddresses, newProject } from "../support/engines.ts";
import { startFaultProxy } from "../support/fault-proxy.ts";
import { commandLine } from "../support/program.ts";

const [address = ""] = engineAddresses;
const docker = new Dockerode();

/** Two services that end at once when asked to, one after the other; `change` makes the next up replace both. */
const compose = (change: string): string => `
x-quick: &quick
  image: busybox
  command: ["sleep", "600"]
  init: true
  stop_grace_period: 1s
  environment: {CHANGE: "${change}"}
services:
  db:
    <<: *quick
    volumes: ["data:/data", "/scratch"]
    healthcheck: {test: "true", interval: 200ms, retries: 50}
    networks: [back]
  web:
    <<: *quick
    depends_on: {db: {condition: service_healthy}}
    networks: [front, back]
networks: {front: , back: }
volumes: {data: }
`;

interface Stack {
  readonly project: string;
  write(change: string): Promise<void>;
  /** Runs to its end; the exit code and what it said. */
  run(...args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }>;
  /** Runs and is killed at the nth change of the engine, before it or once it is made. Whether that point was reached. */
  killed(nth: number, side: Side, ...args: readonly string[]): Promise<boolean>;
  state(): Promise<{ readonly containers: readonly string[]; readonly networks: number; readonly volumes: number }>;
  close(): Promise<void>;
}

type Side = "before" | "after";

async function openStack(): Promise<Stack> {
  const project = newProject();
  const folder = await mkdtemp(join(tmpdir(), `${project}-`));
  const file = join(folder, "compose.yaml");
  const start = (args: readonly string[], host: string): ReturnType<typeof spawn> =>
    spawn(...commandLine(["-p", project, "-f", file, ...args]), {
      env: { ...process.env, DOCKER_HOST: host },
      stdio: ["ignore", "pipe", "pipe"],
    });
  const filters = { label: [`com.docker.compose.project=${project}`] };
  const stack: Stack = {
    project,
    write: (change) => writeFile(file, compose(change)),
    async run(...args) {
      const child = start(args, address);
      const [out, err, [code]] = await Promise.all([
        child.stdout ? text(child.stdout) : "",
        child.stderr ? text(child.stderr) : "",
        once(child, "close"),
      ]);
      return { code, output: out + err };
    },
    async killed(nth, side, ...args) {
      let reached = false;
      const tell = (): void => {
        reached = true;
        child.kill("SIGKILL");
      };
      const match = /^(POST|DELETE|PUT) /;
      const rule = { match, nth, action: { kind: `tell-${side}`, tell } } as const;
      const proxy = await startFaultProxy(address, [rule], { seesThrough: true });
      const child = start(args, proxy.address);
      child.stdout?.resume();
      child.stderr?.resume();
      await once(child, "close");
      // What was under way at the same time is done before anybody looks again: how late it may come is up to chance.
      await proxy.settled();
      await proxy.close();
      return reached;
    },
    async state() {
      const containers = await docker.listContainers({ all: true, filters });
      const networks = await docker.listNetworks({ filters });
      const { Volumes } = await docker.listVolumes({ filters: JSON.stringify(filters) });
      return {
        containers: containers.map(({ Names, State }) => `${Names[0]?.replace(`/${project}-`, "")} ${State}`).sort(),
        networks: networks.length,
        volumes: Volumes.length,
      };
    },
    async close() {
      await stack.run("down", "-v", "--remove-orphans", "-t", "0");
      await rm(folder, { recursive: true, force: true });
    },
  };
  return stack;
}

const declared = { containers: ["db-1 running", "web-1 running"], networks: 2, volumes: 1 };
const nothing = { containers: [], networks: 0, volumes: 0 };

/** Points of an operation, the calls counted from 1. An odd stride meets both sides of calls. */
const stride = process.env.WINDLASS_CRASH_POINTS === "all" ? 1 : 5;
const points = (calls: number): readonly (readonly [number, Side])[] =>
  Array.from({ length: calls }, (_, i) => [[i + 1, "before"] as const, [i + 1, "after"] as const])
    .flat()
    .filter((_, i) => i % stride === 0);

async function expectHealed(stack: Stack): Promise<void> {
  const { code, output } = await stack.run("up", "-d");
  expect(code, output).toBe(0);
  expect(await stack.state()).toEqual(declared);
  const again = await stack.run("plan", "--detailed-exitcode");
  expect(again.code, again.output).toBe(0);
  const down = await stack.run("down", "-v");
  expect(down.code, down.output).toBe(0);
  expect(await stack.state()).toEqual(nothing);
}

describe.concurrent("killed at a call", () => {
  test.each(points(7))("a first up, call %i, %s it", async (nth, side) => {
    const stack = await openStack();
    try {
      await stack.write("1");
      expect(await stack.killed(nth, side, "up", "-d")).toBe(true);
      await expectHealed(stack);
    } finally {
      await stack.close();
    }
  });

  test.each(points(10))("an up that replaces two, call %i, %s it", async (nth, side) => {
    const stack = await openStack();
    try {
      await stack.write("1");
      await stack.run("up", "-d");
      await stack.write("2");
      expect(await stack.killed(nth, side, "up", "-d")).toBe(true);
      await expectHealed(stack);
    } finally {
      await stack.close();
    }
  });

  test.each(points(7))("a down with volumes, call %i, %s it", async (nth, side) => {
    const stack = await openStack();
    try {
      await stack.write("1");
      await stack.run("up", "-d");
      expect(await stack.killed(nth, side, "down", "-v")).toBe(true);
      expect((await stack.run("down", "-v")).code).toBe(0);
      expect(await stack.state()).toEqual(nothing);
    } finally {
      await stack.close();
    }
  });
});
