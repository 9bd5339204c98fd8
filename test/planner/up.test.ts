import { expect, test } from "vitest";
import { stepsText as planText } from "../../src/cli/render/plan-steps.ts";
import { WindlassError } from "../../src/core/errors.ts";
import { labels } from "../../src/engine/labels.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { down, planDownOf, planOf, projectOf, run, up } from "../support/scenario.ts";

const shop = `
services:
  web:
    image: nginx:1.27
    ports: ["8080:80"]
    depends_on:
      db: {condition: service_healthy}
      migrate: {condition: service_completed_successfully}
    networks: [front, back]
    environment: {DEBUG: "1"}
  db:
    image: postgres:16
    healthcheck: {test: pg_isready}
    volumes: ["data:/var/lib/postgresql/data"]
    networks: [back]
  migrate:
    image: postgres:16
    command: migrate
    depends_on:
      db: {condition: service_healthy}
    networks: [back]
networks: {front: , back: }
volumes: {data: }
`;

function engineWith(...images: readonly string[]): MemoryEngine {
  const engine = new MemoryEngine();
  for (const image of images) engine.addImage(image);
  engine.behaviours.set("migrate", { exits: 0 });
  return engine;
}
const shopEngine = (): MemoryEngine => engineWith("nginx:1.27", "nginx:1.28", "postgres:16");

const golden = (name: string): string => `golden/${name}.txt`;

test("a fresh up makes everything in one graph", async () => {
  const plan = await planOf(await projectOf(shop), shopEngine());
  await expect(planText(plan)).toMatchFileSnapshot(golden("fresh"));
});

test("an unchanged up plans nothing but the start of a job that ended", async () => {
  const engine = shopEngine();
  const project = await projectOf(shop);
  await up(project, engine);
  await expect(planText(await planOf(project, engine))).toMatchFileSnapshot(golden("job-again"));
});

test("an unchanged up plans nothing", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf("services: {a: {image: busybox}, b: {image: busybox, depends_on: [a]}}");
  await up(project, engine);
  expect(planText(await planOf(project, engine))).toBe("nothing to do\n");
});

test("a changed image replaces one container, and says which line asked for it", async () => {
  const engine = shopEngine();
  await up(await projectOf(shop), engine);
  const plan = await planOf(await projectOf(shop.replace("nginx:1.27", "nginx:1.28")), engine);
  await expect(planText(plan)).toMatchFileSnapshot(golden("changed-image"));
  await run(plan, engine);
  expect(engine.states()).toEqual({ "shop-db-1": "running", "shop-migrate-1": "exited", "shop-web-1": "running" });
});

test("a changed variable names the key and keeps the value to itself", async () => {
  const engine = shopEngine();
  await up(await projectOf(shop), engine);
  const plan = await planOf(await projectOf(shop.replace('"1"', '"swordfish"')), engine);
  const verdict = plan.verdicts.find(({ resource }) => resource.name === "shop-web-1");
  expect(verdict?.changes).toMatchObject([{ field: "environment.DEBUG", place: { line: 10 } }]);
  expect(JSON.stringify(plan.steps), "the container gets it").toContain("swordfish");
  expect(JSON.stringify(verdict)).not.toContain("swordfish");
});

test("a memory limit is changed on the standing container", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf("services: {a: {image: busybox, mem_limit: 64m}}"), engine);
  const plan = await planOf(await projectOf("services: {a: {image: busybox, mem_limit: 128m}}"), engine);
  await expect(planText(plan)).toMatchFileSnapshot(golden("memory"));
  await run(plan, engine);
  expect(planText(await planOf(await projectOf("services: {a: {image: busybox, mem_limit: 128m}}"), engine))).toBe(
    "nothing to do\n",
  );
});

test("a limit that is taken out of the file needs another container", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf("services: {a: {image: busybox, mem_limit: 64m}}"), engine);
  const plan = await planOf(await projectOf("services: {a: {image: busybox}}"), engine);
  expect(plan.verdicts).toMatchObject([
    { action: "keep" },
    { action: "replace", reason: { code: "changed", fields: ["mem_limit"] } },
  ]);
});

test("a changed limit is put right, and nobody is blamed: the file may have changed to and fro", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf("services: {a: {image: busybox, mem_limit: 64m}}");
  await up(project, engine);
  const [container] = [...engine.containers.keys()];
  await engine.updateContainer(container ?? "", { memory: 32 << 20 });
  const plan = await planOf(project, engine);
  expect(plan.verdicts.at(-1)?.changes).toEqual([
    { field: "mem_limit", from: "32 MiB", to: "64 MiB", place: expect.anything() },
  ]);
});

