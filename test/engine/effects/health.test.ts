/** Health checks as the engine runs them, and the platform and profile that it is asked for. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiAtLeast } from "../../../src/engine/api-version.ts";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses } from "../../support/engines.ts";
import { proves } from "../../support/proves.ts";

const compose = (startInterval: string): string => `
services:
  well:
    image: busybox
    command: sleep 600
    healthcheck: {test: "echo fine", interval: 1s}
  ill:
    image: busybox
    command: sleep 600
    healthcheck: {test: [CMD, "false"], interval: 200ms, retries: 2}
  slow:
    image: busybox
    command: sleep 600
    healthcheck: {test: "sleep 60", interval: 200ms, timeout: 300ms, retries: 1}
  young:
    image: busybox
    command: sleep 600
    healthcheck: {test: [CMD, "false"], interval: 200ms, retries: 1, start_period: 10m${startInterval}}
  unasked:
    image: busybox
    command: sleep 600
    healthcheck: {disable: true}
  filtered:
    image: busybox
    command: sleep 600
    security_opt: ["seccomp=./profiles/no-mkdir.json"]
    platform: PLATFORM
`;

/** Everything is allowed but one call. */
const profile = `{
  "defaultAction": "SCMP_ACT_ALLOW",
  "syscalls": [ { "names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO" } ]
}
`;

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;
  let file: string;
  let startInterval: boolean;

  beforeAll(async () => {
    effects = await openEffects(address);
    startInterval = apiAtLeast(effects.engine.facts.apiVersion, "1.44");
    const { Os, Architecture } = await effects.docker.getImage("busybox").inspect();
    file = compose(startInterval ? ", start_interval: 200ms" : "").replace("PLATFORM", `${Os}/${Architecture}`);
    await effects.load(file, { "profiles/no-mkdir.json": profile });
    await effects.up(file);
  });
  afterAll(() => effects.remove());

  const health = async (service: string) => (await effects.inspect(service)).State.Health;
  const ends = (service: string, status: string) =>
    expect.poll(async () => (await health(service))?.Status).toBe(status);

  proves(["services.healthcheck.test", "services.healthcheck.interval"], "the engine runs it, so often", async () => {
    await ends("well", "healthy");
    expect((await health("well"))?.Log.at(-1)?.Output).toBe("fine\n");
    expect((await effects.inspect("well")).Config.Healthcheck?.Interval).toBe(1e9);
  });

  proves("services.healthcheck.retries", "so many failures make the container unhealthy", async () => {
    await ends("ill", "unhealthy");
    expect((await health("ill"))?.FailingStreak).toBeGreaterThanOrEqual(2);
  });

  proves("services.healthcheck.timeout", "a check that takes longer has failed", async () => {
    await ends("slow", "unhealthy");
    expect((await health("slow"))?.Log[0]?.Output).toMatch(/timeout|exceeded/i);
  });

  proves("services.healthcheck.start_period", "failures in it do not count", async () => {
    await expect.poll(async () => (await health("young"))?.Log.length).toBeGreaterThan(1);
    expect(await health("young")).toMatchObject({ Status: "starting", FailingStreak: 0 });
  });

  proves("services.healthcheck.start_interval", "the engine has it for the time after the start", async (context) => {
    context.skip(!startInterval, "this engine has no such thing");
    const { Healthcheck } = (await effects.inspect("young")).Config as { Healthcheck?: { StartInterval?: number } };
    expect(Healthcheck?.StartInterval).toBe(2e8);
  });

  proves("services.healthcheck.disable", "the engine runs no check", async () => {
    const { Config, State } = await effects.inspect("unasked");
    expect(Config.Healthcheck?.Test).toEqual(["NONE"]);
    expect(State.Health).toBeUndefined();
  });

  proves("services.platform", "the engine refuses an image for another one", async () => {
    expect((await effects.inspect("filtered")).State.Running).toBe(true);
    const other = file.replace(/platform: .*/, "platform: linux/riscv64").replace("filtered:", "foreign:");
    const plan = await effects.plan(other);
    expect(plan.warnings).toContainEqual(
      expect.objectContaining({ code: "platform-mismatch", path: "services.foreign.platform" }),
    );
    await expect(effects.up(other)).rejects.toThrow(/platform/);
  });

  test("a seccomp profile is read from the project's folder and in force", async () => {
    await expect(effects.inside("filtered", "mkdir /tmp/x")).rejects.toThrow(/not permitted/);
    expect(await effects.inside("unasked", "mkdir /tmp/x && echo made")).toBe("made");
  });

  test("nothing is left to do", async () => {
    expect((await effects.plan(file)).steps).toEqual([]);
  });
});
