/** Stops and removals: in whatever order labels say, of what is still there, and of everything that a run has started. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../src/executor/system-clock.ts";
import { execute, planDown, planStop } from "../../../src/pipeline.ts";
import { type Command, openCommand } from "../../support/command.ts";
import { engineAddresses, never } from "../../support/engines.ts";

describe.each(engineAddresses)("on %s", (address) => {
  let command: Command;

  beforeEach(async () => {
    command = await openCommand(address);
  });
  afterEach(() => command.remove());

  const quick = "image: busybox, stop_signal: SIGKILL, command: sleep 600";

  test("down takes away containers whose labels say that each depends on the other", async () => {
    // The dependency was turned round, and only one of the two was brought up since.
    await command.up(`services:\n  a: {${quick}, depends_on: [b]}\n  b: {${quick}}\n`);
    const turned = `services:\n  a: {${quick}}\n  b: {${quick}, environment: {NEW: one}, depends_on: [a]}\n`;
    await command.up(turned);
    const { code, output } = await command.run(turned, "down");
    expect(code, output).toBe(0);
    expect(await command.containers()).toEqual([]);
  });

  test("down by the project's name alone takes away containers whose labels lead in a circle", async () => {
    const io = { engine: command.engine, clock: systemClock, emit: () => {}, signal: never };
    await command.up(
      `services:\n  a: {${quick}, depends_on: [b]}\n  b: {${quick}}\n  c: {${quick}, depends_on: [a]}\n`,
    );
    await command.up(
      `services:\n  b: {${quick}, environment: {NEW: one}, depends_on: [c]}\n  c: {${quick}}\n`,
      "--no-deps",
      "b",
    );
    const options = { volumes: false, removeOrphans: false };
    const report = await execute(
      await planDown(command.project, options, { engine: command.engine, signal: never }),
      io,
    );
    expect(report).toMatchObject({ outcome: "done", failures: [] });
    expect(await command.containers()).toEqual([]);
  });

  test.each(["stop", "down"])("what somebody removed after it was planned is done, not failed: %s", async (verb) => {
    const file = `services:\n  a: {${quick}}\n  b: {${quick}, depends_on: [a]}\n`;
    await command.up(file);
    const planning = { engine: command.engine, signal: never };
    const plan =
      verb === "stop"
        ? await planStop(command.project, {}, planning)
        : await planDown(command.project, { volumes: true, removeOrphans: false }, planning);
    await command.docker.getContainer(`${command.project}-b-1`).remove({ force: true });
    if (verb === "down") {
      await command.docker.getContainer(`${command.project}-a-1`).remove({ force: true });
      await command.docker.getNetwork(`${command.project}_default`).remove();
    }
    const report = await execute(plan, { ...planning, clock: systemClock, emit: () => {} });
    expect(report).toMatchObject({ outcome: "done", failures: [] });
    expect(await command.containers()).toEqual(verb === "stop" ? ["a-1 exited"] : []);
  });

  test("an up goes on where what it was to replace was removed meanwhile", async () => {
    const file = (mode: string): string => `services:\n  a: {${quick}, environment: {MODE: ${mode}}}\n`;
    await command.up(file("one"));
    const plan = await command.plan(file("two"));
    await command.docker.getContainer(`${command.project}-a-1`).remove({ force: true });
    const report = await execute(plan, { engine: command.engine, clock: systemClock, emit: () => {}, signal: never });
    expect(report).toMatchObject({ outcome: "done", failures: [] });
    expect(await command.containers()).toEqual(["a-1 running"]);
    expect(await command.steps(file("two"))).toEqual([]);
  });

  describe("Ctrl-C during a slow start", () => {
    const running = async (): Promise<readonly string[]> =>
      (await command.containers()).filter((line) => line.endsWith(" running"));

    test("of one after the other: nothing is left running", async () => {
      const slow = "post_start: [{command: [sleep, '1']}]";
      const names = ["a", "b", "c", "d"];
      const services = names.map(
        (name, i) => `  ${name}: {${quick}, ${slow}${i > 0 ? `, depends_on: [${names[i - 1]}]` : ""}}\n`,
      );
      const up = await command.start(`services:\n${services.join("")}`, "up");
      await expect.poll(running).toHaveLength(2);
      up.kill("SIGINT");
      expect((await up.ended).code).toBe(130);
      expect(await running()).toEqual([]);
    });

    test("of a replacement: neither the old one nor the new one is left running, and the next up arrives", async () => {
      const file = (mode: string): string =>
        `services:\n  a: {${quick}, environment: {MODE: ${mode}}, post_start: [{command: ["sh", "-c", "[ $$MODE = one ] || sleep 2"]}]}\n`;
      await command.up(file("one"));
      const up = await command.start(file("two"), "up");
      await expect.poll(async () => (await command.containers()).join()).toMatch(/_a-1 running/);
      up.kill("SIGINT");
      expect((await up.ended).code).toBe(130);
      expect(await running()).toEqual([]);
      await command.up(file("two"));
      expect(await command.containers()).toEqual(["a-1 running"]);
      expect(await command.inside("a", "echo $MODE")).toBe("two");
      expect(await command.steps(file("two"))).toEqual([]);
    });

    test("of many at once: nothing is left running", async () => {
      const up = await command.start(`services:\n  many: {${quick}, scale: 12}\n`, "up");
      await expect.poll(async () => (await running()).length).toBeGreaterThan(0);
      up.kill("SIGINT");
      expect((await up.ended).code).toBe(130);
      expect(await running()).toEqual([]);
    });
  });
});