test("a container joins and leaves networks while it stands", async () => {
  const file = (networks: string): string =>
    `services: {a: {image: busybox, networks: [one, ${networks}]}, b: {image: busybox, networks: [two, three]}}\nnetworks: {one: , two: , three: }`;
  const engine = engineWith("busybox");
  await up(await projectOf(file("two")), engine);
  const plan = await planOf(await projectOf(file("three")), engine);
  await expect(planText(plan)).toMatchFileSnapshot(golden("networks"));
});

test("scaling up makes the next numbers, scaling down takes the highest", async () => {
  const engine = engineWith("busybox");
  const scale = (n: number): string => `services: {a: {image: busybox, scale: ${n}}}`;
  await up(await projectOf(scale(2)), engine);
  await up(await projectOf(scale(4)), engine);
  expect(Object.keys(engine.states())).toEqual(["shop-a-1", "shop-a-2", "shop-a-3", "shop-a-4"]);
  await up(await projectOf(scale(1)), engine);
  expect(Object.keys(engine.states())).toEqual(["shop-a-1"]);
  await up(await projectOf(scale(0)), engine);
  expect(engine.states()).toEqual({});
});

test("an orphan is told, and taken away where that is asked", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf("services: {a: {image: busybox}, old: {image: busybox}}"), engine);
  const project = await projectOf("services: {a: {image: busybox}}");
  const plan = await planOf(project, engine);
  expect(plan.steps).toEqual([]);
  expect(plan.warnings).toMatchObject([{ code: "orphans", message: expect.stringContaining("shop-old-1") }]);
  await up(project, engine, { removeOrphans: true });
  expect(Object.keys(engine.states())).toEqual(["shop-a-1"]);
});

test("no old container stops before every candidate exists", async () => {
  const engine = engineWith("busybox:1", "busybox:2");
  const file = (tag: number): string =>
    `services: {a: {image: "busybox:${tag}"}, b: {image: "busybox:${tag}", depends_on: [a]}}`;
  await up(await projectOf(file(1)), engine);
  engine.calls.length = 0;
  await up(await projectOf(file(2)), engine);
  expect(engine.calls.map((call) => call.replace(/[0-9a-f]{12}_/, "candidate "))).toEqual([
    "create candidate shop-a-1",
    "create candidate shop-b-1",
    "stop shop-a-1",
    "start candidate shop-a-1",
    "remove shop-a-1",
    "rename candidate shop-a-1 to shop-a-1",
    "stop shop-b-1",
    "start candidate shop-b-1",
    "remove shop-b-1",
    "rename candidate shop-b-1 to shop-b-1",
  ]);
});

test("where one candidate cannot be made, every old container goes on", async () => {
  const engine = engineWith("busybox:1", "busybox:2");
  const file = (tag: number): string => `services: {a: {image: "busybox:${tag}"}, b: {image: "busybox:${tag}"}}`;
  await up(await projectOf(file(1)), engine);
  const before = [...engine.containers.keys()];
  engine.failing.set(`create ${before[1]?.slice(0, 12)}_shop-b-1`, new WindlassError("engine-refused", "no memory"));
  const { report } = await up(await projectOf(file(2)), engine);
  expect(report.failures).toHaveLength(1);
  expect(before.map((id) => engine.containers.get(id)?.status.state)).toEqual(["running", "running"]);
});

test("a candidate that does not start gives way to the old one", async () => {
  const engine = engineWith("busybox:1", "busybox:2");
  const file = (tag: number): string => `services: {a: {image: "busybox:${tag}"}}`;
  await up(await projectOf(file(1)), engine);
  const project = await projectOf(file(2));
  const [old = ""] = [...engine.containers.keys()];
  engine.failing.set(`start ${old.slice(0, 12)}_shop-a-1`, new WindlassError("start-failed", "no such program"));
  const { report } = await up(project, engine);
  expect(report.failures.map(({ code }) => code)).toEqual(["start-failed"]);
  expect(engine.containers.get(old)?.status.state).toBe("running");
  engine.failing.clear();
  await up(project, engine);
  expect(engine.states()).toEqual({ "shop-a-1": "running" });
  expect(engine.containers.has(old)).toBe(false);
});

