/** What commands load that ask an engine and change nothing; see test/cli/built/loaded.test.ts. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, newProject, open } from "../../support/engines.ts";
import { loadedBy } from "../../support/loaded.ts";
import { runProgram } from "../../support/program.ts";

const [address = ""] = engineAddresses;
const project = newProject();
const env = { ...process.env, DOCKER_HOST: address };
let engine: Engine;
let folder: string;

beforeAll(async () => {
  engine = await open(address);
  folder = await mkdtemp(join(tmpdir(), `${project}-`));
  const text = `name: ${project}\nservices:\n  web: {image: busybox, command: sleep infinity, stop_signal: SIGKILL}\n`;
  await writeFile(join(folder, "compose.yaml"), text);
  expect((await runProgram(["up", "-d"], { cwd: folder, env })).code).toBe(0);
});
afterAll(async () => {
  await cleanUp(engine, project);
  engine.close();
  await rm(folder, { recursive: true });
});

test.each([
  ["ps", ["ps"]],
  ["plan", ["plan"]],
  ["up", ["up", "-d"]],
])("%s, with nothing to do, loads what is in its list, and no more", async (name, words) => {
  await expect(await loadedBy(words, folder, env)).toMatchFileSnapshot(`../../cli/golden/loaded/${name}.txt`);
});
