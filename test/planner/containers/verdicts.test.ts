/** What a plan says becomes of a container, and why, to somebody who did not see what happened before. */
import { describe, expect, test } from "vitest";
import { planText } from "../../../src/cli/render/plan.ts";
import { uncoloured } from "../../../src/cli/terminal/paint.ts";
import type { Plan, Verdict } from "../../../src/planner/plan/plan.ts";
import { containerOf } from "../../support/memory/state.ts";
import type { MemoryEngine } from "../../support/memory-engine.ts";
import { engineWith, planDownOf, planOf, projectOf, run, unmarked, up } from "../../support/scenario.ts";

const service = (attributes = "") => projectOf(`services: {a: {image: busybox, ${attributes}}}`);

const containers = ({ verdicts }: Plan): readonly Verdict[] =>
  verdicts.filter(({ resource }) => resource.kind === "container");

function ofContainer(plan: Plan): Verdict {
  const [verdict] = containers(plan);
  if (verdict === undefined) throw new Error("the plan says nothing of a container");
  return verdict;
}

async function running(attributes = ""): Promise<MemoryEngine> {
  const engine = engineWith("busybox", "nginx");
  await up(await service(attributes), engine);
  return engine;
}

const idOf = (engine: MemoryEngine, name: string): string => containerOf(engine, name)?.id ?? "";

describe("another name", () => {
  test("of the file's is told with the old one, the new one and the line", async () => {
    const engine = await running();
    const { action, reason, changes } = ofContainer(await planOf(await service("container_name: front"), engine));
    expect({ action, reason }).toEqual({ action: "change", reason: { code: "update-in-place" } });
    expect(changes?.[0]).toMatchObject({
      field: "container_name",
      from: "shop-a-1",
      to: "front",
      place: { file: "/shop/compose.yaml" },
    });
  });

  test("that somebody gave it is told with the one that it gets back", async () => {
    const engine = await running("network_mode: none");
    await engine.renameContainer(idOf(engine, "shop-a-1"), "mine");
    const { action, reason, changes } = ofContainer(await planOf(await service("network_mode: none"), engine));
    expect({ action, reason }).toEqual({ action: "change", reason: { code: "renamed", from: "mine", to: "shop-a-1" } });
    expect(changes).toEqual([{ field: "name", from: "mine", to: "shop-a-1" }]);
  });
});

test("another container in the place of one shows all that will be new, also what needs no other container", async () => {
  const engine = await running("mem_limit: 64m");
  const { action, reason, changes } = ofContainer(
    await planOf(await service("container_name: front, user: nobody, mem_limit: 128m"), engine),
  );
  expect({ action, reason }).toEqual({ action: "replace", reason: { code: "changed", fields: ["user"] } });
  expect(changes?.map(({ field }) => field)).toEqual([
    "container_name",
    "user",
    "mem_limit",
    "networks.shop_default.aliases",
  ]);
});

test("what only the run can tell is told with what happens otherwise", async () => {
  const engine = engineWith("busybox", "nginx");
  const file = await projectOf(`services:
  own: {image: busybox, pull_policy: always}
  job: {image: busybox}
  dep: {image: nginx, depends_on: {own: {condition: service_started, restart: true}}}`);
  await up(file, engine);
  engine.become("shop-job-1", { state: "exited", exitCode: 0 });
  const plan = await planOf(file, engine);
  const text = planText(plan, uncoloured, { steps: false });
  expect(text).toContain("shop-own-1    may recreate  if the image changes\n");
  expect(text).toContain("shop-job-1    may recreate  if the image changes, otherwise start\n");
  expect(text).toContain("shop-dep-1    may restart   restarts with own\n");
  expect(text).toMatch(/2 to recreate if needed, 1 to restart if needed/);
});

test("where a run is killed that recreates a container, the next plan says what is still to be done", async () => {
  const seen: string[] = [];
  for (let calls = 1; ; calls++) {
    const engine = await running();
    const changed = await service("user: nobody");
    engine.callsLeft = calls;
    const { report } = await run(await planOf(changed, engine), engine, 1, changed);
    engine.callsLeft = Number.POSITIVE_INFINITY;
    if (report.failures.length === 0 && report.outcome === "done") break;
    const { action, reason } = ofContainer(await planOf(changed, engine));
    seen.push(`${action}: ${reason.code}`);
  }
  expect(seen).toEqual([
    // The old one runs still, and what is to be changed is on it.
    "replace: changed",
    "start: interrupted-replacement",
    "change: interrupted-replacement",
    "change: interrupted-replacement",
  ]);
});

