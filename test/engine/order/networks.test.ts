/** Networks that are recreated, left or lost: every container that runs is on those that the file names afterwards. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Command, openCommand } from "../../support/command.ts";
import { engineAddresses } from "../../support/engines.ts";

describe.each(engineAddresses)("on %s", (address) => {
  let command: Command;

  beforeEach(async () => {
    command = await openCommand(address);
  });
  afterEach(() => command.remove());

  const sleeper = (service: string, more = ""): string =>
    `  ${service}: {image: busybox, command: sleep 600, stop_signal: SIGKILL${more}}\n`;
  const onBack = ", networks: [back]";
  const open = "networks: {back: }\n";
  const closed = "networks: {back: {internal: true}}\n";

  const isOn = async (container: string, network: string): Promise<boolean> => {
    const { Id } = await command.docker.getNetwork(`${command.project}_${network}`).inspect();
    const { NetworkSettings } = await command.docker.getContainer(container).inspect();
    return Object.values(NetworkSettings.Networks).some(({ NetworkID }) => NetworkID === Id);
  };
  // Looked at from inside, too: the engine's record of an endpoint carries no packet.
  const isConnected = async (service: string, network: string): Promise<boolean> => {
    const { NetworkSettings } = await command.docker.getContainer(of(`${service}-1`)).inspect();
    const address = NetworkSettings.Networks[`${command.project}_${network}`]?.IPAddress;
    const inside = await command.inside(service, "ip -4 addr");
    return (await isOn(of(`${service}-1`), network)) && inside.includes(` ${address}/`);
  };
  const of = (name: string): string => `${command.project}-${name}`;

  test("a paused container runs afterwards, on the new network", async () => {
    const services = `services:\n${sleeper("a", onBack)}${sleeper("b", onBack)}`;
    await command.up(services + open);
    await command.docker.getContainer(of("a-1")).pause();
    await command.up(services + closed);
    expect(await command.containers()).toEqual(["a-1 running", "b-1 running"]);
    expect(await isConnected("a", "back")).toBe(true);
    expect(await isConnected("b", "back")).toBe(true);
    expect(await command.steps(services + closed)).toEqual([]);
  });

  test("a paused container that changes too is replaced by one that runs on the new network", async () => {
    const services = (mode: string): string => `services:\n${sleeper("a", `${onBack}, environment: {MODE: ${mode}}`)}`;
    await command.up(services("one") + open);
    await command.docker.getContainer(of("a-1")).pause();
    await command.up(services("two") + closed);
    expect(await command.containers()).toEqual(["a-1 running"]);
    expect(await command.inside("a", "echo $MODE")).toBe("two");
    expect(await isConnected("a", "back")).toBe(true);
    expect(await command.steps(services("two") + closed)).toEqual([]);
  });

  test.each(["running", "paused", "exited"])(
    "a one-off container that is %s stays so, on the new network",
    async (state) => {
      const services = `services:\n${sleeper("a", onBack)}`;
      await command.up(services + open);
      const job = await command.docker.createContainer({
        Image: "busybox",
        Cmd: ["sleep", "600"],
        name: of("a-run-0123456789ab"),
        Labels: {
          "com.docker.compose.project": command.project,
          "com.docker.compose.service": "a",
          "com.docker.compose.oneoff": "True",
        },
        StopSignal: "SIGKILL",
        HostConfig: { NetworkMode: `${command.project}_back` },
      });
      await job.start();
      if (state === "paused") await job.pause();
      if (state === "exited") await job.kill();
      const { State } = await job.inspect();
      await command.up(services + closed);
      expect((await job.inspect()).State).toMatchObject({ Status: state, StartedAt: State.StartedAt });
      if (state === "exited") await job.start();
      expect(await isOn(job.id, "back")).toBe(true);
      expect(await isOn(of("a-1"), "back")).toBe(true);
    },
  );

  test.each([
    { what: "is scaled down", scale: 1, orphan: "" },
    { what: "is gone from the file", scale: 2, orphan: "orphan" },
  ])("with a build that fails nothing is stopped, also not what $what", async ({ scale, orphan }) => {
    const services = (count: number, more: string): string =>
      `services:\n${sleeper("a", `${onBack}, scale: ${count}`)}${more}`;
    await command.up(services(2, orphan && sleeper(orphan, onBack)) + open);
    const lives = async (): Promise<readonly string[]> => {
      const found = await command.docker.listContainers({
        filters: { label: [`com.docker.compose.project=${command.project}`] },
      });
      const all = await Promise.all(found.map(({ Id }) => command.docker.getContainer(Id).inspect()));
      return all.map(({ Id, State }) => `${Id} ${State.StartedAt}`).sort();
    };
    const before = await lives();
    const failing =
      '  built: {build: {context: ., dockerfile_inline: "FROM busybox\\nRUN exit 3\\n"}, networks: [back]}\n';
    const { code } = await command.run(services(scale, failing) + closed, "up", "-d", "--remove-orphans");
    expect(code).toBe(1);
    expect(await lives()).toEqual(before);
    expect(await isOn(of("a-1"), "back")).toBe(true);
    await command.up(services(scale, "") + closed, "--remove-orphans");
    expect(await command.containers()).toEqual(scale === 1 ? ["a-1 running"] : ["a-1 running", "a-2 running"]);
    expect(await isConnected("a", "back")).toBe(true);
  });

  test.each(["a", "b"])("a service that somebody took off its only network is on it again: %s", async (service) => {
    const file = `services:\n${sleeper("a", onBack)}${sleeper("b")}${open}`;
    await command.up(file);
    const network = service === "a" ? "back" : "default";
    await command.docker.getNetwork(`${command.project}_${network}`).disconnect({ Container: of(`${service}-1`) });
    expect(await command.inside(service, "ls /sys/class/net")).toBe("lo");
    await command.up(file);
    expect(await command.inside(service, "ls /sys/class/net")).toContain("eth");
    expect(await isOn(of(`${service}-1`), network)).toBe(true);
    expect(await command.steps(file)).toEqual([]);
  });

  test("a network that a service names no more, and nobody else uses, is left", async () => {
    const both = `services:\n${sleeper("a", ", networks: [front, back]")}networks: {front: , back: }\n`;
    await command.up(both);
    const one = `services:\n${sleeper("a", ", networks: [front]")}networks: {front: }\n`;
    await command.up(one);
    expect(await command.inside("a", "ls /sys/class/net | grep -c eth")).toBe("1");
    expect(await isOn(of("a-1"), "back")).toBe(false);
    expect(await command.steps(one)).toEqual([]);
  });

  test("a service that moves from the only network to another leaves the one and is on the other", async () => {
    await command.up(`services:\n${sleeper("a")}`);
    const moved = `services:\n${sleeper("a", onBack)}${open}`;
    await command.up(moved);
    const { Containers } = await command.docker.getNetwork(`${command.project}_default`).inspect();
    expect(Containers).toEqual({});
    expect(await isOn(of("a-1"), "back")).toBe(true);
    expect(await command.steps(moved)).toEqual([]);
  });
});
