/** A project's life with the built command on a real engine: what each command says, what it leaves, how it ends. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, never, newProject, open } from "../../support/engines.ts";
import { type Ended, runProgram } from "../../support/program.ts";

const [address = ""] = engineAddresses;

const project = newProject();
let engine: Engine;
let folder: string;

const compose = (command = "sleep 600"): string => `services:
  web:
    image: busybox
    init: true
    command: ${command}
    depends_on: [db]
  db:
    image: busybox
    init: true
    command: sh -c 'echo ready && sleep 600'
    volumes: ["data:/data"]
  job:
    image: busybox
    command: sh -c 'exit 3'
    network_mode: none
    profiles: [tools]
volumes:
  data:
`;

beforeAll(async () => {
  engine = await open(address);
  folder = await mkdtemp(join(tmpdir(), `${project}-`));
  await writeFile(join(folder, "compose.yaml"), compose());
});
afterAll(async () => {
  await cleanUp(engine, project);
  engine.close();
  await rm(folder, { recursive: true });
});

/** In the project's folder, as a user: the project's name comes from the environment. */
const windlass = (argv: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  runProgram(argv.split(" "), {
    cwd: folder,
    env: { ...process.env, DOCKER_HOST: address, COMPOSE_PROJECT_NAME: project, ...env },
  });

/** `web-1 running`, sorted. */
async function states(): Promise<readonly string[]> {
  const { containers } = await engine.snapshot({ project, images: [] }, never);
  return containers.map(({ name, status }) => `${name.replace(`${project}-`, "")} ${status.state}`).toSorted();
}

const ids = async (): Promise<readonly string[]> =>
  (await engine.snapshot({ project, images: [] }, never)).containers.map(({ id }) => id).toSorted();

const volumes = async (): Promise<readonly string[]> =>
  (await engine.snapshot({ project, images: [] }, never)).volumes
    .map(({ name }) => name)
    .filter((name) => name.startsWith(project));

test("on an empty engine, plan and --dry-run show what up would create, and create nothing", async () => {
  const plan = await windlass("plan");
  expect(plan.code).toBe(0);
  expect(plan.stdout).toMatch(new RegExp(`\\+ container {2}${project}-web-1 +create`));
  expect((await windlass("plan --detailed-exitcode")).code).toBe(2);
  const dry = await windlass("--dry-run up -d");
  expect(dry).toMatchObject({ code: 0, stdout: plan.stdout });
  expect(await states()).toEqual([]);
  expect(await volumes()).toEqual([]);
});

test("create makes the containers and starts none; up starts those same ones", async () => {
  expect((await windlass("create")).code).toBe(0);
  expect(await states()).toEqual(["db-1 created", "web-1 created"]);
  const created = await ids();
  const { code, stdout, stderr } = await windlass("up -d");
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(stderr).toContain(` Container ${project}-web-1 Started \n`);
  expect(await states()).toEqual(["db-1 running", "web-1 running"]);
  expect(await ids()).toEqual(created);
});

test("a second up says that all runs, and leaves it as it is", async () => {
  const before = await ids();
  expect(await windlass("up -d")).toEqual({
    code: 0,
    stdout: "",
    stderr: ` Container ${project}-db-1 Running \n Container ${project}-web-1 Running \nnothing to do: 2 running\n`,
  });
  expect(await ids()).toEqual(before);
  expect(await windlass("plan --detailed-exitcode")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("Nothing to do"),
  });
});

test("config --hash is the label of what up made", async () => {
  const { stdout } = await windlass("config --hash *");
  const { containers } = await engine.snapshot({ project, images: [] }, never);
  const labels = containers.map(({ config }) => [
    config.labels["com.docker.compose.service"],
    config.labels["com.docker.compose.config-hash"],
  ]);
  const lines = labels.map((line) => line.join(" ")).toSorted();
  expect(`${lines.join("\n")}\n`).toBe(stdout);
  expect(lines).toHaveLength(2);
});

test("an edit recreates its service alone", async () => {
  const before = await ids();
  await writeFile(join(folder, "compose.yaml"), compose("sleep 700"));
  expect((await windlass("plan")).stdout).toMatch(/± container {2}\S+-web-1 +recreate/);
  expect((await windlass("up -d")).code).toBe(0);
  const after = await ids();
  expect(after.filter((id) => before.includes(id))).toHaveLength(1);
  expect(await states()).toEqual(["db-1 running", "web-1 running"]);
});

