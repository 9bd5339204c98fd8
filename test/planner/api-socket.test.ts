/** What a service with the engine's socket gets: the logins of this machine among it, and in no plan. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { stepsText as planText } from "../../src/cli/render/plan-steps.ts";
import { systemClock } from "../../src/executor/system-clock.ts";
import { contentsOf, execute, planUp } from "../../src/pipeline.ts";
import { withApiSocket } from "../../src/planner/api-socket.ts";
import type { Plan } from "../../src/planner/plan/plan.ts";
import { serviceHash } from "../../src/planner/wanted/config-hash.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { defaultUp, planOf, projectOf } from "../support/scenario.ts";

let home: string;
let engine: MemoryEngine;
const signal = new AbortController().signal;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "wdl-login-"));
  engine = new MemoryEngine();
  engine.addImage("agent");
});
afterEach(() => rm(home, { recursive: true, force: true }));

const file = (more = ""): string =>
  `services: {agent: {image: agent, use_api_socket: true ${more}}, web: {image: agent}}`;
const login = (password: string): string => Buffer.from(`robot:${password}`).toString("base64");

/** `docker login`, or a logout. */
const loggedIn = (auth?: string): Promise<void> =>
  writeFile(join(home, "config.json"), JSON.stringify({ auths: auth ? { "registry.example": { auth } } : {} }));

const planned = async (compose = file()): Promise<Plan> =>
  planUp(await projectOf(compose), defaultUp, { engine, signal, env: { DOCKER_CONFIG: home } });

async function up(): Promise<Plan> {
  const plan = await planned();
  const contents = await contentsOf(await projectOf(file()), { DOCKER_CONFIG: home });
  const report = await execute(plan, { engine, signal, clock: systemClock, emit: () => {}, contents });
  expect(report.failures).toEqual([]);
  return plan;
}

const configOf = (plan: Plan, name: string): object | undefined =>
  plan.steps.flatMap(({ operation }) =>
    operation.kind === "create-container" && operation.name === name ? [operation.config] : [],
  )[0];

test("it gets the socket, a place for the settings and the logins; others get nothing", async () => {
  await loggedIn(login("swordfish"));
  const plan = await up();
  const socket = "/var/run/docker.sock";
  expect(configOf(plan, "shop-agent-1")).toMatchObject({
    mounts: [{ type: "bind", source: socket, target: socket, createHostPath: true }],
    environment: { DOCKER_CONFIG: "/run/secrets/docker" },
  });
  expect(configOf(plan, "shop-web-1")).toMatchObject({ mounts: [], environment: {} });
  expect(engine.filesIn("shop-agent-1")).toEqual({
    "/run/secrets/docker/config.json": JSON.stringify({ auths: { "registry.example": { auth: login("swordfish") } } }),
  });
  expect(engine.filesIn("shop-web-1")).toEqual({});
});

test("another login replaces those that have it; the same asks for nothing", async () => {
  await loggedIn(login("swordfish"));
  await up();
  expect((await planned()).steps).toEqual([]);
  await loggedIn(login("marlin"));
  expect(planText(await planned())).toContain("configs.#apisocket content changed");
});

test("a DOCKER_CONFIG of the file's own stays", async () => {
  const plan = await planned(file(", environment: {DOCKER_CONFIG: /mine}"));
  expect(configOf(plan, "shop-agent-1")).toMatchObject({ environment: { DOCKER_CONFIG: "/mine" } });
});

test("the plan marks the service once, and has neither a login nor its hash in it", async () => {
  const hash = "0123abc";
  const plan = await planOf(await projectOf(file()), engine, {}, { logins: { hash } });
  const verdict = plan.verdicts.find(({ resource }) => resource.service === "agent" && resource.kind === "container");
  expect(verdict?.marks).toEqual(["controls the engine, as root on its host"]);
  await loggedIn(login("swordfish"));
  const real = await planned();
  expect(JSON.stringify(plan) + JSON.stringify(real) + planText(real)).not.toMatch(
    new RegExp(`${hash}|${login("swordfish")}`),
  );
});

test("without logins nothing is copied", async () => {
  await loggedIn();
  await up();
  expect(engine.filesIn("shop-agent-1")).toEqual({});
});

test("a container whose file system is read-only can't be given logins, and the line is that of the socket", async () => {
  const project = await projectOf(file(", read_only: true"));
  await expect(planOf(project, engine, {}, { logins: { hash: "x" } })).rejects.toMatchObject({
    diagnostics: [{ code: "conflicting-attributes", path: "services.agent.use_api_socket" }],
  });
  expect((await planOf(project, engine)).steps).not.toEqual([]);
});

test("a project without such a service is not touched", async () => {
  const project = await projectOf("services: {web: {image: x}}");
  expect(withApiSocket(project, {})).toBe(project);
});

test("its hash is docker compose's, which counts what is added", async () => {
  const text = `services:
  s: {image: busybox, command: sleep 100, stop_signal: SIGKILL, use_api_socket: true}
  e: {image: busybox, environment: {Z: "1", A: "2"}, configs: [c], use_api_socket: true}
configs: {c: {content: x}}
`;
  const { services } = withApiSocket(await projectOf(text), {});
  expect([...services.values()].map((service) => [service.name, serviceHash(service)])).toEqual([
    ["e", { value: "cae458f51fe1c366cafd83b3b7915c068357cd3b1db7ff0adb4bba37d9619fea" }],
    ["s", { value: "1c54b839ff62bc7d06600c3d46833e86979aa7b53dc7b1f1a6ee3da19773b26a" }],
  ]);
});