test("an anonymous volume goes on in the replacement", async () => {
  const engine = engineWith("busybox");
  engine.addImage("redis:7", { volumes: ["/data"] });
  await up(await projectOf("services: {a: {image: redis:7}}"), engine);
  const [volume] = [...engine.volumes.keys()].filter((name) => name.length === 64);
  await up(await projectOf("services: {a: {image: redis:7, tty: true}}"), engine);
  const [container] = [...engine.containers.values()];
  expect(container?.config.mounts).toMatchObject([{ type: "volume", source: volume, target: "/data" }]);
  const project = await projectOf("services: {a: {image: redis:7, tty: true}}");
  expect(planText(await planOf(project, engine))).toBe("nothing to do\n");
  await down(project, engine, { volumes: true });
  expect(engine.volumes.size).toBe(0);
});

test("whether a pulled image is another one is known only then: the replacement is conditional", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf(
    "services: {a: {image: busybox, pull_policy: always}, b: {image: busybox, pull_policy: always, depends_on: {a: {condition: service_started, restart: true}}}}",
  );
  await up(project, engine);
  const plan = await planOf(project, engine);
  await expect(planText(plan)).toMatchFileSnapshot(golden("pull-always"));
  engine.calls.length = 0;
  await run(plan, engine);
  expect(engine.calls).toEqual(["pull busybox"]);
  engine.registry.set("busybox", { ...engine.addImage("other"), references: ["busybox"] });
  await up(project, engine);
  expect(Object.keys(engine.states())).toEqual(["shop-a-1", "shop-b-1"]);
  expect(engine.calls.filter((call) => call.startsWith("start "))).toHaveLength(2);
});

test("a job that ended starts again under its own id when its image did not change", async () => {
  const engine = engineWith("busybox");
  engine.behaviours.set("job", { exits: 3 });
  const project = await projectOf("services: {job: {image: busybox, pull_policy: always}}");
  await up(project, engine);
  const before = [...engine.containers.keys()];
  engine.calls.length = 0;
  await up(project, engine);
  expect(engine.calls).toEqual(["pull busybox", "start shop-job-1"]);
  expect([...engine.containers.keys()]).toEqual(before);
});

test("who shares a network is replaced with its owner", async () => {
  const file = (tty: boolean): string =>
    `services: {vpn: {image: busybox, tty: ${tty}}, app: {image: busybox, network_mode: "service:vpn"}}`;
  const engine = engineWith("busybox");
  await up(await projectOf(file(false)), engine);
  const plan = await planOf(await projectOf(file(true)), engine);
  await expect(planText(plan)).toMatchFileSnapshot(golden("shared-network"));
  await run(plan, engine);
  expect(planText(await planOf(await projectOf(file(true)), engine))).toBe("nothing to do\n");
});

test("restart: true stops a dependent before the old dependency and starts it after the new one", async () => {
  const file = (tty: boolean): string =>
    `services: {db: {image: busybox, tty: ${tty}}, app: {image: busybox, depends_on: {db: {condition: service_started, restart: true}}}}`;
  const engine = engineWith("busybox");
  await up(await projectOf(file(false)), engine);
  const plan = await planOf(await projectOf(file(true)), engine);
  await expect(planText(plan)).toMatchFileSnapshot(golden("restart-with"));
});

test("a changed network is made anew, its containers keep their ids and aliases", async () => {
  const file = (internal: boolean): string =>
    `services: {a: {image: busybox, networks: {n: {aliases: [first]}}}, b: {image: busybox, networks: [n]}}\nnetworks: {n: {internal: ${internal}}}`;
  const engine = engineWith("busybox");
  await up(await projectOf(file(false)), engine);
  const before = [...engine.containers.keys()];
  const plan = await planOf(await projectOf(file(true)), engine);
  await expect(planText(plan)).toMatchFileSnapshot(golden("changed-network"));
  await run(plan, engine);
  expect([...engine.containers.keys()]).toEqual(before);
  expect([...engine.containers.values()].map(({ endpoints }) => endpoints.get("shop_n")?.aliases)).toEqual([
    ["shop-a-1", "a", "first"],
    ["shop-b-1", "b"],
  ]);
  expect(planText(await planOf(await projectOf(file(true)), engine))).toBe("nothing to do\n");
});

