/**
 * The way through docker's quickstart for Compose, typed with `windlass` in the place of `docker compose`: an app that counts
 * its visitors in Redis gets a health check, a volume, a second file, and is looked at.
 */
import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../src/engine/port.ts";
import { freePort } from "../support/addresses.ts";
import { cleanUp, engineAddresses, never, newProject, open } from "../support/engines.ts";
import { startLine } from "../support/program.ts";

const [address = ""] = engineAddresses;
const project = newProject();
const image = "python:3.12-alpine";
// No stand-in is made of this image: where it is missing, nothing of it can be shown.
const hasImage = await imageIsThere();

async function imageIsThere(): Promise<boolean> {
  const engine = await open(address);
  try {
    return (await engine.findImage(image, undefined, never)) !== undefined;
  } finally {
    engine.close();
  }
}

let engine: Engine;
let folder: string;
let port: number;

beforeAll(async () => {
  engine = await open(address);
  port = await freePort();
  folder = await mkdtemp(join(tmpdir(), `${project}-`));
  await cp(join(import.meta.dirname, "counter"), folder, { recursive: true });
  await write(".env", `APP_PORT=${port}\nREDIS_HOST=redis\n`);
  await write("bin", `#!/bin/sh\nexec ${startLine} "$@"\n`);
});
afterAll(async () => {
  await cleanUp(engine, project);
  await engine.removeImage(`${project}-web`, never);
  engine.close();
  await rm(folder, { recursive: true });
});

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

/** What is typed, and what is printed, both streams in one. @throws where it fails */
function type(line: string): string {
  const { status, stdout } = spawnSync("sh", ["-c", `windlass() { sh ./bin "$@"; }; exec 2>&1; ${line}`], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, DOCKER_HOST: address, COMPOSE_PROJECT_NAME: project, COMPOSE_PROGRESS: "plain" },
  });
  if (status !== 0) throw new Error(`${line}: exit code ${status}\n${stdout}`);
  return stdout;
}

const page = async (): Promise<string> =>
  (await fetch(`http://localhost:${port}`, { headers: { connection: "close" } })).text();

/** The page, once the app answers. */
const firstPage = async (): Promise<string> => {
  await expect.poll(() => page().catch(() => "no answer")).toMatch(/^visitor number/);
  return page();
};

const web = `services:
  web:
    build: .
    ports: ["\${APP_PORT}:5000"]
    environment:
      - REDIS_HOST=\${REDIS_HOST}
    init: true
    stop_grace_period: 1s
`;
const redis = `  redis:
    image: redis:7-alpine
`;
const healthy = `    healthcheck: {test: [CMD, redis-cli, ping], interval: 1s, retries: 5, start_period: 10s}
`;
const waits = `    depends_on:
      redis: {condition: service_healthy}
`;
const watched = `    develop:
      watch:
        - {action: sync+restart, path: ., target: /srv}
        - {action: rebuild, path: requirements.txt}
`;
const kept = `    volumes: ["visitors:/data"]
`;

test.runIf(hasImage)("docker's quickstart for Compose goes as typed", async () => {
  // The app and its store.
  await write("compose.yaml", web + redis);
  expect(type("windlass up -d")).toContain(` Image ${project}-web Built `);
  const [, first = ""] = /number (\d+)/.exec(await firstPage()) ?? [];
  expect(await page()).toBe(`visitor number ${Number(first) + 1}\n`);
  expect(type("windlass ps --services").trim().split("\n").toSorted()).toEqual(["redis", "web"]);
  type("windlass down");

  // The app waits for a store that is healthy.
  await write("compose.yaml", web + waits + redis + healthy);
  const started = type("windlass up -d");
  expect(started.indexOf(`Container ${project}-redis-1 Healthy`)).toBeGreaterThan(0);
  expect(started.indexOf(`Container ${project}-web-1 Started`)).toBeGreaterThan(
    started.indexOf(`Container ${project}-redis-1 Healthy`),
  );

  // What is to be watched changes no container, and watching itself is refused for now.
  await write("compose.yaml", web + waits + watched + redis + healthy);
  expect(type("windlass plan")).toContain("Nothing to do");
  expect(type("windlass watch || true")).toContain("that Windlass does not have yet");
  const source = await readFile(join(folder, "app.py"), "utf8");
  await write("app.py", source.replace("visitor number", "visitor number:"));
  expect(type("windlass up -d --build")).toContain(`Container ${project}-web-1 Recreated`);
  await expect.poll(() => page().catch(() => "no answer")).toMatch(/^visitor number: \d/);

  // Without a volume the count is lost with its container, with one it stays until it is asked away.
  const countAfter = async (down: string): Promise<number> => {
    type(`windlass ${down}`);
    type("windlass up -d");
    await firstPage();
    return Number(type("windlass exec -T redis redis-cli get visitors 2>/dev/null").trim());
  };
  for (let i = 0; i < 20; i++) await page();
  expect(await countAfter("down")).toBeLessThan(15);
  await write("compose.yaml", `${web}${waits}${redis}${healthy}${kept}volumes: {visitors: {}}\n`);
  type("windlass up -d");
  await firstPage();
  for (let i = 0; i < 20; i++) await page();
  expect(await countAfter("down")).toBeGreaterThan(20);
  expect(await countAfter("down -v")).toBeLessThan(15);

  // The store moves into a file of its own.
  await write("infra.yaml", `services:\n${redis}${healthy}${kept}volumes: {visitors: {}}\n`);
  await write("compose.yaml", `include: [./infra.yaml]\n${web}${waits}`);
  expect(type("windlass plan")).toContain("Nothing to do");
  // An override is laid over both.
  await write("compose.override.yaml", "services: {web: {environment: [DEBUG=1]}}\n");
  expect(type("windlass plan")).toMatch(new RegExp(`${project}-web-1 +recreate`));
  type("windlass up -d");

  // A look at what runs.
  expect(type("windlass config")).toContain('DEBUG: "1"');
  expect(type("windlass config --services").trim().split("\n").toSorted()).toEqual(["redis", "web"]);
  expect(type("windlass exec -T web env")).toContain("REDIS_HOST=redis\n");
  await firstPage();
  expect(type("windlass logs web")).toMatch(/^web-1 +\| .*"GET \/ HTTP/m);
  expect(type("timeout -s INT 5 sh ./bin logs -f web || true")).toMatch(/^web-1 +\| .*"GET \/ HTTP/m);
  type("windlass down -v");
  expect(type("windlass ps -aq")).toBe("");
});
