/** What a service with the engine's socket gets: the logins of this machine among it, and in no plan. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withApiSocket } from "../src/api-socket.ts";
import { contentsOf } from "../src/contents.ts";
import { planText } from "../src/planner/plan/plan-text.ts";
import type { Service } from "../src/spec/project.ts";
import { MemoryEngine } from "./support/memory-engine.ts";
import { planOf, projectOf } from "./support/scenario.ts";

let home: string;
const never = new AbortController().signal;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "wdl-login-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const file = (more = ""): string =>
  `services: {agent: {image: agent, use_api_socket: true ${more}}, web: {image: agent}}`;
const login = Buffer.from("robot:swordfish").toString("base64");

async function prepared(config: object, compose = file()): ReturnType<typeof withApiSocket> {
  await writeFile(join(home, "config.json"), JSON.stringify(config));
  return withApiSocket(await projectOf(compose), { DOCKER_CONFIG: home }, never);
}

const serviceOf = (project: Awaited<ReturnType<typeof prepared>>, name: string): Service | undefined =>
  [...project.services.values()].find((service) => service.name === name);

test("it gets the socket, a place for the settings and the logins; others get nothing", async () => {
  const project = await prepared({ auths: { "registry.example": { auth: login } }, credsStore: "" });
  expect(serviceOf(project, "agent")).toMatchObject({
    volumes: [{ type: "bind", source: "/var/run/docker.sock", target: "/var/run/docker.sock", createHostPath: false }],
    environment: { DOCKER_CONFIG: "/run/secrets/docker" },
    configs: [{ target: "/run/secrets/docker/config.json" }],
  });
  expect(serviceOf(project, "web")).toMatchObject({ volumes: [], environment: {}, configs: [] });
  const bytes = await contentsOf(project)("configs.#apisocket");
  expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual({ auths: { "registry.example": { auth: login } } });
});

test("a DOCKER_CONFIG of the file's own stays", async () => {
  const project = await prepared(
    { auths: { "registry.example": { auth: login } } },
    file(", environment: {DOCKER_CONFIG: /mine}"),
  );
  expect(serviceOf(project, "agent")?.environment).toEqual({ DOCKER_CONFIG: "/mine" });
});

test("the plan marks the service, and has no login in it", async () => {
  const engine = new MemoryEngine();
  engine.addImage("agent");
  const project = await prepared({ auths: { "registry.example": { auth: login } } });
  const plan = await planOf(project, engine);
  const verdict = plan.verdicts.find(({ resource }) => resource.service === "agent" && resource.kind === "container");
  expect(verdict?.marks).toContain("controls the engine, as root on its host");
  expect(JSON.stringify(plan) + planText(plan)).not.toContain(login);
});

test("without logins nothing is copied", async () => {
  const project = await prepared({ auths: {} });
  expect(serviceOf(project, "agent")).toMatchObject({
    configs: [],
    environment: { DOCKER_CONFIG: "/run/secrets/docker" },
  });
});

test("a project without such a service is not touched", async () => {
  const project = await projectOf("services: {web: {image: x}}");
  expect(await withApiSocket(project, {}, never)).toBe(project);
});
