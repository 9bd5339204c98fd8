/** The engine over TCP: a plain relay on loopback stands in front of its socket. */
import { once } from "node:events";
import { createServer, connect as dial, type Server } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, idle, never, newProject, open } from "../../support/engines.ts";

const [address = ""] = engineAddresses;
let relay: Server;
let engine: Engine;
let project: string;

beforeEach(async () => {
  relay = createServer((near) => {
    const far = dial(address.replace("unix://", ""));
    near.pipe(far).pipe(near);
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
  }).listen(0, "127.0.0.1");
  await once(relay, "listening");
  const bound = relay.address();
  if (bound === null || typeof bound === "string") throw new Error("no port was given");
  engine = await open(`tcp://127.0.0.1:${bound.port}`);
  project = newProject();
});
afterEach(async () => {
  await cleanUp(engine, project);
  engine.close();
  relay.close();
});

test.runIf(address.startsWith("unix://"))("a container is made, runs and is seen over TCP", async () => {
  const id = await engine.createContainer({ name: `${project}-1`, config: idle(project) }, never);
  await engine.startContainer(id, never);
  const { containers } = await engine.snapshot({ project, images: [] }, never);
  expect(containers.map(({ name, status }) => [name, status.state])).toEqual([[`${project}-1`, "running"]]);
  expect(engine.facts).toMatchObject({ address: expect.stringMatching(/^tcp:/), local: true });
});
