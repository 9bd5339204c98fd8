/** Both tools on one project, in turns, on a real engine: neither recreates what the other made, and each takes it away. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine/port.ts";
import { cleanUp, engineAddresses, never, newProject, open } from "../support/engines.ts";
import { runProgram } from "../support/program.ts";

const [address = ""] = engineAddresses;
/** Docker looks for its plugins there; other tests have no such folder on purpose. */
const env = { ...process.env, DOCKER_HOST: address, DOCKER_CONFIG: join(homedir(), ".docker"), TOKEN: "swordfish" };

const dockerCompose = async (args: readonly string[], cwd?: string): Promise<string> => {
  const { stdout, stderr } = await promisify(execFile)("docker", ["compose", ...args], { env, cwd });
  return stdout + stderr;
};
const version = await dockerCompose(["version", "--short"]).catch(() => undefined);
const isVersion2 = version?.startsWith("2.");
const skipped = version !== undefined ? "" : " (skipped: docker compose is not installed)";

const files: Readonly<Record<string, string>> = {
  "compose.yaml": `
services:
  web:
    image: busybox
    init: true
    command: ["sh", "-c", "sleep 600"]
    environment: {MODE: live, EMPTY: "", DOLLAR: "a$$b"}
    env_file: web.env
    labels: {tier: front}
    depends_on: {db: {condition: service_healthy}}
    networks: {front: {aliases: [www]}, back: }
    expose: ["3000"]
    ports: ["127.0.0.1::80"]
    ulimits: {nofile: {soft: 1000, hard: 2000}}
    mem_limit: 64m
    stop_grace_period: 1s
  db:
    image: busybox
    init: true
    command: sleep 600
    networks: [back]
    volumes: ["data:/data", "/anonymous", "./web.env:/bound:ro"]
    tmpfs: [/run]
    healthcheck: {test: "true", interval: 1s, retries: 20}
    secrets: [file]
    stop_grace_period: 1s
  app:
    image: busybox
    init: true
    command: sleep 600
    deploy: {replicas: 2, resources: {limits: {cpus: "0.5"}}}
    network_mode: none
    configs: [written]
    secrets: [variable]
    cap_add: [NET_ADMIN]
    dns: [1.1.1.1]
    extra_hosts: ["one:10.0.0.1"]
    restart: unless-stopped
    logging: {driver: json-file, options: {max-size: 1m}}
    stop_grace_period: 1s
networks: {front: , back: {internal: true, labels: {a: b}}}
volumes: {data: {labels: {keep: "yes"}}}
secrets: {file: {file: ./token}, variable: {environment: TOKEN}}
configs: {written: {content: "level=info\\n"}}
`,
  "web.env": 'FROM_FILE=1\nQUOTED="two words"\n',
  token: "token\n",
};

describe.skipIf(version === undefined)(`both tools on one project${skipped}`, () => {
  let engine: Engine;
  let project: string;
  let folder: string;

  beforeEach(async () => {
    engine = await open(address);
    project = newProject();
    folder = await mkdtemp(join(tmpdir(), `${project}-`));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  });
  afterEach(async () => {
    await cleanUp(engine, project);
    engine.close();
    await rm(folder, { recursive: true });
  });

  const theirs = (...args: readonly string[]): Promise<string> => dockerCompose(["-p", project, ...args], folder);
  async function ours(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await runProgram(["-p", project, ...args], { env, cwd: folder });
    expect(code, stdout + stderr).toBe(0);
    return stdout + stderr;
  }

  const edit = (before: string, after: string): Promise<void> =>
    writeFile(join(folder, "compose.yaml"), (files["compose.yaml"] ?? "").replace(before, after));

  /** Names, ids and since when they run: equal where nothing was recreated, restarted or connected otherwise. */
  async function life(): Promise<readonly string[]> {
    const { containers, networks, volumes } = await engine.snapshot({ project, images: [] }, never);
    // Other tests run on the same engine.
    const isOwn = ({ labels }: { readonly labels: Readonly<Record<string, string>> }): boolean =>
      Object.values(labels).includes(project);
    return [
      ...containers.map(({ name, id, status }) => `${name} ${id} ${status.state} ${status.startedAt}`),
      ...networks.filter(isOwn).map(({ name, id }) => `${name} ${id}`),
      ...volumes.filter(isOwn).map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`),
    ].toSorted();
  }

  test("what docker compose made is up to date for windlass, which leaves it and takes it away", async () => {
    await theirs("up", "-d", "--wait");
    const before = await life();
    expect(before.filter((line) => line.includes(" running "))).toHaveLength(4);
    expect(await ours("plan", "--detailed-exitcode")).toContain("Nothing to do");
    await ours("up", "-d");
    expect(await life()).toEqual(before);
    expect(await ours("ps", "--services")).toBe("app\ndb\nweb\n");
    await ours("down", "-v");
    expect((await life()).filter((line) => line.startsWith(project))).toEqual([]);
  });

  test("what windlass made is up to date for docker compose, which leaves it and takes it away", async () => {
    // Versions 2 and 5 of docker compose have different hashes for a bind; windlass has that of 5.
    if (isVersion2) await edit(', "./web.env:/bound:ro"', "");
    await ours("up", "-d", "--wait");
    const before = await life();
    expect(before.filter((line) => line.includes(" running "))).toHaveLength(4);
    const said = await theirs("up", "-d");
    expect(said).not.toMatch(/Recreat|Creat|Starting|Started/);
    expect(said).toMatch(/Container \S+-web-1 +(Running|Healthy)/);
    expect(await life()).toEqual(before);
    expect((await theirs("ps", "--services")).trim().split("\n").toSorted()).toEqual(["app", "db", "web"]);
    await theirs("down", "-v");
    expect((await life()).filter((line) => line.startsWith(project))).toEqual([]);
  });

  test("a service that one of them scales or changes is the same to the other", async () => {
    await theirs("up", "-d");
    await ours("up", "-d", "--scale", "app=3");
    const before = await life();
    await theirs("up", "-d", "--scale", "app=3");
    expect(await life()).toEqual(before);
    await edit("MODE: live", "MODE: test");
    await ours("up", "-d", "--scale", "app=3");
    const changed = await life();
    expect(changed.filter((line) => !before.includes(line))).toEqual([expect.stringMatching(/-web-1 .* running /)]);
    await theirs("up", "-d", "--scale", "app=3");
    expect(await life()).toEqual(changed);
  });
});
