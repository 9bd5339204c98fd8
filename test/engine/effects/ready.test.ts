/** `x-windlass.ready`: services that say by themselves nothing of their health, asked on a real engine. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../src/executor/system-clock.ts";
import { execute, planUp } from "../../../src/pipeline.ts";
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

  /** A service that is ready after a while, and one that waits for it. */
  const file = (ready: string, script: string): string => `
services:
  slow:
    image: busybox
    command: ["sh", "-c", ${JSON.stringify(script)}]
    stop_grace_period: 0s
    x-windlass: {ready: ${ready}}
  next:
    image: busybox
    command: sleep 600
    stop_grace_period: 0s
    depends_on: {slow: {condition: service_healthy}}
`;

  /** By the engine's clock, to the second. */
  async function startedAfterwards(): Promise<void> {
    const [ok, next] = [await effects.inside("slow", "stat -c %Y /tmp/ok"), await effects.inspect("next")];
    expect(Date.parse(next.State.StartedAt)).toBeGreaterThanOrEqual(Number(ok) * 1000);
  }

  proves(
    [
      "services.x-windlass.ready.http",
      "services.x-windlass.ready.interval",
      "services.x-windlass.ready.timeout",
      "services.x-windlass.ready.start_period",
      "services.x-windlass.ready.retries",
    ],
    "what depends on it starts when it answers as it should",
    async () => {
      const script = "mkdir /www; httpd -p 8080 -h /www; sleep 2; touch /tmp/ok; echo fine >/www/ok; sleep 600";
      const plan = await effects.up(
        file("{http: 8080/ok, interval: 100ms, timeout: 2s, start_period: 1m, retries: 1}", script),
      );
      expect(plan.steps.map(({ id }) => id)).toContain("wait until slow-1 is ready");
      await startedAfterwards();
    },
  );

  proves("services.x-windlass.ready.tcp", "what depends on it starts when it takes connections", async () => {
    await effects.up(
      file(
        "{tcp: 7000, interval: 100ms, retries: 600}",
        "sleep 2; touch /tmp/ok; while true; do nc -l -p 7000 -e cat; done",
      ),
    );
    await startedAfterwards();
  });

  proves("services.x-windlass.ready.log", "what depends on it starts when it has said so", async () => {
    await effects.up(
      file(
        "{log: at your service, retries: 60}",
        "echo starting; sleep 2; touch /tmp/ok; echo now at your service; sleep 600",
      ),
    );
    await startedAfterwards();
  });

  const failuresOf = async (compose: string): Promise<readonly string[]> => {
    const project = await effects.load(compose);
    const plan = await planUp(project, { ...defaultUp, wait: true }, { engine: effects.engine, signal: never });
    const io = { engine: effects.engine, clock: systemClock, emit: () => {}, signal: never };
    return (await execute(plan, io)).failures.map(({ message }) => message.replace(effects.project, "shop"));
  };

  test("a port that is published and that nobody listens on is not taken for ready", async () => {
    const compose = `
services:
  deaf:
    image: busybox
    command: sleep 600
    stop_grace_period: 0s
    ports: ["127.0.0.1::7000"]
    x-windlass: {ready: {tcp: 7000, interval: 50ms, retries: 3}}
`;
    expect(await failuresOf(compose)).toEqual([
      "dependency failed to start: container shop-deaf-1 is not ready: port 7000 did not answer, tried 3 times",
    ]);
  });

  test("a word that never comes, and an end before it, are failures", async () => {
    const compose = `
services:
  silent:
    image: busybox
    command: sleep 600
    stop_grace_period: 0s
    x-windlass: {ready: {log: hello, interval: 100ms, retries: 5}}
  gone:
    image: busybox
    command: ["sh", "-c", "sleep 1; exit 4"]
    x-windlass: {ready: {log: hello}}
`;
    expect((await failuresOf(compose)).toSorted()).toEqual([
      "dependency failed to start: container shop-gone-1 exited (4)",
      'dependency failed to start: container shop-silent-1 is not ready: it did not print "hello" within 0.5s',
    ]);
  });
});