test("ps lists what runs, as a table, as names and as JSON", async () => {
  expect((await windlass("ps --services")).stdout).toBe("db\nweb\n");
  expect((await windlass("ps -q")).stdout.trim().split("\n").toSorted()).toEqual(await ids());
  const { stdout } = await windlass("ps --format json");
  const rows = stdout.trim().split("\n");
  expect(rows.map((row) => JSON.parse(row).Name)).toEqual([`${project}-db-1`, `${project}-web-1`]);
  expect((await windlass("ps")).stdout).toMatch(/^NAME .*STATUS/);
});

test("logs has the containers' names before its lines, or not", async () => {
  await expect.poll(async () => (await windlass("logs db")).stdout).toMatch(/^db-1 +\| ready\n$/);
  expect((await windlass("logs --no-log-prefix db")).stdout).toBe("ready\n");
});

test("a service of a profile runs when it is named; its exit is no failure of up -d", async () => {
  expect((await windlass("up -d job")).code).toBe(0);
  await expect.poll(states).toContain("job-1 exited");
  expect((await windlass("ps --services")).stdout).not.toContain("job");
  expect((await windlass("ps -a --services")).stdout).toContain("job");
});

test("--scale adds containers beside the first, and takes them away again", async () => {
  expect((await windlass("up -d --scale web=2")).code).toBe(0);
  expect(await states()).toContain("web-2 running");
  expect((await windlass("up -d")).code).toBe(0);
  expect((await states()).filter((line) => line.startsWith("web"))).toEqual(["web-1 running"]);
});

test("COMPOSE_PROGRESS chooses the form of progress, and a flag wins over it", async () => {
  const json = await windlass("up -d", { COMPOSE_PROGRESS: "json" });
  for (const line of json.stderr.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("id");
  expect(json.stderr).not.toBe("");
  expect((await windlass("--progress quiet up -d", { COMPOSE_PROGRESS: "json" })).stderr).toBe("");
});

test("an orphan is told of, and removed with --remove-orphans", async () => {
  const alone = join(folder, "alone.yaml");
  await writeFile(alone, "services: {db: {image: busybox, init: true, command: sleep 600}}\n");
  const told = await windlass(`-f ${alone} up -d`);
  expect(told).toMatchObject({ code: 0, stderr: expect.stringContaining(`${project}-web-1`) });
  expect(await states()).toContain("web-1 running");
  expect((await windlass(`-f ${alone} up -d --remove-orphans`)).code).toBe(0);
  expect(await states()).toEqual(["db-1 running"]);
});

test("--wait ends when all is healthy, and fails at --wait-timeout where something is not", async () => {
  const sick = join(folder, "sick.yaml");
  const service = (check: string): string =>
    `services: {db: {image: busybox, init: true, command: sleep 600, healthcheck: {test: "${check}", interval: 1s}}}`;
  await writeFile(sick, service("true"));
  expect((await windlass(`-f ${sick} up -d --wait`)).code).toBe(0);
  await writeFile(sick, service("false"));
  const { code, stderr } = await windlass(`-f ${sick} up -d --wait --wait-timeout 2`);
  expect(code).toBe(1);
  expect(stderr).toContain("error[wait-timeout]: application not healthy after 2s");
});

test("a service that the file doesn't have is an error, whatever the command", async () => {
  for (const command of ["ps", "logs", "up -d", "down"]) {
    const { code, stderr } = await windlass(`${command} wbe`);
    expect({ command, code }).toEqual({ command, code: 1 });
    expect(stderr).toMatch(/^error\[undefined-service\]: .*\bwbe\b/);
    expect(stderr).toMatch(/did you mean "?web"?\?/);
  }
});

test("plan --down shows what down removes; down leaves volumes, down -v removes them, and a third finds nothing", async () => {
  expect((await windlass("plan --down")).stdout).toMatch(new RegExp(`- container {2}${project}-db-1 +remove`));
  expect((await windlass("down -t 0")).code).toBe(0);
  expect(await states()).toEqual([]);
  expect(await volumes()).toEqual([`${project}_data`]);
  expect((await windlass("down -v")).code).toBe(0);
  expect(await volumes()).toEqual([]);
  const { code, stderr } = await windlass("down");
  expect(code).toBe(0);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});
