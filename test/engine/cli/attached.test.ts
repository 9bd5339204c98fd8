/** The command as a process in front of a real engine: signals, output, exit codes. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, never, newProject, open } from "../../support/engines.ts";
import { commandLine, startLine } from "../../support/program.ts";
import { hasTerminals, type InTerminal, inTerminal } from "../../support/pty.ts";

const [address = ""] = engineAddresses;

let engine: Engine;
let project: string;
let running: Process[] = [];

beforeEach(async () => {
  engine = await open(address);
  project = newProject();
});
afterEach(async () => {
  for (const { child } of running) child.kill("SIGKILL");
  running = [];
  await cleanUp(engine, project);
  engine.close();
});

interface Process {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly seen: { out: string; err: string };
  readonly code: Promise<number | null>;
  /** Waits until standard output matches. */
  until(pattern: RegExp): Promise<void>;
}

/** `windlass -f - …` with this project file. */
function windlass(compose: string, ...argv: readonly string[]): Process {
  const child = spawn(...commandLine(["-f", "-", "-p", project, "--progress", "plain", ...argv]), {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "", DOCKER_HOST: address },
  });
  child.stdin.end(compose);
  const seen = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    seen.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    seen.err += text;
  });
  const code = new Promise<number | null>((resolve) => child.on("close", (status) => resolve(status)));
  const started: Process = {
    child,
    seen,
    code,
    async until(pattern) {
      for (const limit = Date.now() + 300_000; !pattern.test(seen.out); ) {
        if (Date.now() > limit || child.exitCode !== null)
          throw new Error(`not seen: ${pattern}\n${seen.out}${seen.err}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
  running.push(started);
  return started;
}

const states = async (): Promise<string[]> => {
  const { containers } = await engine.snapshot({ project, images: [] }, never);
  return containers.map(({ status }) => status.state);
};

const service = (name: string, script: string, more = "", grace = "30s"): string =>
  `  ${name}:\n    image: busybox\n    command: ["sh", "-c", ${JSON.stringify(script.replaceAll("$", "$$$$"))}]\n    stop_grace_period: ${grace}\n${more}`;
const ticking = service("ticking", 'trap "exit 0" TERM; i=0; while true; do i=$((i+1)); echo tick $i; sleep 0.2; done');
const stubborn = service("stubborn", 'trap "" TERM; echo ready; while true; do sleep 0.2; done', "", "1h");

test("Ctrl-C stops the containers, shows their last lines and exits 130", async () => {
  const up = windlass(`services:\n${ticking}`, "up");
  await up.until(/ticking-1 {2}\| tick 2\n/);
  up.child.kill("SIGINT");
  expect(await up.code).toBe(130);
  expect(up.seen.out).toMatch(/^Attaching to ticking-1\nticking-1 {2}\| tick 1\n/);
  expect(up.seen.out).toMatch(/Gracefully Stopping\.\.\.[\s\S]*ticking-1 exited with code 0\n$/);
  expect(await states()).toEqual(["exited"]);
});

test("the second Ctrl-C kills at once what a long grace period would keep", async () => {
  const up = windlass(`services:\n${stubborn}`, "up");
  await up.until(/ready/);
  up.child.kill("SIGINT");
  await up.until(/Gracefully/);
  up.child.kill("SIGINT");
  expect(await up.code).toBe(130);
  await expect.poll(states).toEqual(["exited"]);
});

test("SIGTERM exits 143", async () => {
  const up = windlass(`services:\n${ticking}`, "up");
  await up.until(/tick 1/);
  up.child.kill("SIGTERM");
  expect(await up.code).toBe(143);
  expect(await states()).toEqual(["exited"]);
});

test("each stream stays its own, and up ends with 0 when all have ended", async () => {
  const up = windlass(`services:\n${service("job", "echo to out; echo to err >&2; exit 3")}`, "up");
  expect(await up.code).toBe(0);
  expect(up.seen.out).toBe("Attaching to job-1\njob-1  | to out\njob-1 exited with code 3\n");
  expect(up.seen.err).toContain("job-1  | to err\n");
  expect(up.seen.err).toContain("All containers exited: job-1 with code 3.\n");
});

test("every line of a job that writes much and ends at once is shown", async () => {
  const up = windlass(`services:\n${service("job", "seq 1 20000")}`, "up", "--no-log-prefix");
  expect(await up.code).toBe(0);
  const numbers = up.seen.out.split("\n").filter((line) => /^\d+$/.test(line));
  expect(numbers).toEqual(Array.from({ length: 20_000 }, (_, i) => String(i + 1)));
});

test("a container that is restarted is followed through its restarts", async () => {
  const flaky = service(
    "flaky",
    "echo run $(cat /n 2>/dev/null | wc -l); echo x >> /n; exit 1",
    "    restart: on-failure:2\n",
  );
  const up = windlass(`services:\n${flaky}`, "up");
  expect(await up.code).toBe(0);
  expect(up.seen.out.match(/flaky-1 {2}\| run \d/g)).toEqual([
    "flaky-1  | run 0",
    "flaky-1  | run 1",
    "flaky-1  | run 2",
  ]);
  expect(up.seen.out.match(/flaky-1 exited with code 1.*/g)).toEqual([
    "flaky-1 exited with code 1 (restarting)",
    "flaky-1 exited with code 1 (restarting)",
    "flaky-1 exited with code 1",
  ]);
});

test("--exit-code-from stops all when one ends and exits with that service's code", async () => {
  const compose = `services:\n${ticking}${service("tests", "echo testing; sleep 0.5; exit 7")}`;
  const up = windlass(compose, "up", "--exit-code-from", "tests");
  expect(await up.code).toBe(7);
  expect(await states()).toEqual(["exited", "exited"]);
});

test("a reader that goes away stops the containers", async () => {
  const up = windlass(`services:\n${ticking}`, "up");
  await up.until(/tick 1/);
  up.child.stdout.destroy();
  expect(await up.code).toBe(141);
  expect(await states()).toEqual(["exited"]);
});

test("the output of hooks is among that of the containers, after a start and while all is stopped", async () => {
  const hooks = "    post_start: [{command: [echo, begun]}]\n    pre_stop: [{command: [echo, ending]}]\n";
  const ended = windlass(
    `services:\n${ticking}${hooks}${service("short", "sleep 1")}`,
    "up",
    "--abort-on-container-exit",
  );
  expect(await ended.code).toBe(0);
  expect(ended.seen.out).toMatch(/^ticking-1 -> +\| begun$/m);
  expect(ended.seen.out).toMatch(/^ticking-1 -> +\| ending$/m);
});

test("Ctrl-C in front of one service leaves those running that depend on it", async () => {
  const both = `services:\n${ticking}${service("needs", "sleep 600", "    depends_on: [ticking]\n", "0s")}`;
  expect(await windlass(both, "up", "-d").code).toBe(0);
  const front = windlass(both, "up", "ticking");
  await front.until(/tick/);
  front.child.kill("SIGINT");
  expect(await front.code).toBe(130);
  expect((await states()).toSorted()).toEqual(["exited", "running"]);
});

describe.skipIf(!hasTerminals)("on a terminal (needs script of util-linux)", () => {
  /** In a shell that survives the Ctrl-C, and says how it was left: by which code, in which mode. */
  const terminal = (compose: string, argv: string, size?: { rows: number; columns: number }): InTerminal => {
    const env = {
      ...process.env,
      NODE_OPTIONS: "",
      DOCKER_HOST: address,
      NO_COLOR: "1",
      COMPOSE_PROJECT_NAME: project,
    };
    const line = `trap : INT; ${startLine} -f "$FILE" up ${argv}; echo code $?; stty -a | grep -o " -*icanon"`;
    const file = join(folder, "compose.yaml");
    writeFileSync(file, compose);
    return inTerminal(line, { ...env, FILE: file }, size);
  };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), `${project}-`));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("d leaves the containers running, and the terminal as it was", async () => {
    const at = terminal(`services:\n${ticking}`, "");
    await at.until(/tick 3\r?\n/);
    await at.until(/d Detach/);
    at.type("d");
    const { seen } = await at.ended;
    expect(seen).toMatch(/Detached: .*windlass logs -f\r+\n1 running \(.*\)\r+\n.*code 0\r+\n icanon/s);
    expect(await states()).toEqual(["running"]);
  });

  test("Ctrl-C stops the containers as without the menu, and a second one kills", async () => {
    const at = terminal(`services:\n${ticking}`, "");
    await at.until(/tick 1/);
    at.type("\u0003");
    expect((await at.ended).seen).toMatch(/Gracefully Stopping.*1 stopped \(.*code 130\r+\n icanon/s);
    expect(await states()).toEqual(["exited"]);
    const again = terminal(`services:\n${stubborn}`, "--remove-orphans");
    await again.until(/ready/);
    again.type("\u0003");
    await again.until(/Gracefully/);
    again.type("\u0003");
    expect((await again.ended).seen).toMatch(/code 130\r+\n icanon/);
    await expect.poll(states).toEqual(["exited"]);
  });

  test("a container that is killed ends it, and the terminal is as it was", async () => {
    const at = terminal(`services:\n${ticking}`, "");
    await at.until(/tick 1/);
    const { containers } = await engine.snapshot({ project, images: [] }, never);
    await engine.killContainer(containers[0]?.id ?? "", "SIGKILL", never);
    expect((await at.ended).seen).toMatch(/exited with code 137.*code 0\r+\n icanon/s);
  });

  test("a terminal that is narrower than the menu has none", async () => {
    const at = terminal(`services:\n${ticking}`, "", { rows: 20, columns: 30 });
    await at.until(/tick 3/);
    at.type("\u0003");
    const { seen } = await at.ended;
    expect(seen).not.toContain("Detach");
    expect(seen).toMatch(/code 130\r+\n icanon/);
  });
});