test("a changed network that somebody else's container is on is refused before anything stops", async () => {
  const file = (internal: boolean): string =>
    `services: {a: {image: busybox, networks: [n]}}\nnetworks: {n: {internal: ${internal}}}`;
  const engine = engineWith("busybox");
  await up(await projectOf(file(false)), engine);
  const [own] = engine.containers.values();
  if (!own) throw new Error("nothing was made");
  await engine.startContainer(await engine.createContainer({ name: "guest", config: { ...own.config, labels: {} } }));
  await expect(planOf(await projectOf(file(true)), engine)).rejects.toMatchObject({
    code: "network-in-use",
    message: expect.stringContaining("guest"),
  });
});

test("an older engine takes one network at creation and connects the others", async () => {
  const engine = new MemoryEngine("1.41");
  engine.addImage("busybox");
  const project = await projectOf("services: {a: {image: busybox, networks: [one, two]}}\nnetworks: {one: , two: }");
  await expect(planText(await planOf(project, engine))).toMatchFileSnapshot(golden("older-engine"));
  await up(project, engine);
  expect(planText(await planOf(project, engine))).toBe("nothing to do\n");
});

test("--wait ends with the state that each service declares", async () => {
  const engine = shopEngine();
  await expect(planText(await planOf(await projectOf(shop), engine, { wait: true }))).toMatchFileSnapshot(
    golden("wait"),
  );
});

test("--force-recreate replaces what is as declared", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf("services: {a: {image: busybox}}");
  await up(project, engine);
  const plan = await planOf(project, engine, { forceRecreate: true });
  expect(plan.verdicts.at(-1)).toMatchObject({ action: "replace", reason: { code: "flag", flag: "--force-recreate" } });
});

test("a dependency that is not required may fail", async () => {
  const engine = engineWith("busybox");
  engine.behaviours.set("db", { exits: 1 });
  const project = await projectOf(
    "services: {db: {image: busybox}, app: {image: busybox, depends_on: {db: {condition: service_completed_successfully, required: false}}}}",
  );
  const { report, events } = await up(project, engine);
  expect(report).toMatchObject({ outcome: "done", failures: [] });
  expect(events.flatMap((event) => (event.type === "warning" ? [event.diagnostic.message] : []))).toEqual([
    'optional dependency "db" didn\'t complete successfully: exit 1 (container shop-db-1)',
  ]);
  expect(engine.states()).toEqual({ "shop-app-1": "running", "shop-db-1": "exited" });
});

test("a dependency that one service requires and another does not may not fail", async () => {
  const engine = engineWith("busybox");
  engine.behaviours.set("db", { exits: 1 });
  const job = (required: boolean): string =>
    `{image: busybox, depends_on: {db: {condition: service_completed_successfully, required: ${required}}}}`;
  const project = await projectOf(`services: {db: {image: busybox}, a: ${job(false)}, b: ${job(true)}}`);
  const { report } = await up(project, engine);
  expect(report.failures).toHaveLength(1);
  expect(engine.states()).toEqual({ "shop-a-1": "running", "shop-b-1": "created", "shop-db-1": "exited" });
});

test("nobody waits for the health of a dependency that is not required and has no check", async () => {
  const engine = engineWith("busybox");
  const plan = await planOf(
    await projectOf(
      "services:\n  db: {image: busybox}\n  app:\n    image: busybox\n    depends_on: {db: {condition: service_healthy, required: false}}",
    ),
    engine,
  );
  expect(plan.warnings).toMatchObject([{ code: "no-healthcheck", severity: "warning", place: { line: 5 } }]);
  expect(plan.steps.map(({ id }) => id)).not.toContain("wait until db-1 is healthy");
  expect(plan.steps.find(({ id }) => id === "start app-1")?.afterEnd).toEqual(["start db-1"]);
});

test("a name that somebody else's container has is refused, with its owner", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf("name: other\nservices: {x: {image: busybox, container_name: shop-a-1}}"), engine);
  await expect(planOf(await projectOf("services: {a: {image: busybox}}"), engine)).rejects.toMatchObject({
    code: "name-taken",
    message: expect.stringContaining('the project "other"'),
  });
});

test("a port that another container publishes is refused, with its line", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf('name: other\nservices: {x: {image: busybox, ports: ["8080:80"]}}'), engine);
  await expect(
    planOf(await projectOf('services:\n  a:\n    image: busybox\n    ports: ["8080:80"]'), engine),
  ).rejects.toMatchObject({
    code: "port-taken",
    diagnostics: [{ place: { line: 4 } }],
  });
});

