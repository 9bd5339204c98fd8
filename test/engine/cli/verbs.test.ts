/** Commands that act on containers as they are, with the built command on a real engine: what each leaves, and who runs on. */
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

/** `web` counts the signals that it gets; `db` needs its health to count as started. */
const compose = `services:
  web:
    image: busybox
    command: sh -c 'trap "echo hup" HUP; while :; do sleep 0.1; done'
    stop_grace_period: 0s
    depends_on: {db: {condition: service_healthy, restart: true}}
  db:
    image: busybox
    init: true
    command: sleep 600
    healthcheck: {test: "true", interval: 200ms}
`;

beforeAll(async () => {
  engine = await open(address);
  folder = await mkdtemp(join(tmpdir(), `${project}-`));
  await writeFile(join(folder, "compose.yaml"), compose);
  expect(await windlass("up -d")).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await cleanUp(engine, project);
  engine.close();
  await rm(folder, { recursive: true });
});

/** In the project's folder. */
const windlass = (argv: string, stdin?: string): Promise<Ended> =>
  runProgram(argv.split(" "), {
    cwd: folder,
    env: { ...process.env, DOCKER_HOST: address, COMPOSE_PROJECT_NAME: project },
    stdin,
  });

/** From a folder without a file: by labels alone. */
const byLabels = (argv: string): Promise<Ended> =>
  runProgram(["-p", project, ...argv.split(" ")], { cwd: "/", env: { ...process.env, DOCKER_HOST: address } });

/** `web-1 running`, sorted. */
async function states(): Promise<readonly string[]> {
  const { containers } = await engine.snapshot({ project, images: [] }, never);
  return containers.map(({ name, status }) => `${name.replace(`${project}-`, "")} ${status.state}`).toSorted();
}

const ids = async (): Promise<readonly string[]> =>
  (await engine.snapshot({ project, images: [] }, never)).containers.map(({ id }) => id).toSorted();

test("restart, stop and start keep the containers, wait for health, and work without the file", async () => {
  const before = await ids();
  const { code, stderr } = await windlass("restart db");
  expect(code).toBe(0);
  expect(stderr).toContain(` Container ${project}-web-1 Restarting `);
  expect(stderr).toContain(` Container ${project}-db-1 Healthy `);
  expect(await byLabels("stop -t 0 db")).toMatchObject({ code: 0 });
  expect(await states()).toEqual(["db-1 exited", "web-1 running"]);
  expect(await windlass("stop")).toMatchObject({ code: 0 });
  const started = await byLabels("start --wait web");
  expect(started.code).toBe(0);
  expect(started.stderr).toContain(` Container ${project}-db-1 Healthy `);
  expect(await states()).toEqual(["db-1 running", "web-1 running"]);
  expect(await ids()).toEqual(before);
});

test("pause freezes one service; what is paused already is refused in docker's words", async () => {
  expect(await windlass("pause web")).toMatchObject({ code: 0 });
  expect(await states()).toEqual(["db-1 running", "web-1 paused"]);
  const again = await windlass("pause web");
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("is already paused") });
  expect(await windlass("unpause web")).toMatchObject({ code: 0 });
  expect(await states()).toEqual(["db-1 running", "web-1 running"]);
});

test("kill sends the signal that is asked for", async () => {
  expect(await windlass("kill -s HUP web")).toMatchObject({ code: 0 });
  await expect.poll(async () => (await windlass("logs --no-log-prefix web")).stdout, { timeout: 5000 }).toBe("hup\n");
  expect(await windlass("kill -s NONSENSE web")).toMatchObject({ code: 1 });
  expect(await windlass("kill web")).toMatchObject({ code: 0 });
  expect(await states()).toEqual(["db-1 running", "web-1 exited"]);
});

test("rm asks a line of standard input, and removes what has stopped", async () => {
  const going = `Going to remove ${project}-web-1\n`;
  expect(await windlass("rm", "n\n")).toMatchObject({ code: 0, stdout: going });
  expect(await windlass("rm")).toMatchObject({ code: 0, stdout: going });
  expect(await states()).toEqual(["db-1 running", "web-1 exited"]);
  expect(await windlass("rm", "y\n")).toMatchObject({ code: 0, stdout: going });
  expect(await states()).toEqual(["db-1 running"]);
});

test("scale makes containers and takes them away again", async () => {
  expect(await windlass("scale db=3")).toMatchObject({ code: 0 });
  expect(await states()).toEqual(["db-1 running", "db-2 running", "db-3 running"]);
  expect(await windlass("scale --no-deps db=1")).toMatchObject({ code: 0 });
  expect(await states()).toEqual(["db-1 running"]);
});
