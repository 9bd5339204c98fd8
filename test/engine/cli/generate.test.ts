/** `alpha generate` of containers that docker made, and what `up` makes of the file. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Dockerode from "dockerode";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ContainerConfig, Mount } from "../../../src/engine/container-config.ts";
import type { Engine } from "../../../src/engine/port.ts";
import { dockerodeAt } from "../../support/effects.ts";
import { cleanUp, engineAddresses, never, newProject, open } from "../../support/engines.ts";
import { type Ended, runProgram } from "../../support/program.ts";

const [address = ""] = engineAddresses;
const project = newProject();
const nameOf = (short: string): string => `${project}-${short}`;
const shorts = ["app", "beside", "plain"] as const;

let engine: Engine;
let docker: Dockerode;
let folder: string;

const sleeping = { Image: "busybox", Cmd: ["sleep", "600"], StopSignal: "SIGKILL" };

beforeAll(async () => {
  engine = await open(address);
  docker = dockerodeAt(address);
  folder = await mkdtemp(join(tmpdir(), `${project}-`));
  await docker.createNetwork({ Name: nameOf("net") });
  await docker.createVolume({ Name: nameOf("data") });
  const make = async (short: string, options: Dockerode.ContainerCreateOptions): Promise<void> => {
    const container = await docker.createContainer({ name: nameOf(short), ...sleeping, ...options });
    await container.start();
  };
  await make("app", {
    Entrypoint: ["sleep"],
    Cmd: ["600"],
    Env: ["PRICE=5$", "EMPTY="],
    Labels: { tier: "front" },
    Hostname: "app",
    User: "0:0",
    WorkingDir: "/tmp",
    StopTimeout: 3,
    ExposedPorts: { "80/tcp": {}, "9000/udp": {} },
    Volumes: { "/unnamed": {} },
    Healthcheck: { Test: ["CMD-SHELL", "true"], Interval: 5e9, Timeout: 0, Retries: 2, StartPeriod: 0 },
    HostConfig: {
      Binds: [`${nameOf("data")}:/data`, `${folder}:/host:ro`],
      Tmpfs: { "/scratch": "size=1m" },
      PortBindings: { "80/tcp": [{ HostIp: "127.0.0.1", HostPort: "" }] },
      NetworkMode: nameOf("net"),
      RestartPolicy: { Name: "on-failure", MaximumRetryCount: 3 },
      Memory: 64 * 1024 * 1024,
      NanoCpus: 5e8,
      CapAdd: ["NET_ADMIN"],
      ExtraHosts: ["db:10.0.0.1"],
      Init: true,
      Ulimits: [{ Name: "nofile", Soft: 100, Hard: 200 }],
      LogConfig: { Type: "json-file", Config: { "max-size": "1m" } },
      Sysctls: { "net.core.somaxconn": "500" },
      ReadonlyRootfs: true,
    },
    NetworkingConfig: { EndpointsConfig: { [nameOf("net")]: { Aliases: ["api"] } } },
  });
  await make("beside", { HostConfig: { NetworkMode: `container:${nameOf("app")}` } });
  await make("plain", {});
});
afterAll(async () => {
  await cleanUp(engine, project);
  for (const short of shorts)
    await docker
      .getContainer(nameOf(short))
      .remove({ force: true, v: true })
      .catch(() => {});
  await docker.getNetwork(nameOf("net")).remove();
  await docker.getVolume(nameOf("data")).remove();
  engine.close();
  await rm(folder, { recursive: true });
});

const windlass = (...words: readonly string[]): Promise<Ended> =>
  runProgram(words, { cwd: folder, env: { ...process.env, DOCKER_HOST: address } });

/** What a file can say of a container, apart from names that each project gives its own. */
async function saidOf(name: string): Promise<object> {
  const found = await engine.findContainer(name, never);
  if (found === undefined) throw new Error(`no container ${name}`);
  const { config, mounts } = found;
  const owned = /^(com\.docker\.compose|dev\.windlass)\./;
  const isUnnamed = (mount: Mount): boolean => mount.type === "volume" && mount.source === undefined;
  const said: ContainerConfig = {
    ...config,
    labels: Object.fromEntries(Object.entries(config.labels).filter(([label]) => !owned.test(label))),
    mounts: config.mounts.filter((mount) => !isUnnamed(mount)),
    networks: config.networks.map((endpoint) => ({
      ...endpoint,
      aliases: endpoint.aliases.filter((alias) => alias === "api"),
    })),
  };
  const { networkMode } = config;
  return {
    ...said,
    networkMode: networkMode.kind === "named" ? networkMode.name : "container",
    // A container that shares a network has the name of its owner's.
    targets: mounts.map(({ target, readOnly }) => `${target} ${readOnly}`).toSorted(),
  };
}

test("the file loads, and up makes containers that are the same in all that it can say", async () => {
  const { code, stdout, stderr } = await windlass("alpha", "generate", "--name", project, ...shorts.map(nameOf));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  await writeFile(join(folder, "compose.yaml"), stdout);
  expect(await windlass("config", "--strict", "--quiet")).toMatchObject({ code: 0, stderr: "" });
  const before = await Promise.all(shorts.map((short) => saidOf(nameOf(short))));
  const up = await windlass("up", "--detach");
  expect({ ...up, stderr: up.code === 0 ? "" : up.stderr }).toMatchObject({ code: 0, stderr: "" });
  const after = await Promise.all(shorts.map((short) => saidOf(`${project}-${nameOf(short)}-1`)));
  expect(after).toEqual(before);
  expect((await windlass("plan")).stdout).toContain("Nothing to do");
});
