/** The engine behind ssh: an sshd of the tests' own on loopback, with the engine's socket on its far side. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect } from "../../../src/docker/connect.ts";
import type { EngineSelector } from "../../../src/docker/reach/engine-selector.ts";
import type { Engine } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, idle, never, newProject } from "../../support/engines.ts";
import { commandLine } from "../../support/program.ts";
import { noSshServer, type SshServer, startSshServer } from "../../support/ssh-server.ts";

const [address = ""] = engineAddresses;
const words = noSshServer || (address.startsWith("unix://") ? "" : " (skipped: the engine is not on a unix socket)");
const socket = address.replace("unix://", "");

describe.skipIf(words !== "")(`an engine behind ssh${words}`, () => {
  let server: SshServer;
  beforeAll(async () => {
    server = await startSshServer(socket);
  });
  afterAll(() => server.close());
  beforeEach(() => server.know("its own"));

  /** What logins keep in the temporary folder while they last. */
  const loginFolders = (): readonly string[] =>
    readdirSync(server.env.TMPDIR ?? "").filter((name) => name.startsWith("wdl-"));
  const open = (where: Partial<EngineSelector> = {}): Promise<Engine> =>
    connect({ env: server.env, host: server.address, ...where }, { signal: never });

  test("makes, runs and removes containers, with one login for all connections", async () => {
    const before = server.log();
    const engine = await open();
    const project = newProject();
    expect(engine.facts).toMatchObject({ address: "ssh://far", local: false });
    const ids = await Promise.all(
      [1, 2, 3].map((n) => engine.createContainer({ name: `${project}-${n}`, config: idle(project) }, never)),
    );
    await Promise.all(ids.map((id) => engine.startContainer(id, never)));
    const { containers } = await engine.snapshot({ project, images: ["busybox"] }, never);
    expect(containers.map(({ status }) => status.state)).toEqual(ids.map(() => "running"));
    await cleanUp(engine, project);
    engine.close();
    await expect.poll(() => server.log().sessions - before.sessions).toBeGreaterThan(1);
    expect(server.log().logins - before.logins).toBe(1);
  });

  test("follows more streams at once than one login may carry, and leaves nothing behind", async () => {
    const before = server.log();
    const engine = await open();
    const stop = new AbortController();
    const streams = Array.from({ length: 17 }, () => engine.events("nobody", stop.signal)[Symbol.asyncIterator]());
    for (const { value } of await Promise.all(streams.map((stream) => stream.next()))) expect(value).toBeUndefined();
    // Six of the first login's ten sessions are for streams; the second has ten, the third the last one.
    await expect.poll(() => server.log().logins - before.logins).toBe(3);
    expect(loginFolders().length).toBe(1);
    stop.abort();
    await Promise.allSettled(streams.map((stream) => stream.next()));
    engine.close();
    expect(loginFolders()).toEqual([]);
  });

  test("works on when its login is gone", async () => {
    const engine = await open();
    const login = `${server.env.TMPDIR}/${loginFolders()[0]}/0`;
    await promisify(execFile)("ssh", ["-O", "exit", "-S", login, "far"]);
    await expect.poll(() => existsSync(login)).toBe(false);
    const { listed } = await engine.snapshot({ project: newProject(), images: [], others: true }, never);
    expect(Array.isArray(listed)).toBe(true);
    engine.close();
  });

  test("outlives a Ctrl-C, which a terminal sends to all that it started: the project stops in good order", async () => {
    const project = newProject();
    const compose = "services: {a: {image: busybox, init: true, command: sh -c 'echo ready && sleep 600'}}";
    const child = spawn(...commandLine(["-p", project, "-f", "-", "-H", server.address, "up"]), {
      env: { ...server.env, DOCKER_HOST: undefined },
      detached: true,
    });
    child.stdin.end(compose);
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    const ended = once(child, "close");
    for await (const text of child.stdout.setEncoding("utf8"))
      if (text.includes("ready")) process.kill(-(child.pid ?? 0), "SIGINT");
    expect(await ended).toEqual([130, null]);
    expect(errors).not.toContain("error");
    const engine = await open();
    const { containers } = await engine.snapshot({ project, images: [] }, never);
    expect(containers.map(({ status }) => status.state)).toEqual(["exited"]);
    await cleanUp(engine, project);
    engine.close();
  });

  test("names its socket where it is not the far side's default", async () => {
    const engine = await open({ host: `${server.address}${socket}` });
    expect(engine.facts.address).toBe(`ssh://far${socket}`);
    engine.close();
    await expect(open({ host: `${server.address}/run/nobody-listens.sock` })).rejects.toMatchObject({
      code: "engine-unreachable",
      message: expect.stringContaining("no engine is running on the remote host"),
    });
  });

  test("is refused where its host key is unknown, or another", async () => {
    server.know("none");
    await expect(open()).rejects.toMatchObject({
      code: "engine-unreachable",
      message: "cannot reach a container engine at ssh://far (from --host): its host key is unknown",
      hint: "connect once with `ssh` and check the fingerprint",
    });
    server.know("another");
    await expect(open()).rejects.toMatchObject({
      message: "cannot reach a container engine at ssh://far (from --host): its host key has changed",
    });
  });

  test("is refused where ssh is not there", async () => {
    await expect(open({ env: { PATH: "/nowhere" } })).rejects.toMatchObject({
      message: "cannot reach a container engine at ssh://far (from --host): `ssh` is not installed",
      hint: "install the OpenSSH client",
    });
  });

  test("ends at once with the signal, also while it logs in", async () => {
    const reason = new Error("enough");
    const opening = connect({ env: server.env, host: server.address }, { signal: AbortSignal.abort(reason) });
    await expect(opening).rejects.toBe(reason);
  });

  test("leaves no login behind where none was given", async () => {
    await expect(open({ host: "ssh://nobody@127.0.0.1:1" })).rejects.toMatchObject({
      message: expect.stringContaining("connection refused"),
    });
    expect(loginFolders()).toEqual([]);
  });
});

describe.skipIf(words !== "")(`a host that can't be used${words}`, () => {
  test("has no docker", async () => {
    const server = await startSshServer(socket, "/nowhere");
    await expect(connect({ env: server.env, host: server.address }, { signal: never })).rejects.toMatchObject({
      code: "engine-unreachable",
      message:
        "cannot reach a container engine at ssh://far (from --host): `docker` is not installed on the remote host",
      hint: "install the Docker CLI there, in the PATH of non-interactive logins",
    });
    await server.close();
  });

  test("lets none of the user's keys in", async () => {
    const server = await startSshServer(socket);
    server.forgetUser();
    await expect(connect({ env: server.env, host: server.address }, { signal: never })).rejects.toMatchObject({
      message: "cannot reach a container engine at ssh://far (from --host): permission denied",
    });
    await server.close();
  });
});
