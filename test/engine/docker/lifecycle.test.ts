import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labels } from "../../../src/engine/labels.ts";
import { logText } from "../../../src/engine/output-line.ts";
import type { ContainerStatus, Engine, NetworkSpec } from "../../../src/engine/port.ts";
import { freeSubnets } from "../../support/addresses.ts";
import { cleanUp, engineAddresses, idle, never, newProject, open } from "../../support/engines.ts";

describe.each(engineAddresses)("the engine at %s", (address) => {
  const project = newProject();
  let engine: Engine;
  let count = 0;

  beforeAll(async () => {
    engine = await open(address);
  });
  afterAll(async () => {
    await cleanUp(engine, project);
    engine.close();
  });

  const make = (more: Parameters<typeof idle>[1] = {}): Promise<string> =>
    engine.createContainer({ name: `${project}-${++count}`, config: idle(project, more) }, never);
  const state = async (id: string): Promise<ContainerStatus["state"] | undefined> =>
    (await engine.status(id, never))?.state;
  /** Waits until the container has printed it. @returns when that was, by the engine's clock */
  async function said(id: string, word: string): Promise<string> {
    for await (const lines of engine.logs(id, { follow: true }, never))
      for (const line of lines) if (logText(line) === word) return line.timestamp;
    throw new Error(`it ended without saying ${word}`);
  }
  const network = (name: string, more: Partial<NetworkSpec> = {}): NetworkSpec => ({
    name,
    driverOptions: {},
    ipamOptions: {},
    subnets: [],
    internal: false,
    attachable: false,
    labels: { [labels.project]: project },
    ...more,
  });
  const named = async (name: string): ReturnType<typeof find> => find(name);
  const find = async (name: string) =>
    (await engine.snapshot({ project, images: [] }, never)).networks.find((found) => found.name === name);

  test("starts, stops and removes a container, each also when that is so already", async () => {
    const id = await make();
    expect(await state(id)).toBe("created");
    await engine.startContainer(id, never);
    await engine.startContainer(id, never);
    expect(await engine.status(id, never)).toMatchObject({ state: "running", health: "none", exitCode: 0 });
    await engine.stopContainer(id, 0, never);
    await engine.stopContainer(id, 0, never);
    expect(await engine.status(id, never)).toMatchObject({ state: "exited", exitCode: 137 });
    await engine.removeContainer(id, { volumes: true }, never);
    await engine.removeContainer(id, { volumes: true }, never);
    expect(await engine.status(id, never)).toBeUndefined();
  });

  test("takes what somebody else has removed for stopped, disconnected and removed", async () => {
    await engine.createNetwork(network(`${project}_left`), never);
    const id = await make();
    await engine.startContainer(id, never);
    await engine.disconnectNetwork(id, `${project}_left`, never);
    await engine.disconnectNetwork(id, `${project}_nowhere`, never);
    await engine.removeContainer(id, { volumes: true }, never);
    await engine.stopContainer(id, undefined, never);
    await engine.disconnectNetwork(id, `${project}_left`, never);
    await engine.removeContainer(id, { volumes: true }, never);
  });

  test("gives a container the grace of its own to stop", async () => {
    const script = "trap 'echo asked' TERM; echo ready; while :; do sleep 0.1; done";
    const id = await make({ command: ["sh", "-c", script], stopTimeoutSeconds: 1 });
    await engine.startContainer(id, never);
    await said(id, "ready");
    const began = performance.now();
    await engine.stopContainer(id, undefined, never);
    expect(performance.now() - began).toBeGreaterThan(900);
    // By the engine's clock, whatever else delays us: without a grace of its own it would be ten seconds.
    const asked = await said(id, "asked");
    const ended = (await engine.status(id, never))?.finishedAt ?? "";
    expect(Date.parse(ended) - Date.parse(asked)).toBeLessThan(9_000);
  });

  test("kills with a signal, renames and updates", async () => {
    const script = "trap 'exit 7' USR1; echo ready; while :; do sleep 0.1; done";
    const id = await make({ command: ["sh", "-c", script], memory: 64e6 });
    await engine.startContainer(id, never);
    await said(id, "ready");
    await engine.renameContainer(id, `${project}-renamed`, never);
    // More than the swap that goes with the old limit: it must grow along.
    await engine.updateContainer(id, { memory: 256_000_000, restart: { name: "on-failure", maxRetries: 1 } }, never);
    const { containers } = await engine.snapshot({ project, images: [] }, never);
    const found = containers.find((container) => container.id === id);
    expect(found?.name).toBe(`${project}-renamed`);
    expect(found?.config).toMatchObject({
      memory: 256_000_000,
      memorySwap: 512_000_000,
      restart: { name: "on-failure" },
    });
    await engine.updateContainer(id, { restart: { name: "no", maxRetries: 0 } }, never);
    await engine.killContainer(id, "SIGUSR1", never);
    await expect.poll(() => engine.status(id, never)).toMatchObject({ state: "exited", exitCode: 7 });
  });

  test("tells a container's health and the check in force", async () => {
    const healthcheck = { test: ["CMD-SHELL", "echo fine; test -e /tmp/ok"], interval: 2e8, retries: 1 };
    const id = await make({ healthcheck, command: ["sh", "-c", "sleep 0.5; touch /tmp/ok; sleep 60"] });
    await engine.startContainer(id, never);
    await expect
      .poll(() => engine.status(id, never))
      .toMatchObject({ health: "healthy", healthOutput: "fine\n", healthcheck });
  });

  test("connects to a network and disconnects, each also when that is so already", async () => {
    const name = `${project}_net`;
    const networkId = await engine.createNetwork(network(name), never);
    const id = await make({ networkMode: { kind: "named", name }, networks: [{ network: name, aliases: [] }] });
    const second = `${project}_more`;
    await engine.createNetwork(network(second), never);
    const endpoint = { network: second, aliases: ["db"] };
    await engine.connectNetwork(id, endpoint, never);
    await engine.connectNetwork(id, endpoint, never);
    const on = async (): Promise<readonly string[]> =>
      (await engine.snapshot({ project, images: [] }, never)).containers
        .filter((container) => container.id === id)
        .flatMap(({ endpoints }) => endpoints.map((each) => `${each.network} ${each.aliases.join()}`));
    expect(await on()).toEqual([`${name} `, `${second} db`]);
    await engine.disconnectNetwork(id, second, never);
    await engine.disconnectNetwork(id, second, never);
    expect(await on()).toEqual([`${name} `]);
    await engine.startContainer(id, never);
    await engine.connectNetwork(id, endpoint, never);
    await engine.connectNetwork(id, endpoint, never);
    await engine.disconnectNetwork(id, second, never);
    await engine.disconnectNetwork(id, second, never);
    await expect(engine.removeNetwork(networkId, never)).rejects.toMatchObject({ code: "network-in-use" });
    await engine.removeContainer(id, { volumes: true }, never);
    await engine.removeNetwork(networkId, never);
    await engine.removeNetwork(networkId, never);
  });

  test("reads a network's options back", async () => {
    const [subnet] = freeSubnets("lifecycle");
    const wanted = network(`${project}_full`, {
      driver: "bridge",
      driverOptions: { "com.docker.network.bridge.enable_icc": "false" },
      ipamDriver: "default",
      subnets: [
        {
          subnet: `${subnet}.0/24`,
          ipRange: `${subnet}.128/25`,
          gateway: `${subnet}.1`,
          auxAddresses: { host1: `${subnet}.5` },
        },
      ],
      internal: true,
      attachable: true,
    });
    await engine.createNetwork(wanted, never);
    expect(await named(wanted.name)).toMatchObject(wanted);
  });

  test("refuses a second network of the same name that is somebody else's", async () => {
    await engine.createNetwork(network(`${project}_twin`), never);
    const other = network(`${project}_twin`, { labels: { [labels.project]: project, other: "yes" } });
    await expect(engine.createNetwork(other, never)).rejects.toMatchObject({ code: "name-taken" });
  });

  test("makes a volume with its options and labels, and removes it", async () => {
    const volume = {
      name: `${project}_vol`,
      driver: "local",
      driverOptions: { type: "tmpfs", device: "tmpfs", o: "size=1m" },
      labels: { [labels.project]: project },
    };
    await engine.createVolume(volume, never);
    const { volumes } = await engine.snapshot({ project, images: [] }, never);
    expect(volumes).toContainEqual(expect.objectContaining(volume));
    const id = await make({
      mounts: [{ type: "volume", source: volume.name, target: "/v", readOnly: false, noCopy: false }],
    });
    await expect(engine.removeVolume(volume.name, never)).rejects.toMatchObject({ code: "resource-in-use" });
    await engine.removeContainer(id, { volumes: true }, never);
    await engine.removeVolume(volume.name, never);
    await engine.removeVolume(volume.name, never);
  });

  test("reads each thing once, and images both by reference and by id", async () => {
    await make();
    const { images, containers, listed } = await engine.snapshot(
      { project, images: ["busybox", "wdl.invalid/none:1"], others: true },
      never,
    );
    const image = images.busybox;
    expect(image).toMatchObject({ command: ["sh"], references: expect.arrayContaining(["busybox:latest"]) });
    expect(Object.keys(images).sort()).toEqual(["busybox", image?.id].sort());
    expect(containers.every(({ imageId }) => imageId === image?.id)).toBe(true);
    expect(listed.length).toBeGreaterThanOrEqual(containers.length);
  });

  test("says what is wrong in words of its own", async () => {
    const id = await make({ networkMode: { kind: "named", name: "bridge" } });
    const { containers } = await engine.snapshot({ project, images: [] }, never);
    const taken = { name: containers[0]?.name ?? "", config: idle(project, { labels: { another: "one" } }) };
    await expect(engine.createContainer(taken, never)).rejects.toMatchObject({ code: "name-taken" });
    await expect(make({ image: "wdl.invalid/none:1" })).rejects.toMatchObject({
      code: "image-missing",
      message: "the image wdl.invalid/none:1 does not exist on the engine",
    });
    await expect(
      make({
        mounts: [{ type: "bind", source: "/nonexistent/wdl", target: "/x", readOnly: false, createHostPath: false }],
      }),
    ).rejects.toMatchObject({ code: "bind-source-missing" });
    await expect(make({ memory: 1_000 })).rejects.toMatchObject({
      code: "engine-refused",
      hint: "raise the memory limit",
    });
    const broken = await make({ command: ["/no/such/program"] });
    await expect(engine.startContainer(broken, never)).rejects.toMatchObject({
      code: "start-failed",
      message: expect.stringContaining("/no/such/program"),
    });
    await engine.removeContainer(id, { volumes: true }, never);
  });

  test("names the port that is taken", async () => {
    const publish = (hostPort: string): Parameters<typeof idle>[1] => ({
      networkMode: { kind: "named", name: "bridge" },
      exposed: ["80/tcp"],
      ports: [{ container: "80/tcp", hostIp: "127.0.0.1", hostPort }],
    });
    const first = await make(publish(""));
    await engine.startContainer(first, never);
    const { listed } = await engine.snapshot({ project, images: [], others: true }, never);
    const port = listed.find(({ id }) => id === first)?.publishedPorts[0];
    expect(port).toMatchObject({ hostIp: "127.0.0.1", containerPort: 80, protocol: "tcp" });
    const second = await make(publish(String(port?.hostPort)));
    await expect(engine.startContainer(second, never)).rejects.toMatchObject({
      code: "port-taken",
      message: expect.stringContaining(`127.0.0.1:${port?.hostPort}`),
    });
  });

  test("ends at once with the signal's reason when it is aborted", async () => {
    const id = await make({ command: ["sh", "-c", "trap '' TERM; sleep 60"] });
    await engine.startContainer(id, never);
    const reason = new Error("enough");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 100);
    await expect(engine.stopContainer(id, 30, controller.signal)).rejects.toBe(reason);
    await expect(engine.status(id, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