test("networks are told as they are and as they will be, somebody else's among them", async () => {
  const engine = await running();
  const id = idOf(engine, "shop-a-1");
  await engine.createNetwork({ name: "theirs", labels: {} } as never);
  await engine.disconnectNetwork(id, "shop_default");
  await engine.connectNetwork(id, { network: "theirs", aliases: [] });
  const { changes } = ofContainer(await planOf(await service(), engine));
  expect(changes?.map(({ field, from, to }) => ({ field, from, to }))).toEqual([
    { field: "networks", from: "theirs", to: "shop_default, theirs" },
  ]);
});

test("another port is told once, and not as another exposed port too", async () => {
  const engine = await running("ports: [8080:80], expose: [9000]");
  const fields = async (attributes: string) =>
    ofContainer(await planOf(await service(attributes), engine)).changes?.map(({ field }) => field);
  expect(await fields("ports: [8080:81], expose: [9000]")).toEqual(["ports"]);
  expect(await fields("expose: [9000]")).toEqual(["ports"]);
  expect(await fields("ports: [8080:80], expose: [9001]")).toEqual(["expose"]);
  expect(await fields("ports: [8080:81], expose: [9001]")).toEqual(["expose", "ports"]);
});

describe("drift", () => {
  const labelled = "labels: {a: file}";

  test("is what neither the file nor an update of ours can have brought about", async () => {
    const engine = await running(labelled);
    const container = containerOf(engine, "shop-a-1");
    if (container === undefined) throw new Error("nothing was made");
    Object.assign(container, {
      config: { ...container.config, user: "root", labels: { ...unmarked(container.config.labels), a: "x" } },
    });
    const { reason, changes } = ofContainer(await planOf(await service(labelled), engine));
    expect(reason).toEqual({ code: "changed", fields: ["labels.a", "user"], drift: true });
    expect(changes).toMatchObject([{ drift: true }, { drift: true }]);
    const edited = ofContainer(await planOf(await service("labels: {a: other}"), engine));
    expect(edited.changes?.some(({ drift }) => drift)).toBe(false);
  });

  test.each([
    ["mem_limit", "mem_limit: 64m", "mem_limit: 128m"],
    ["mem_reservation", "mem_reservation: 64m", "mem_reservation: 128m"],
    ["memswap_limit", "mem_limit: 64m, memswap_limit: 64m", "mem_limit: 64m, memswap_limit: 128m"],
    ["cpus", "cpus: 0.5", "cpus: 1"],
    ["cpu_shares", "cpu_shares: 100", "cpu_shares: 200"],
    ["cpuset", "cpuset: '0'", "cpuset: 0-1"],
    ["pids_limit", "pids_limit: 10", "pids_limit: 20"],
    ["restart", "restart: always", "restart: on-failure"],
    ["networks.shop_default.aliases", "networks: {default: {aliases: [x]}}", "networks: {default: {aliases: [y]}}"],
    ["container_name", "container_name: one, network_mode: none", "container_name: two, network_mode: none"],
  ])("is never called what an earlier run changed in place: %s", async (field, first, second) => {
    const engine = await running(first);
    await up(await service(second), engine);
    const back = ofContainer(await planOf(await service(first), engine));
    expect(back).toMatchObject({ action: "change", changes: [{ field }] });
    expect(JSON.stringify(back)).not.toContain("drift");
    const further = ofContainer(await planOf(await service(`${first}, user: nobody`), engine));
    expect(JSON.stringify(further)).not.toContain("drift");
  });
});

describe("orphans", () => {
  const without = () => projectOf("services: {b: {image: nginx}}");

  test("are shown as they stay, and as they go with --remove-orphans", async () => {
    const engine = await running();
    const kept = await planOf(await without(), engine);
    expect(planText(kept, uncoloured, { steps: false })).toContain(
      "container  shop-a-1      keep    orphan: its service is not in the file; --remove-orphans removes it\n",
    );
    expect(planText(kept, uncoloured, { steps: false })).toMatch(/^Plan: .*; 1 unchanged, 1 orphan\.\n$/m);
    expect(kept.warnings).toMatchObject([{ code: "orphans", message: expect.stringContaining("shop-a-1") }]);
    const gone = await planOf(await without(), engine, { removeOrphans: true });
    expect(gone.verdicts).toContainEqual(expect.objectContaining({ action: "remove", reason: { code: "orphan" } }));
    expect(gone.warnings).toEqual([]);
  });

  test("are no running containers of a run", async () => {
    const engine = await running();
    const { events } = await up(await without(), engine);
    const [plan] = events;
    expect(plan).toMatchObject({ type: "plan", kept: [{ kind: "network" }] });
  });

  test("that down leaves are shown too", async () => {
    const engine = await running();
    const { verdicts } = await planDownOf(await without(), engine);
    expect(verdicts.filter(({ resource }) => resource.kind === "container")).toMatchObject([
      { action: "keep", reason: { code: "orphan", kept: true } },
    ]);
  });
});
