/** The order in which a project is taken away. */
import { describe, expect, test } from "vitest";
import { stepsText } from "../../src/cli/render/plan-steps.ts";
import { containerOf } from "../support/memory/state.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { engineWith, noHost, planDownOf, planOf, projectOf, run, up } from "../support/scenario.ts";

const golden = (name: string): string => `golden/${name}.txt`;

const aNeedsB = "services: {a: {image: busybox, depends_on: [b]}, b: {image: busybox}}";
const bNeedsA = "services: {a: {image: busybox}, b: {image: busybox, tty: true, depends_on: [a]}}";

describe("labels that lead in a circle", () => {
  async function engine(): Promise<MemoryEngine> {
    const made = engineWith("busybox");
    await up(await projectOf(aNeedsB), made);
    await up(await projectOf(bNeedsA), made);
    return made;
  }

  test("do not matter where there is a file", async () => {
    const plan = await planDownOf(await projectOf(bNeedsA), await engine());
    await expect(stepsText(plan)).toMatchFileSnapshot(golden("down-after-turned-dependency"));
  });

  test("are no hindrance where there is none: everything goes", async () => {
    const made = await engine();
    const { report } = await run(await planDownOf("shop", made), made);
    expect(report.outcome).toBe("done");
    expect([made.containers.size, made.networks.size]).toEqual([0, 0]);
  });
});

test("a depends_on that is added later counts, though no container's label says it", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf("services: {a: {image: busybox}, b: {image: busybox}}"), engine);
  const plan = await planDownOf(await projectOf(bNeedsA), engine);
  expect(plan.steps.find(({ id }) => id === "stop a-1")?.after).toEqual(["stop b-1"]);
});

test("networks go after a provider's down, which goes after its dependents and before what it depends on", async () => {
  const engine = engineWith("web");
  const project = await projectOf(
    "services: {web: {image: web, depends_on: [db]}, db: {provider: {type: cloud}, depends_on: [net]}, net: {image: web}}",
  );
  const host = { ...noHost, findProgram: async () => "/bin/cloud", runProgram: async () => ({ code: 0, errors: "" }) };
  await run(await planOf(project, engine), engine, 1, undefined, { host });
  const plan = await planDownOf(project, engine);
  await expect(stepsText(plan)).toMatchFileSnapshot(golden("down-provider"));
  expect((await run(plan, engine, 1, undefined, { host })).report.outcome).toBe("done");
  expect([engine.containers.size, engine.networks.size]).toEqual([0, 0]);
});

describe("who shares something of a container", () => {
  const shares = [
    ['network_mode: "service:a"', "network"],
    ['pid: "service:a"', "processes"],
    ["volumes_from: [a]", "volumes"],
  ] as const;

  test.each(shares)("is removed before it on Podman, which insists on it: %s", async (share) => {
    const engine = new MemoryEngine("1.41", "podman");
    engine.addImage("busybox");
    const project = await projectOf(`services: {a: {image: busybox}, b: {image: busybox, ${share}}}`);
    await up(project, engine);
    for (const asked of [project, "shop"]) {
      const plan = await planDownOf(asked, engine);
      expect(plan.steps.find(({ id }) => id === "remove a-1")?.after).toContain("remove b-1");
    }
    expect((await run(await planDownOf(project, engine), engine)).report.outcome).toBe("done");
    expect(engine.states()).toEqual({});
  });

  test("goes before it too where only a label's container knows of it", async () => {
    const engine = new MemoryEngine("1.41", "podman");
    engine.addImage("busybox");
    await up(
      await projectOf('services: {a: {image: busybox}, b: {image: busybox, network_mode: "service:a"}}'),
      engine,
    );
    const edited = await projectOf("services: {a: {image: busybox}, b: {image: busybox}}");
    const { report } = await run(await planDownOf(edited, engine), engine, Number.POSITIVE_INFINITY);
    expect(report.outcome).toBe("done");
    expect(engine.states()).toEqual({});
  });
});

describe("what somebody else has taken away since the plan was made is done", () => {
  test("a container that is to be stopped and removed", async () => {
    const engine = engineWith("busybox");
    const project = await projectOf(aNeedsB);
    await up(project, engine);
    const plan = await planDownOf(project, engine);
    for (const id of [...engine.containers.keys()]) await engine.removeContainer(id, { volumes: false });
    expect((await run(plan, engine)).report).toMatchObject({ outcome: "done", failures: [] });
    expect(engine.networks.size).toBe(0);
  });

  test("an endpoint on a network, and the network", async () => {
    const engine = engineWith("busybox");
    const file = (names: string): string =>
      `services: {a: {image: busybox, networks: [${names}]}}\nnetworks: {one: , two: }`;
    await up(await projectOf(file("one, two")), engine);
    const plan = await planOf(await projectOf(file("one")), engine);
    expect(plan.steps.map(({ id }) => id)).toEqual(["disconnect a-1 from shop_two"]);
    const [id = ""] = engine.containers.keys();
    await engine.disconnectNetwork(id, "shop_two");
    for (const network of [...engine.networks.values()])
      if (network.name === "shop_two") await engine.removeNetwork(network.id);
    expect((await run(plan, engine)).report).toMatchObject({ outcome: "done", failures: [] });
  });
});

test("networks are told by name, and a volume that goes says that its data does", async () => {
  const engine = engineWith("busybox");
  const file = await projectOf(
    "services: {a: {image: busybox, networks: [z, m, b], volumes: ['v:/v']}}\nnetworks: {z: , m: , b: }\nvolumes: {v: }",
  );
  await up(file, engine);
  const { verdicts } = await planDownOf(file, engine, { volumes: true });
  const told = verdicts.map(({ resource: { kind, name } }) => `${kind} ${name}`);
  expect(told.filter((text) => text.startsWith("network"))).toEqual([
    "network shop_b",
    "network shop_m",
    "network shop_z",
  ]);
  expect(verdicts.find(({ resource }) => resource.kind === "volume")?.reason).toEqual({
    code: "flag",
    flag: "-v",
    losesData: true,
  });
});

test("a network that an orphan keeps says how to get rid of the orphan; another one's says how to disconnect it", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf("services: {a: {image: busybox}, b: {image: busybox}}"), engine);
  const hint = async (text: string) =>
    (await planDownOf(await projectOf(text), engine)).warnings.find(({ code }) => code === "network-in-use")?.hint;
  expect(await hint("services: {a: {image: busybox}}")).toBe("remove it with --remove-orphans");
  const own = containerOf(engine, "shop-a-1");
  if (own === undefined) throw new Error("nothing was made");
  const id = await engine.createContainer({ name: "theirs", config: { ...own.config, labels: {} } } as never);
  await engine.startContainer(id);
  expect(await hint("services: {a: {image: busybox}, b: {image: busybox}}")).toBe(
    "disconnect it (docker network disconnect shop_default theirs), then run down again",
  );
});