test("waiting for the health of a service without a check is refused", async () => {
  const project = await projectOf(
    "services: {db: {image: busybox}, app: {image: busybox, depends_on: {db: {condition: service_healthy}}}}",
  );
  await expect(planOf(project, engineWith("busybox"))).rejects.toMatchObject({ code: "no-healthcheck" });
});

test("a missing external network or volume is refused", async () => {
  const project = await projectOf(
    "services: {a: {image: busybox, networks: [n], volumes: ['v:/v']}}\nnetworks: {n: {external: true}}\nvolumes: {v: {external: true}}",
  );
  await expect(planOf(project, engineWith("busybox"))).rejects.toMatchObject({
    diagnostics: [{ code: "external-not-found" }, { code: "external-not-found" }],
  });
});

test("a name that moves from one service to another is freed first", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf("services: {a: {image: busybox, container_name: front}, b: {image: busybox}}"), engine);
  await up(await projectOf("services: {a: {image: busybox}, b: {image: busybox, container_name: front}}"), engine);
  expect(engine.states()).toEqual({ front: "running", "shop-a-1": "running" });
  const front = [...engine.containers.values()].find(({ name }) => name === "front");
  expect(front?.config.labels[labels.service]).toBe("b");
});

test("down takes everything away but volumes, dependents first; with -v those too", async () => {
  const engine = shopEngine();
  const project = await projectOf(shop);
  await up(project, engine);
  await expect(planText(await planDownOf(project, engine))).toMatchFileSnapshot(golden("down"));
  await down(project, engine);
  expect([engine.containers.size, engine.networks.size, [...engine.volumes.keys()]]).toEqual([0, 0, ["shop_data"]]);
  await down("shop", engine, { volumes: true });
  expect(engine.volumes.size).toBe(0);
});

test("down leaves a network that somebody else's container is on, and says so", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf("services: {a: {image: busybox}}");
  await up(project, engine);
  await up(
    await projectOf(
      "name: other\nservices: {x: {image: busybox, networks: [n]}}\nnetworks: {n: {external: true, name: shop_default}}",
    ),
    engine,
  );
  const plan = await planDownOf(project, engine);
  expect(plan.warnings).toMatchObject([{ code: "network-in-use", message: expect.stringContaining("other-x-1") }]);
  const { report } = await run(plan, engine);
  expect(report.outcome).toBe("done");
});

test("a network or volume of the name that is not the project's is used, told, and never removed", async () => {
  const engine = engineWith("busybox");
  await engine.createNetwork({
    name: "shop_default",
    driverOptions: {},
    ipamOptions: {},
    subnets: [],
    internal: false,
    attachable: false,
    labels: {},
  });
  await engine.createVolume({ name: "shop_v", driver: "local", driverOptions: {}, labels: {} });
  const project = await projectOf("services: {a: {image: busybox, volumes: ['v:/v']}}\nvolumes: {v: }");
  const plan = await planOf(project, engine);
  expect(plan.warnings.map(({ code }) => code)).toEqual(["network-not-ours", "volume-not-ours"]);
  await run(plan, engine);
  await down(project, engine, { volumes: true });
  expect([engine.networks.size, [...engine.volumes.keys()]]).toEqual([1, ["shop_v"]]);
});

test("a volume whose definition changed is told and kept with its data", async () => {
  const engine = engineWith("busybox");
  const file = (type: string): string =>
    `services: {a: {image: busybox, volumes: ['v:/v']}}\nvolumes: {v: {driver_opts: {type: ${type}, device: x}}}`;
  await up(await projectOf(file("tmpfs")), engine);
  const plan = await planOf(await projectOf(file("nfs")), engine);
  expect(plan.steps).toEqual([]);
  expect(plan.warnings).toMatchObject([{ code: "volume-differs", place: { line: 2 } }]);
});

test("down of a service takes along what needs it, and nothing else", async () => {
  const engine = shopEngine();
  const project = await projectOf(shop);
  await up(project, engine);
  await down(project, engine, { services: ["migrate"] });
  expect(Object.keys(engine.states())).toEqual(["shop-db-1"]);
  expect(engine.networks.size).toBe(2);
  await up(project, engine);
  await down("shop", engine, { services: ["db"] });
  expect(engine.states()).toEqual({});
});
