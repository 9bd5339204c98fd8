/**
 * The smoke set: what the tool is for, in a few steps, by each way to an engine. The whole suite runs on one engine; this
 * runs on each further one that WINDLASS_TEST_ENGINES names, and on the one engine over TLS and over ssh.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../src/docker/connect.ts";
import type { Env } from "../../src/docker/reach/address.ts";
import { noTls } from "../support/authority.ts";
import { cleanUp, engineAddresses, furtherEngines, never, newProject, removeImage } from "../support/engines.ts";
import { type Ended, runProgram } from "../support/program.ts";
import { noSshServer, startSshServer } from "../support/ssh-server.ts";
import { startTlsProxy } from "../support/tls-proxy.ts";

/** An engine that was made reachable. */
interface Reached {
  /** What the command is to find it by. */
  readonly env: Env;
  close(): Promise<void>;
}

interface Way {
  readonly name: string;
  /** Why it can't be gone, in brackets; empty where it can. */
  readonly skipped: string;
  /** Where the same engine is reached without it. */
  readonly engine: string;
  reach(): Promise<Reached>;
}

const [usual = ""] = engineAddresses;
const socket = usual.replace("unix://", "");
const noSocket = usual.startsWith("unix://") ? "" : ` (skipped: ${usual} is no unix socket)`;

const ways: readonly Way[] = [
  ...furtherEngines.map(
    (address): Way => ({
      name: address,
      skipped: "",
      engine: address,
      reach: async () => ({ env: { DOCKER_HOST: address }, close: async () => {} }),
    }),
  ),
  {
    name: `${usual} over TLS`,
    skipped: noSocket || noTls,
    engine: usual,
    async reach() {
      const { address, certificates, close } = await startTlsProxy(socket);
      return { env: { DOCKER_HOST: address, DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: certificates.good }, close };
    },
  },
  {
    name: `${usual} over ssh`,
    skipped: noSocket || noSshServer,
    engine: usual,
    async reach() {
      const { address, env, close } = await startSshServer(socket);
      return { env: { ...env, DOCKER_HOST: address }, close };
    },
  },
];

const compose = (memory: string, greeting: string): string => `
services:
  base:
    image: busybox
    init: true
    command: sleep 600
    mem_limit: ${memory}
    volumes: ["data:/data"]
    healthcheck: {test: "true", interval: 1s, retries: 30}
  app:
    build: .
    init: true
    command: sh -c 'echo ${greeting} && sleep 600'
    networks: {inner: {aliases: [front]}}
    depends_on: {base: {condition: service_healthy}}
  reader:
    image: busybox
    command: sh -c 'while read word; do [ "$$word" = bye ] && exit 6; echo "got $$word"; done'
    stdin_open: true
    init: true
    network_mode: none
networks: {inner: {}}
volumes: {data: {}}
`;

