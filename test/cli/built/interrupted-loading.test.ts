/** One Ctrl-C ends a command that still reads its files, whatever it waits for. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine } from "../../support/program.ts";

let folder = "";
let silent: Server;
const asked = new Set<() => void>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "windlass-interrupt-"));
  execFileSync("mkfifo", [join(folder, "pipe")]);
  silent = createServer((socket) => {
    socket.on("error", () => {});
    for (const tell of asked) tell();
  });
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
});

afterAll(async () => {
  silent.close();
  await rm(folder, { recursive: true, force: true });
});

async function interrupted(
  compose: string,
  more: Readonly<Record<string, string>> = {},
  until: Promise<unknown> = sleep(1_500),
) {
  await writeFile(join(folder, "compose.yaml"), compose);
  const child = spawn(...commandLine(["config"]), {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: join(folder, "cache"), ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const closed = once(child, "close");
  await until;
  expect(child.exitCode).toBe(null);
  child.kill("SIGINT");
  const given = new AbortController();
  const late = sleep(20_000, ["still running"], { signal: given.signal }).catch(() => [undefined]);
  const [code] = await Promise.race([closed, late]);
  given.abort();
  child.kill("SIGKILL");
  return { code, said };
}

const web = "services: {web: {image: busybox}}\n";

test.each([
  ["as the project file", web, { COMPOSE_FILE: "pipe" }],
  ["as an env file", web, { COMPOSE_ENV_FILES: "pipe" }],
  ["as a service's env file", "services: {web: {image: busybox, env_file: pipe}}\n", {}],
  ["as a file that is included", "include: [pipe]\n", {}],
])("a named pipe without a writer, %s", async (_where, compose, env) => {
  expect(await interrupted(compose, env)).toMatchObject({ code: 130, said: expect.stringContaining("interrupted") });
});

test("a git server that does not answer", async () => {
  const { port } = silent.address() as { port: number };
  const connected = new Promise<void>((resolve) => asked.add(resolve));
  const compose = `include: ["https://127.0.0.1:${port}/x.git"]\n`;
  expect(await interrupted(compose, {}, connected)).toMatchObject({ code: 130 });
});
