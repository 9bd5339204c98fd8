/** What the command asks of the engine: each thing once, and of others' things nothing where there is nothing to do. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, newProject, open } from "../../support/engines.ts";
import { type FaultProxy, startFaultProxy } from "../../support/fault-proxy.ts";
import { runProgram } from "../../support/program.ts";

const address = engineAddresses.find((one) => one.startsWith("unix://")) ?? "";
const project = newProject();
let engine: Engine;
let proxy: FaultProxy;
let folder: string;

const service = "{image: busybox, command: sleep infinity, stop_signal: SIGKILL}";
const compose = (more = ""): string => `name: ${project}\nservices:\n  web: ${service}\n  db: ${service}\n${more}`;

beforeAll(async () => {
  engine = await open(address);
  proxy = await startFaultProxy(address, []);
  folder = await mkdtemp(join(tmpdir(), `${project}-`));
  await writeFile(join(folder, "compose.yaml"), compose());
  expect((await callsOf("up -d")).code).toBe(0);
});
afterAll(async () => {
  await proxy.close();
  await cleanUp(engine, project);
  engine.close();
  await rm(folder, { recursive: true });
});

/** Every call of one run, sorted, ids as ID. */
async function callsOf(argv: string): Promise<{ readonly code: number | null; readonly calls: readonly string[] }> {
  const before = proxy.calls.length;
  const env = { ...process.env, DOCKER_HOST: proxy.address };
  const { code } = await runProgram(argv.split(" "), { cwd: folder, env });
  const calls = proxy.calls.slice(before).map((call) => call.replace(/[0-9a-f]{64}/, "ID"));
  return { code, calls: calls.toSorted() };
}

const ownThings = [
  "GET /_ping",
  "GET /containers/ID/json",
  "GET /containers/ID/json",
  "GET /containers/json",
  "GET /images/busybox/json",
  "GET /networks",
  "GET /volumes",
];

test.each(["up -d", "plan", `-p ${project} up -d`])(
  "%s, with nothing to do, asks for the project's things once",
  async (argv) => {
    expect(await callsOf(argv)).toEqual({ code: 0, calls: ownThings });
  },
);

test("ps asks for one list", async () => {
  expect(await callsOf("ps")).toEqual({ code: 0, calls: ["GET /_ping", "GET /containers/json"] });
});

test("what others have is asked for where something is to be made, and nothing twice", async () => {
  await writeFile(join(folder, "compose.yaml"), compose(`  more: ${service}\n`));
  const { code, calls } = await callsOf("plan");
  const others = ["GET /containers/json", "GET /info", "GET /networks/ID"];
  expect({ code, calls }).toEqual({ code: 0, calls: [...ownThings, ...others].toSorted() });
});

test("a mistake in the file is told, whatever the engine says meanwhile", async () => {
  await writeFile(join(folder, "compose.yaml"), compose("  more: {imagee: busybox}\n"));
  const env = { ...process.env, DOCKER_HOST: "unix:///nonexistent/engine.sock" };
  const { code, stderr } = await runProgram(["up", "-d"], { cwd: folder, env });
  expect(code).toBe(1);
  expect(stderr).toContain("error[unknown-key]");
  expect(stderr).not.toContain("engine");
});
