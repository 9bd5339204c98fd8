/** A replacement that does not start gives way to what was there: with its dependents, and whoever shares its network. */
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../src/executor/system-clock.ts";
import { execute } from "../../../src/pipeline.ts";
import { freePort } from "../../support/addresses.ts";
import { type Command, openCommand } from "../../support/command.ts";
import { engineAddresses, never } from "../../support/engines.ts";

describe.each(engineAddresses)("on %s", (address) => {
  let command: Command;

  beforeEach(async () => {
    command = await openCommand(address);
  });
  afterEach(() => command.remove());

  const quick = "image: busybox, stop_signal: SIGKILL";
  const good = "sleep 600";
  const bad = "no-such-program";
  const idOf = async (service: string): Promise<string> => (await command.inspect(service)).Id;
  const namespace = (service: string): Promise<string> => command.inside(service, "readlink /proc/self/ns/net");
  const expectShared = async (): Promise<void> => {
    expect(await namespace("sharer")).toBe(await namespace("owner"));
    expect(await command.inside("sharer", "ls /sys/class/net | xargs")).toBe("eth0 lo");
  };

  test("a program that is not there: the old container runs on, and its dependents run", async () => {
    const file = (program: string): string => `
services:
  db: {${quick}, command: ${program}}
  web: {${quick}, command: sleep 600, depends_on: {db: {condition: service_started, restart: true}}}
`;
    await command.up(file(good));
    const [db, web] = [await idOf("db"), await idOf("web")];
    const { code, output } = await command.run(file(bad), "up", "-d");
    expect(code).toBe(1);
    expect(output).toContain(bad);
    const all = await command.containers();
    expect(all.filter((line) => line.endsWith(" running"))).toEqual(["db-1 running", "web-1 running"]);
    expect((await command.docker.getContainer(db).inspect()).State.Running).toBe(true);
    expect((await command.docker.getContainer(web).inspect()).State.Running).toBe(true);
    await command.up(file(good));
    expect(await command.containers()).toEqual(["db-1 running", "web-1 running"]);
    expect(await idOf("db")).toBe(db);
    expect(await command.steps(file(good))).toEqual([]);
  });

  test("a program that is not there: who shares the old container's network has one", async () => {
    const file = (program: string): string => `
services:
  owner: {${quick}, command: ${program}}
  sharer: {${quick}, command: sleep 600, network_mode: "service:owner"}
`;
    await command.up(file(good));
    const [owner, sharer] = [await idOf("owner"), await idOf("sharer")];
    expect((await command.run(file(bad), "up", "-d")).code).toBe(1);
    const running = (await command.containers()).filter((line) => line.endsWith(" running"));
    expect(running).toEqual(["owner-1 running", "sharer-1 running"]);
    for (const id of [owner, sharer])
      expect((await command.docker.getContainer(id).inspect()).State.Running).toBe(true);
    await command.up(file(good));
    expect(await idOf("owner")).toBe(owner);
    await expectShared();
    expect(await command.steps(file(good))).toEqual([]);
  });

  test("a port that somebody takes once it is planned: all that was stopped for it runs again, with a network", async () => {
    const port = await freePort();
    const file = (ports: string): string => `
services:
  owner: {${quick}, command: sleep 600${ports}}
  sharer: {${quick}, command: sleep 600, network_mode: "service:owner"}
  web: {${quick}, command: sleep 600, depends_on: {owner: {condition: service_started, restart: true}}}
`;
    await command.up(file(""));
    const ids = await Promise.all(["owner", "sharer", "web"].map(idOf));
    const published = file(`, ports: ["${port}:80"]`);
    const plan = await command.plan(published);
    const holder = createServer().listen(port);
    try {
      const io = { engine: command.engine, clock: systemClock, emit: () => {}, signal: never };
      const { outcome, failures } = await execute(plan, io);
      expect(outcome).toBe("failed");
      expect(failures[0]).toMatchObject({ step: "start owner-1" });
    } finally {
      holder.close();
    }
    for (const id of ids) expect((await command.docker.getContainer(id).inspect()).State.Running).toBe(true);
    await command.up(file(""));
    expect(await Promise.all(["owner", "sharer", "web"].map(idOf))).toEqual(ids);
    await expectShared();
    expect(await command.steps(file(""))).toEqual([]);
    await command.up(published);
    expect(await command.containers()).toEqual(["owner-1 running", "sharer-1 running", "web-1 running"]);
    await expectShared();
    expect(await command.steps(published)).toEqual([]);
  });
});
