/**
 * What Podman's Docker-compatible socket does for a project, on each engine of WINDLASS_TEST_ENGINES (or DOCKER_HOST)
 * that is one; skipped where there is none.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labels } from "../../src/engine/labels.ts";
import { logText } from "../../src/engine/output-line.ts";
import type { Engine } from "../../src/engine/port.ts";
import type { Project } from "../../src/spec/project.ts";
import { cleanUp, engineAddresses, furtherEngines, never, newProject, open } from "../support/engines.ts";
import { down, planOf, projectOf, up } from "../support/scenario.ts";

const podmen: string[] = [];
for (const address of [...engineAddresses, ...furtherEngines]) {
  const engine = await open(address).catch(() => undefined);
  if (engine?.facts.kind === "podman") podmen.push(address);
  engine?.close();
}

const compose = (name: string): string => `
name: ${name}
services:
  db:
    image: busybox
    command: ["sh", "-c", "sleep 1; touch /tmp/ready; sleep 600"]
    stop_grace_period: 0s
    healthcheck: {test: ["CMD", "sh", "-c", "test -e /tmp/ready && echo ready"], interval: 1s, retries: 30}
    volumes: ["data:/data", /anonymous]
    networks: {back: {aliases: [the-db]}}
  web:
    image: busybox
    command: ["sh", "-c", "until nslookup the-db. | grep -q Name:; do sleep 1; done; echo found; sleep 600"]
    stop_grace_period: 0s
    depends_on: {db: {condition: service_healthy}, job: {condition: service_completed_successfully}}
    networks: [back, front]
    sysctls: {net.core.somaxconn: 512}
    environment: {GREETING: "good morning"}
  job:
    image: busybox
    command: ["true"]
networks: {back: , front: }
volumes: {data: }
`;

test.skipIf(podmen.length > 0)(
  "no engine among those to test on is Podman: say one in WINDLASS_TEST_ENGINES",
  (context) => context.skip("no Podman among the engines"),
);

describe.each(podmen)("Podman at %s", (address) => {
  const name = newProject();
  let engine: Engine;
  let project: Project;

  beforeAll(async () => {
    engine = await open(address);
    project = await projectOf(compose(name));
  });
  afterAll(async () => {
    await cleanUp(engine, name);
    engine.close();
  });

  const containers = async (): Promise<ReadonlyMap<string | undefined, string>> => {
    const { containers } = await engine.snapshot({ project: name, images: [] }, never);
    return new Map(containers.map((container) => [container.labels[labels.service], container.id]));
  };

  test("up makes networks, volumes and containers, and waits for health and for a job's end", async () => {
    const { report } = await up(project, engine);
    expect(report.failures).toEqual([]);
    const db = await engine.status((await containers()).get("db") ?? "", never);
    expect(db).toMatchObject({ state: "running", health: "healthy", healthOutput: expect.stringContaining("ready") });
  });

  test("an alias resolves, and logs are read", async () => {
    const web = (await containers()).get("web") ?? "";
    await expect
      .poll(
        async () => {
          const lines: string[] = [];
          for await (const batch of engine.logs(web, { follow: false }, never)) lines.push(...batch.map(logText));
          return lines;
        },
        { timeout: 20_000 },
      )
      .toContain("found");
  });

  test("a second up leaves what runs as it is", async () => {
    const { verdicts } = await planOf(project, engine);
    const changed = verdicts.filter(({ action }) => action !== "keep");
    expect(changed.map(({ resource, action }) => `${action} ${resource.service}`)).toEqual(["start job"]);
  });

  test("a change replaces the one container that it is of, and the volumes stay", async () => {
    const before = await containers();
    const { volumes } = await engine.snapshot({ project: name, images: [] }, never);
    const changed = await projectOf(compose(name).replace("512", "256"));
    const { report } = await up(changed, engine);
    expect(report.failures).toEqual([]);
    const after = await containers();
    expect(after.get("web")).not.toBe(before.get("web"));
    expect(after.get("db")).toBe(before.get("db"));
    expect((await engine.snapshot({ project: name, images: [] }, never)).volumes).toEqual(volumes);
    expect(
      (await planOf(changed, engine)).verdicts.every(({ action }) => action === "keep" || action === "start"),
    ).toBe(true);
  });

  test("down removes all of it", async () => {
    const { report } = await down(project, engine, { volumes: true });
    expect(report.failures).toEqual([]);
    const { containers, networks, volumes } = await engine.snapshot({ project: name, images: [] }, never);
    const own = [...networks, ...volumes].filter((thing) => thing.labels[labels.project] === name);
    expect([...containers, ...own]).toEqual([]);
  });
});
