/** Who lives in another container's network has one whenever an up has ended, whatever became of the owner. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Command, openCommand } from "../../support/command.ts";
import { engineAddresses } from "../../support/engines.ts";

describe.each(engineAddresses)("on %s", (address) => {
  let command: Command;

  beforeEach(async () => {
    command = await openCommand(address);
  });
  afterEach(() => command.remove());

  const quick = "image: busybox, stop_signal: SIGKILL, command: sleep 600";
  const of = (name: string): string => `${command.project}-${name}`;
  const interfaces = (service: string): Promise<string> => command.inside(service, "ls /sys/class/net | sort | xargs");
  const namespace = (service: string): Promise<string> => command.inside(service, "readlink /proc/self/ns/net");

  /** All that share have the owner's network, and it is one; nothing is left to do. */
  async function expectShared(file: string, ...sharers: readonly string[]): Promise<void> {
    const owned = await namespace("owner");
    for (const service of ["owner", ...sharers]) {
      expect(await namespace(service), service).toBe(owned);
      expect(await interfaces(service), service).toBe("eth0 lo");
    }
    expect(await command.steps(file)).toEqual([]);
  }

  test("an owner that exited is started again, and who shares with it has its network", async () => {
    const file = `services:\n  owner: {${quick}}\n  one: {${quick}, network_mode: "service:owner"}\n  two: {${quick}, network_mode: "service:owner"}\n`;
    await command.up(file);
    await command.docker.getContainer(of("owner-1")).kill();
    await command.up(file);
    await expectShared(file, "one", "two");
  });

  test("who shares with an owner that restarts along with a dependency has its network", async () => {
    const file = (mode: string): string =>
      `services:\n  db: {${quick}, environment: {MODE: ${mode}}}\n  owner: {${quick}, depends_on: {db: {condition: service_started, restart: true}}}\n  one: {${quick}, network_mode: "service:owner"}\n`;
    await command.up(file("one"));
    const life = await command.life("owner");
    await command.up(file("two"));
    expect(await command.life("owner")).not.toBe(life);
    await expectShared(file("two"), "one");
  });

  test("who was cut off by a plain restart of the owner is repaired", async () => {
    const file = `services:\n  owner: {${quick}}\n  one: {${quick}, network_mode: "service:owner"}\n`;
    await command.up(file);
    await command.docker.getContainer(of("owner-1")).restart();
    expect(await interfaces("one")).toBe("lo");
    const life = await command.life("owner");
    await command.up(file);
    expect(await command.life("owner")).toBe(life);
    await expectShared(file, "one");
  });

  test("who was cut off by a crash of the owner, which the engine restarted, is repaired with those that share with it in turn", async () => {
    const file = `services:\n  owner: {image: busybox, stop_signal: SIGKILL, restart: always, command: [sh, -c, "until rm /crash; do sleep 0.1; done"]}\n  one: {${quick}, network_mode: "service:owner", ipc: shareable}\n  two: {${quick}, network_mode: "service:owner", ipc: "service:one"}\n`;
    await command.up(file);
    await command.inside("owner", "touch /crash");
    const restarts = async (): Promise<string> => {
      const { RestartCount, State } = await command.inspect("owner");
      return `${State.Status} after ${RestartCount}`;
    };
    await expect.poll(restarts).toBe("running after 1");
    await command.up(file);
    await expectShared(file, "one", "two");
    expect(await command.inside("two", "readlink /proc/self/ns/ipc")).toBe(
      await command.inside("one", "readlink /proc/self/ns/ipc"),
    );
  });

  test("a changed owner is replaced together with who shares with it", async () => {
    const file = (mode: string): string =>
      `services:\n  owner: {${quick}, environment: {MODE: ${mode}}}\n  one: {${quick}, network_mode: "service:owner"}\n`;
    await command.up(file("one"));
    await command.up(file("two"));
    expect(await command.containers()).toEqual(["one-1 running", "owner-1 running"]);
    await expectShared(file("two"), "one");
  });
});