describe.each(ways.filter(({ skipped }) => skipped === ""))("smoke: $name", ({ engine, reach }) => {
  const project = newProject();
  let reached: Reached;
  let folder: string;

  beforeAll(async () => {
    reached = await reach();
    folder = await mkdtemp(join(tmpdir(), `${project}-`));
    await mkdir(join(folder, "files"));
    await writeFile(join(folder, "files", "word"), "from the context\n");
    await writeFile(join(folder, "Dockerfile"), "FROM busybox\nCOPY files /files\n");
    await writeFile(join(folder, "compose.yaml"), compose("64m", "hello"));
  });
  afterAll(async () => {
    const direct = await connect({ env: {}, host: engine }, { signal: never });
    await cleanUp(direct, project);
    direct.close();
    await removeImage(engine, `${project}-app`);
    await reached.close();
    await rm(folder, { recursive: true });
  });

  function call(args: readonly string[], stdin?: string, stays?: "open"): Promise<Ended> {
    const env = { ...process.env, ...reached.env };
    return runProgram(["-p", project, "-f", join(folder, "compose.yaml"), ...args], { env, stdin, stays });
  }
  /** The command, which must end well. */
  async function windlass(...args: readonly string[]): Promise<Ended> {
    const ended = await call(args);
    expect(ended).toMatchObject({ code: 0 });
    return ended;
  }
  const printed = async (): Promise<string> => (await windlass("logs", "--no-log-prefix", "app")).stdout;
  const edit = (text: string): Promise<void> => writeFile(join(folder, "compose.yaml"), text);

  test("up builds, makes and starts what the file declares, and nothing the next time", async () => {
    await windlass("up", "-d");
    expect((await windlass("ps", "--services")).stdout.trim().split("\n").toSorted()).toEqual([
      "app",
      "base",
      "reader",
    ]);
    await windlass("plan", "--detailed-exitcode");
  });

  test("logs tell what was printed", async () => {
    await expect.poll(printed).toBe("hello\n");
  });

  test("exec reads a pipe to its end, keeps the streams apart, and ends as the process does", async () => {
    const large = "x".repeat(300_000);
    expect(await call(["exec", "-T", "base", "sh", "-c", "wc -c; echo aside >&2; exit 7"], large)).toEqual({
      code: 7,
      stdout: "300000\n",
      stderr: "aside\n",
    });
  });

  test("run tells the first word and the last, and with --rm leaves nothing", async () => {
    const { code, stdout } = await call(["run", "--rm", "--no-deps", "-T", "base", "cat", "-"], "first\nlast\n");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "first\nlast\n" });
    expect((await windlass("ps", "--all", "--services")).stdout.trim().split("\n").toSorted()).toEqual([
      "app",
      "base",
      "reader",
    ]);
  });

  test("attach passes on what is typed, and ends as the container does", async () => {
    // Where its input ends, the engine ends the output, too.
    const { code, stdout } = await call(["attach", "reader"], "hello\nbye\n", "open");
    expect({ code, stdout }).toEqual({ code: 6, stdout: "got hello\n" });
  });

  test("cp brings a folder into a container, and what is in one out of it", async () => {
    await windlass("cp", join(folder, "files"), "base:/tmp/files");
    await windlass("cp", "base:/tmp/files/word", join(folder, "word"));
    expect(await readFile(join(folder, "word"), "utf8")).toBe("from the context\n");
  });

  test("a limit is updated in place, but on Podman; a command replaces the container", async () => {
    const direct = await connect({ env: {}, host: engine }, { signal: never });
    const isPodman = direct.facts.kind === "podman";
    direct.close();
    await edit(compose("80m", "goodbye"));
    const { stderr } = await windlass("up", "-d");
    expect(stderr).toContain(`Container ${project}-app-1 Recreate`);
    expect(stderr.includes(`Container ${project}-base-1 Recreate`)).toBe(isPodman);
    await windlass("plan", "--detailed-exitcode");
    await expect.poll(printed).toBe("goodbye\n");
  });

  test("attached up shows the output of a job and ends with it", async () => {
    await edit("services: {job: {image: busybox, command: seq 3, network_mode: none}}");
    const { stdout } = await windlass("up", "--no-log-prefix", "--remove-orphans");
    expect(stdout).toContain("\n1\n2\n3\n");
  });

  test("down -v leaves nothing behind", async () => {
    await edit(compose("64m", "hello"));
    await windlass("down", "-v", "--remove-orphans");
    const direct = await connect({ env: {}, host: engine }, { signal: never });
    const { containers, networks, volumes } = await direct.snapshot({ project, images: [] }, never);
    direct.close();
    const ours = [...networks, ...volumes].filter(({ name }) => name.startsWith(project));
    expect({ containers, ours }).toEqual({ containers: [], ours: [] });
  });
});

const notGone = ways.filter(({ skipped }) => skipped !== "");
test.skipIf(notGone.length > 0).for(notGone)("smoke: $name$skipped", () => {});

test("engines by all ways work side by side in one process, each for itself", async () => {
  const gone = ways.filter(({ skipped }) => skipped === "");
  const reached = await Promise.all(gone.map(({ reach }) => reach()));
  const engines = await Promise.all(
    [{ env: { DOCKER_HOST: usual } }, ...reached].map(({ env }) => connect({ env }, { signal: never })),
  );
  const project = newProject();
  const names = engines.map((_, index) => `${project}_${index}`);
  const volume = { driver: "local", driverOptions: {}, labels: { "com.docker.compose.project": project } };
  await Promise.all(
    engines.map((engine, index) => engine.createVolume({ ...volume, name: names[index] ?? "" }, never)),
  );
  const seen = await Promise.all(
    engines.map(async (engine) => {
      const { volumes } = await engine.snapshot({ project, images: [] }, never);
      return volumes.map(({ name }) => name).filter((name) => name.startsWith(project));
    }),
  );
  const addresses = [usual, ...gone.map(({ engine }) => engine)];
  const expected = addresses.map((address) => names.filter((_, index) => addresses[index] === address));
  for (const [index, engine] of engines.entries()) {
    await engine.removeVolume(names[index] ?? "", never);
    engine.close();
  }
  await Promise.all(reached.map(({ close }) => close()));
  expect(seen.map((list) => list.toSorted())).toEqual(expected.map((list) => list.toSorted()));
});
