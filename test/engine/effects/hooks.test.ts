/** Commands around starts and stops, on a real engine: seen by what they leave behind. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Event } from "../../../src/core/events.ts";
import type { RunReport } from "../../../src/executor/report.ts";
import { systemClock } from "../../../src/executor/system-clock.ts";
import { execute, planDown, planUp } from "../../../src/pipeline.ts";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses, never } from "../../support/engines.ts";
import { proves } from "../../support/proves.ts";
import { defaultUp } from "../../support/scenario.ts";

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;

  beforeEach(async () => {
    effects = await openEffects(address);
  });
  afterEach(() => effects.remove());

  const running = async (plan: Parameters<typeof execute>[0], events: Event[] = []): Promise<RunReport> =>
    execute(plan, { engine: effects.engine, clock: systemClock, emit: (event) => events.push(event), signal: never });

  async function up(compose: string): Promise<RunReport> {
    const project = await effects.load(compose);
    return running(await planUp(project, defaultUp, { engine: effects.engine, signal: never }));
  }

  const sleeper = `
services:
  web:
    image: busybox
    command: sleep 600
    stop_grace_period: 0s
`;

  proves(
    [
      "services.post_start",
      "services.post_start[].command",
      "services.post_start[].user",
      "services.post_start[].working_dir",
      "services.post_start[].environment",
    ],
    "run in the container after its start, one after the other",
    async () => {
      await effects.up(`${sleeper}
    user: "1000"
    cap_drop: [ALL]
    post_start:
      - {command: ["sh", "-c", 'echo "$$(id -u) $$PWD $$WHO" >/tmp/first'], user: "1001", working_dir: /var, environment: {WHO: "me"}}
      - {command: ["sh", "-c", "cat /tmp/first >/tmp/second; echo second >>/tmp/second"], user: "1001"}
`);
      expect(await effects.inside("web", "cat /tmp/second")).toBe("1001 /var me\nsecond");
    },
  );

  proves(
    [
      "services.pre_stop",
      "services.pre_stop[].command",
      "services.pre_stop[].user",
      "services.pre_stop[].working_dir",
      "services.pre_stop[].environment",
    ],
    "run in the container that is replaced, before it stops",
    async () => {
      const file = (version: string): string => `${sleeper}
    environment: {VERSION: "${version}"}
    volumes: ["left:/left"]
    pre_stop:
      - {command: ["sh", "-c", 'echo "$$(id -u) $$PWD $$VERSION $$WHO" >/left/first'], user: "0", working_dir: /var, environment: {WHO: "me"}}
volumes: {left: }
`;
      await effects.up(file("one"));
      await effects.up(file("two"));
      expect(await effects.inside("web", "cat /left/first")).toBe("0 /var one me");
    },
  );

  proves(
    [
      "services.pre_start",
      "services.pre_start[].image",
      "services.pre_start[].command",
      "services.pre_start[].user",
      "services.pre_start[].working_dir",
      "services.pre_start[].environment",
      "services.pre_start[].per_replica",
    ],
    "run before the service starts, with its volumes and networks",
    async () => {
      const events: Event[] = [];
      const project = await effects.load(`
services:
  web:
    image: busybox
    scale: 2
    command: sleep 600
    stop_grace_period: 0s
    environment: {MODE: live}
    volumes: ["files:/files"]
    networks: [inner]
    depends_on: [db]
    pre_start:
      - {command: ["sh", "-c", 'echo "$$(id -u) $$PWD $$MODE $$WHO" >>/files/ran'], user: "0", working_dir: /var, environment: {WHO: "me"}}
      - {image: "redis:7-alpine", command: ["sh", "-c", 'which redis-server >/files/image; getent hosts db >/dev/null && echo found >>/files/ran']}
      - {command: ["sh", "-c", 'echo each >>/files/ran'], per_replica: true}
  db:
    image: busybox
    command: sleep 600
    stop_grace_period: 0s
    networks: [inner]
networks: {inner: }
volumes: {files: }
`);
      const report = await running(await planUp(project, defaultUp, { engine: effects.engine, signal: never }), events);
      expect(report).toMatchObject({ outcome: "done", failures: [] });
      expect(await effects.inside("web", "cat /files/ran")).toBe("0 /var live me\nfound\neach\neach");
      expect(await effects.inside("web", "cat /files/image")).toContain("redis-server");
      const { containers } = await effects.engine.snapshot({ project: effects.project, images: [] }, never);
      expect(containers.map(({ name }) => name.replace(effects.project, "")).sort()).toEqual([
        "-db-1",
        "-web-1",
        "-web-2",
      ]);
    },
  );

  test("a changed pre_start runs again, in the plan of a replacement; an unchanged one does not", async () => {
    const compose = (version: string): string =>
      `${sleeper}    volumes: ["files:/files"]
    pre_start: [{command: ["sh", "-c", "echo ${version} >>/files/ran"]}]
volumes: {files: }
`;
    for (const version of ["one", "one", "two"]) expect(await up(compose(version))).toMatchObject({ outcome: "done" });
    expect(await effects.inside("web", "cat /files/ran")).toBe("one\ntwo");
  });

  /** An engine in a container may have fewer rights than it is asked to give. */
  async function mayGiveAll(): Promise<boolean> {
    const { failures } = await up("services: {all: {image: busybox, command: sleep 1, privileged: true}}");
    return failures.length === 0;
  }

  proves(
    ["services.pre_start[].privileged", "services.post_start[].privileged", "services.pre_stop[].privileged"],
    "the command has all rights",
    async (context) => {
      context.skip(!(await mayGiveAll()), "this engine may not give all rights");
      const rights = (path: string): string => `["sh", "-c", 'grep CapEff /proc/self/status >${path}']`;
      const file = (version: number): string => `${sleeper}
    volumes: ["rights:/rights"]
    environment: {VERSION: "${version}"}
    pre_start: [{command: ${rights("/rights/before")}, privileged: true}]
    post_start: [{command: ${rights("/rights/after")}, privileged: true}]
    pre_stop: [{command: ${rights("/rights/last")}, privileged: true}]
volumes: {rights: }
`;
      await effects.up(file(1));
      await effects.up(file(2));
      const all = (await effects.inside("web", "cat /rights/*"))
        .split("\n")
        .map((line) => BigInt(`0x${line.split(/\s+/)[1]}`));
      expect(all).toHaveLength(3);
      for (const rights of all) expect(rights).toBeGreaterThan(0xffffffffn);
    },
  );

  test("a command before the start that fails leaves the service made and not started, and nothing else", async () => {
    const { failures } = await up(`${sleeper}
    pre_start: [{command: ["sh", "-c", "echo no luck; exit 17"]}]
`);
    expect(failures).toMatchObject([
      { code: "hook-failed", message: "pre_start[0]: web hook exited with status 17: no luck" },
    ]);
    const { containers } = await effects.engine.snapshot({ project: effects.project, images: [] }, never);
    expect(containers.map(({ status }) => status.state)).toEqual(["created"]);
  });

  test("an interrupt takes its container away", async () => {
    const project = await effects.load(`${sleeper}
    pre_start: [{command: ["sh", "-c", "echo begun; sleep 600"]}]
`);
    const stop = new AbortController();
    const report = await execute(await planUp(project, defaultUp, { engine: effects.engine, signal: never }), {
      engine: effects.engine,
      clock: systemClock,
      emit: (event) => {
        if (event.type === "step-progress") stop.abort();
      },
      signal: stop.signal,
    });
    expect(report.outcome).toBe("interrupted");
    const { containers } = await effects.engine.snapshot({ project: effects.project, images: [] }, never);
    expect(containers.map(({ status }) => status.state)).toEqual(["created"]);
  });

  test("a command that is not there fails the run, in the engine's own words", async () => {
    const { failures } = await up(`${sleeper}
    post_start: [{command: [no-such-program]}]
`);
    expect(failures).toMatchObject([{ step: "post_start[0] web-1", code: "hook-failed" }]);
    expect(failures[0]?.message).toMatch(/^post_start\[0\]: web hook exited with status 12[67]: .*no-such-program/s);
  });

  test("of what a failing command printed the last lines are told", async () => {
    const { failures } = await up(`${sleeper}
    post_start: [{command: ["sh", "-c", "seq 1 100000; echo out of luck; exit 17"]}]
`);
    const lines = failures[0]?.message.split("\n") ?? [];
    expect(lines[0]).toBe("post_start[0]: web hook exited with status 17: 99992");
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe("out of luck");
  });

  test("down takes everything away, though a command before a stop fails", async () => {
    const file = `${sleeper}
    pre_stop: [{command: ["sh", "-c", "exit 3"]}, {command: [no-such-program]}]
`;
    await effects.up(file);
    const project = await effects.load(file);
    const options = { volumes: false, removeOrphans: false, graceSeconds: 0 };
    const report = await running(await planDown(project, options, { engine: effects.engine, signal: never }));
    expect(report.failures.map(({ message }) => message)).toEqual([
      "pre_stop[0]: web hook exited with status 3",
      expect.stringMatching(/^pre_stop\[1\]: web hook exited with status 12[67]/),
    ]);
    expect((await effects.engine.snapshot({ project: effects.project, images: [] }, never)).containers).toEqual([]);
  });
});
