/** A project in a repository that a server gives out: what it asks of this machine is refused, and its own files are used. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Ended, runProgram } from "../../support/program.ts";

const files: Readonly<Record<string, string>> = {
  "own/compose.yaml": "services: {web: {image: nginx, env_file: a.env, volumes: ['./data:/d'], privileged: true}}",
  "own/a.env": "A=1",
  "reads/compose.yaml": "include: [/etc/hostname]\nservices: {web: {image: nginx, env_file: /etc/passwd}}",
  "links/compose.yaml": "services: {web: {image: nginx, env_file: link.env}}",
};

const execPath = spawnSync("git", ["--exec-path"], { encoding: "utf8" }).stdout?.trim() ?? "";
const daemon = existsSync(join(execPath, "git-daemon")) ? "" : " (skipped: there is no git daemon)";

let folder = "";
let address = "";
let stop: () => Promise<unknown> = async () => {};

beforeAll(async () => {
  if (daemon !== "") return;
  folder = await mkdtemp(join(tmpdir(), "wl-repository-"));
  const repository = join(folder, "served/shop");
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(repository, name, ".."), { recursive: true });
    await writeFile(join(repository, name), text);
  }
  await symlink("/etc/passwd", join(repository, "links/link.env"));
  const git = (...args: readonly string[]): void => void execFileSync("git", args, { cwd: repository, stdio: "pipe" });
  git("init", "--quiet");
  git("add", ".");
  git("-c", "user.name=test", "-c", "user.email=test@windlass.test", "commit", "--quiet", "--message", "first");
  const port = await freePort();
  const server = spawn(
    "git",
    ["daemon", "--listen=127.0.0.1", `--port=${port}`, `--base-path=${join(folder, "served")}`, "--export-all"],
    { stdio: "ignore", detached: true },
  );
  stop = async () => {
    process.kill(-(server.pid ?? 0), "SIGTERM");
    await once(server, "exit");
  };
  await vi.waitUntil(() => isOpen(port), { timeout: 20_000 });
  address = `git://127.0.0.1:${port}/shop`;
});

afterAll(async () => {
  await stop();
  if (folder !== "") await rm(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });

const windlass = (where: string, ...words: readonly string[]): Promise<Ended> =>
  runProgram(["-f", `${address}#:${where}`, ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: join(folder, "cache") },
  });

test(`its own files are read without a question${daemon}`, { skip: daemon !== "" }, async () => {
  const { code, stdout } = await windlass("own", "config", "--format", "json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout).services.web.environment).toEqual({ A: "1" });
});

test.each([
  ["reads", ["reads the included file /etc/hostname", "reads the env file /etc/passwd"]],
  ["links", ["reads the env file"]],
])(
  `files of this machine that %s names are not read until that is granted${daemon}`,
  { skip: daemon !== "" },
  async (where, requests) => {
    const { code, stderr } = await windlass(where, "config");
    expect(code).toBe(1);
    expect(stderr).toContain("error[untrusted-project]");
    for (const request of requests) expect(stderr).toContain(`not trusted: ${request}`);
    expect(stderr).not.toContain("root:");
  },
);

test(`what is granted is read${daemon}`, { skip: daemon !== "" }, async () => {
  // Lines such as `root:x:0:0` are variables, too.
  const { code, stdout } = await windlass("links", "--trust", "config");
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("root: ") });
});
