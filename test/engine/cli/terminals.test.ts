/** `run`, `exec` and `attach` with the built command on real engines: pipes, terminals, exit codes, what stays. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, never, newProject, open } from "../../support/engines.ts";
import { commandLine, type Ended, runProgram, startLine } from "../../support/program.ts";
import { hasTerminals, type InTerminal, inTerminal } from "../../support/pty.ts";

const compose = `services:
  web:
    image: busybox
    command: sh -c 'trap "exit 6" TERM INT; echo ready; while read line; do echo "got $$line"; done; sleep 600 & wait'
    stdin_open: true
    depends_on: [db]
  shell:
    image: busybox
    command: sh
    tty: true
    stdin_open: true
  db:
    image: busybox
    init: true
    command: sleep 600
`;

describe.each(engineAddresses)("on %s", (address) => {
  const project = newProject();
  let engine: Engine;
  let folder: string;
  let env: Record<string, string | undefined>;

  beforeAll(async () => {
    engine = await open(address);
    folder = await mkdtemp(join(tmpdir(), `${project}-`));
    await writeFile(join(folder, "compose.yaml"), compose);
    env = {
      ...process.env,
      DOCKER_HOST: address,
      DOCKER_CONFIG: folder,
      COMPOSE_PROJECT_NAME: project,
      COMPOSE_FILE: join(folder, "compose.yaml"),
      NODE_OPTIONS: "",
    };
    const { code, stderr } = await windlass("up -d");
    if (code !== 0) throw new Error(stderr);
  });
  afterAll(async () => {
    await cleanUp(engine, project);
    engine.close();
    await rm(folder, { recursive: true });
  });

  const windlass = (argv: string, stdin?: string): Promise<Ended> =>
    runProgram(argv.split(" "), { cwd: folder, env, stdin });

  async function states(): Promise<Readonly<Record<string, string>>> {
    const { containers } = await engine.snapshot({ project, images: [] }, never);
    return Object.fromEntries(containers.map(({ name, status }) => [name.replace(`${project}-`, ""), status.state]));
  }

  const oneOffs = async (): Promise<readonly string[]> =>
    Object.keys(await states()).filter((name) => !/^(web|shell|db)-\d$/.test(name));

  test("exec: a pipe is read to its end, streams stay apart, the exit code is the command's", async () => {
    const large = "x".repeat(1_000_000);
    expect(await windlass("exec -T web wc -c", large)).toEqual({ code: 0, stdout: "1000000\n", stderr: "" });
    expect(await windlass("exec web ls /nowhere")).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("/nowhere"),
    });
    expect((await windlass("exec web no-such-program")).code).toBeOneOf([126, 127]);
    expect(await windlass("exec -d web touch /tmp/made")).toEqual({ code: 0, stdout: "", stderr: "" });
    const seen = async (): Promise<string> => (await windlass("exec -w /tmp web ls")).stdout;
    for (let i = 0; i < 20 && (await seen()) === ""; i++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await seen()).toBe("made\n");
  });

  test("run: the first word and the last are there, and with --rm nothing stays", async () => {
    const { code, stdout, stderr } = await windlass("run --rm --no-deps web cat -", "first\nlast\n");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "first\nlast\n" });
    expect(stderr).toMatch(/ Container \S+-web-run-[0-9a-f]{12} Started /);
    for (let i = 0; i < 50 && (await oneOffs()).length > 0; i++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await oneOffs()).toEqual([]);
  });

  test("run: a process that can't be started is an error, and with --rm nothing stays", async () => {
    expect(await windlass("run --rm --no-deps web no-such-program")).toMatchObject({ code: 1, stdout: "" });
    expect(await oneOffs()).toEqual([]);
  });

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "run --rm: %s is the process's, and nothing stays",
    async (signal) => {
      const script = 'trap "exit 9" TERM INT HUP; echo up; while :; do sleep 0.1; done';
      const child = spawn(...commandLine(["run", "--rm", "--no-deps", "web", "sh", "-c", script]), {
        cwd: folder,
        env,
        stdio: ["pipe", "pipe", "ignore"],
      });
      await once(child.stdout, "data");
      child.kill(signal);
      const [[code]] = await Promise.all([once(child, "close"), text(child.stdout)]);
      expect(code).toBe(9);
      for (let i = 0; i < 50 && (await oneOffs()).length > 0; i++)
        await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await oneOffs()).toEqual([]);
    },
  );

  test("run --rm -d: the engine removes it when it ends", async () => {
    const { code, stdout } = await windlass("run --rm -d --no-deps --name gone-soon web sleep 0.2");
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^[0-9a-f]{64}\n$/) });
    for (let i = 0; i < 100 && (await oneOffs()).length > 0; i++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await oneOffs()).toEqual([]);
  });

  test("attach: what is piped in is the container's, and its exit code the tool's", async () => {
    const child = spawn(...commandLine(["attach", "web"]), {
      cwd: folder,
      env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.write("hello\n");
    const [chunk] = await once(child.stdout, "data");
    expect(String(chunk)).toBe("got hello\n");
    child.kill("SIGTERM");
    child.stdin.end();
    expect((await once(child, "close"))[0]).toBe(6);
  });

  describe.skipIf(!hasTerminals)("in a terminal (needs script of util-linux)", () => {
    const terminal = (argv: string, size?: { rows: number; columns: number }): InTerminal =>
      inTerminal(`cd ${folder}; ${startLine} ${argv}; echo code $?; stty -a | grep -o " -*icanon"`, env, size);

    test("exec: the process has the terminal's size, keys and exit code; all is as it was afterwards", async () => {
      const at = terminal("exec db sh", { rows: 31, columns: 97 });
      await at.until(/# /);
      at.type("stty size; exit 3\r");
      const { seen } = await at.ended;
      expect(seen).toContain("31 97");
      expect(seen).toMatch(/code 3\r\n icanon/);
    });

    test("run: Ctrl-C is the process's key, and the terminal is as it was after SIGKILL of the container", async () => {
      const at = terminal(
        `run --rm --no-deps --name ${project}-killed web sh -c 'trap "echo caught" INT; echo up; while :; do sleep 0.1; done'`,
      );
      await at.until(/up\r*\n/);
      at.type("\u0003");
      await at.until(/caught/);
      const { containers } = await engine.snapshot({ project, images: [] }, never);
      const id = containers.find(({ name }) => name === `${project}-killed`)?.id ?? "";
      await engine.killContainer(id, "SIGKILL", never);
      expect((await at.ended).seen).toMatch(/code 137\r\n icanon/);
    });

    test("attach: the detach keys of docker's settings leave the container running", async () => {
      await writeFile(join(folder, "config.json"), JSON.stringify({ detachKeys: "ctrl-x,d" }));
      const at = terminal("attach shell");
      at.type("echo here\r");
      await at.until(/echo here\r+\nhere/);
      at.type("\u0018d");
      const { seen } = await at.ended;
      await rm(join(folder, "config.json"));
      expect(seen).toMatch(/code 0\r\n icanon/);
      expect(await states()).toMatchObject({ "shell-1": "running" });
    });
  });
});
