/** What makes the project and its order: names, dependencies, builds and whose output is shown, on a real engine. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses, removeImage } from "../../support/engines.ts";
import { windlass } from "../../support/program.ts";
import { proves } from "../../support/proves.ts";

const order = (marker: string): string => `
services:
  job:
    image: busybox
    command: sh -c 'sleep 0.5; echo done >/shared/job'
    volumes: ["shared:/shared"]
  slow:
    image: busybox
    command: sh -c 'sleep 0.5; touch /shared/well; sleep 600'
    volumes: ["shared:/shared"]
    healthcheck: {test: test -e /shared/well, interval: 200ms, timeout: 10s, retries: 300}
    environment: {MARKER: "${marker}"}
  app:
    image: busybox
    command: sh -c 'ls /shared; sleep 600'
    volumes: ["shared:/shared"]
    depends_on:
      job: {condition: service_completed_successfully}
      slow: {condition: service_healthy, restart: true}
      gone: {condition: service_started, required: false}
  gone:
    image: busybox
    profiles: [never]
volumes: {shared: }
`;

const dockerfile = `FROM busybox AS first
ARG WORD=none
COPY word.txt /word.txt
RUN echo "$WORD" >>/word.txt
CMD ["sleep", "600"]
FROM first
RUN echo last >>/word.txt
`;

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;

  beforeAll(async () => {
    effects = await openEffects(address);
  });
  afterAll(async () => {
    await effects.remove();
    await removeImage(address, `${effects.project}-built`);
  });

  proves(
    ["services.depends_on.*.condition", "services.depends_on.*.restart", "services.depends_on.*.required"],
    "who depends on others starts once they are as far, and again when they were replaced",
    async () => {
      await effects.up(order("first"));
      expect(await effects.inside("app", "ls /shared")).toBe("job\nwell");
      const started = async () => (await effects.inspect("app")).State.StartedAt;
      const before = await started();
      await effects.up(order("second"));
      expect(await started()).not.toBe(before);
      expect((await effects.inspect("job")).RestartCount).toBe(0);
    },
  );

  proves(
    ["services.build.context", "services.build.dockerfile", "services.build.args", "services.build.target"],
    "the image is made so",
    async () => {
      const compose =
        "services: {built: {build: {context: ./src, dockerfile: own.Dockerfile, args: {WORD: given}, target: first}}}";
      await effects.load(compose, { "src/own.Dockerfile": dockerfile, "src/word.txt": "copied\n" });
      await effects.up(compose, { removeOrphans: true });
      expect(await effects.inside("built", "cat /word.txt")).toBe("copied\ngiven");
    },
  );

  proves(["name", "services.attach"], "the containers are called by it, and only their output is shown", async () => {
    const file = join(effects.folder, "named.yaml");
    await writeFile(
      file,
      `name: ${effects.project}\nservices:\n  loud: {image: busybox, command: echo loud words}\n  quiet: {image: busybox, command: echo quiet words, attach: false}\n`,
    );
    const { code, stdout } = await windlass(["-f", file, "up", "--remove-orphans", "-t", "0"], {
      DOCKER_HOST: address,
    });
    expect(code).toBe(0);
    expect(stdout).toContain("loud words");
    expect(stdout).not.toContain("quiet words");
    expect((await effects.inspect("quiet")).Name).toBe(`/${effects.project}-quiet-1`);
    await rm(file);
  });
});
