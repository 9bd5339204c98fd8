/** How often the engine is asked, and what is said of what it can't do: the command in front of a real engine. */
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, never, newProject, open } from "../../support/engines.ts";
import { runProgram } from "../../support/program.ts";

const [address = ""] = engineAddresses;

let engine: Engine;
let project: string;

beforeEach(async () => {
  engine = await open(address);
  project = newProject();
});
afterEach(async () => {
  await cleanUp(engine, project);
  engine.close();
});

interface Ended {
  readonly code: number | null;
  readonly err: string;
}

/** `windlass -f - …` with this project file. */
async function windlass(compose: string, argv: readonly string[], host: string = address): Promise<Ended> {
  const { code, stderr } = await runProgram(["-f", "-", "-p", project, ...argv], {
    stdin: compose,
    env: { ...process.env, DOCKER_HOST: host },
  });
  return { code, err: stderr };
}

test("a port that another program holds is told with its line before anything is made", async () => {
  const server = createServer().listen(0, "0.0.0.0");
  await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port was given");
  const compose = `services:\n  a:\n    image: busybox\n    ports: ["${bound.port}:80"]\n`;
  const { code, err } = await windlass(compose, ["up", "-d"]);
  server.close();
  expect(code).toBe(1);
  expect(err).toMatch(
    /^error\[port-taken\]: .*is already in use by (the process \S+ \(\d+\)|another program on this host)\n --> .*:4:13\n/,
  );
  const { networks } = await engine.snapshot({ project, images: [] }, never);
  expect(networks.filter(({ name }) => name.startsWith(project))).toEqual([]);
});

test("an image that nobody has is one message without a stack, and the next up takes over what was made", async () => {
  const file = (image: string): string => `services: {a: {image: ${image}, command: sleep 600, init: true}}`;
  const { code, err } = await windlass(file("wdl-nobody-has/this:1"), ["--progress", "quiet", "up", "-d"]);
  expect(code).toBe(1);
  expect(err).toMatch(/^error\[(image-not-found|pull-failed)\]: .*wdl-nobody-has\/this:1/);
  expect(err).not.toMatch(/^\s+at /m);
  expect((await windlass(file("busybox"), ["up", "-d"])).code).toBe(0);
});

test("without an engine the message says what was tried", async () => {
  const { code, err } = await windlass("services: {a: {image: busybox}}", ["up", "-d"], "unix:///nowhere/docker.sock");
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("unix:///nowhere/docker.sock") });
});
