import { expect, test } from "vitest";
import { stepsText as planText } from "../../../src/cli/render/plan-steps.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { down, planOf, projectOf, run, up } from "../../support/scenario.ts";

const file = (image = "busybox"): string => `services: {a: {image: ${image}, networks: [net]}}\nnetworks: {net: }`;

async function twinned(parts: Parameters<MemoryEngine["addTwin"]>[1] = {}): Promise<MemoryEngine> {
  const engine = new MemoryEngine("1.41");
  engine.addImage("busybox");
  engine.addImage("alpine");
  await up(await projectOf(file()), engine);
  engine.addTwin("shop_net", parts);
  return engine;
}
const names = ({ networks }: MemoryEngine): string[] => [...networks.values()].map(({ name }) => name);

test("of two networks of one name the one that nobody is on goes, and nothing else changes", async () => {
  const engine = await twinned({ createdAt: "0001-01-01T00:00:00Z" });
  const project = await projectOf(file());
  const plan = await planOf(project, engine);
  expect(plan.steps.map(({ operation }) => operation.kind)).toEqual(["remove-network"]);
  expect((await run(plan, engine)).report.outcome).toBe("done");
  expect(names(engine)).toEqual(["shop_net"]);
  expect(planText(await planOf(project, engine))).toBe("nothing to do\n");
});

test("nothing uses the name before one network alone has it", async () => {
  const engine = await twinned();
  const project = await projectOf(file("alpine"));
  const { report } = await run(await planOf(project, engine), engine, Number.POSITIVE_INFINITY);
  expect(report.failures).toEqual([]);
  expect(planText(await planOf(project, engine))).toBe("nothing to do\n");
});

test("of two that nobody is on the older is kept", async () => {
  const engine = await twinned({ createdAt: "0001-01-01T00:00:00Z" });
  const [first, second] = [...engine.networks.keys()];
  await engine.removeContainer([...engine.containers.keys()][0] ?? "", { volumes: false });
  expect((await up(await projectOf(file()), engine)).report.outcome).toBe("done");
  expect([...engine.networks.keys()]).toEqual([second]);
  expect(first).not.toBe(second);
});

test("down takes both", async () => {
  const engine = await twinned();
  expect((await down(await projectOf(file()), engine)).report.outcome).toBe("done");
  expect(names(engine)).toEqual([]);
});

test("a twin that is somebody else's is refused, with its place", async () => {
  const engine = await twinned({ labels: {} });
  await expect(planOf(await projectOf(file()), engine)).rejects.toMatchObject({
    code: "network-ambiguous",
    diagnostics: [{ place: { line: 2 } }],
  });
});

test("an external network of which there are several must be given by its id", async () => {
  const external = (name: string): string =>
    `services: {a: {image: busybox, networks: [net]}}\nnetworks: {net: {external: true, name: "${name}"}}`;
  const engine = new MemoryEngine("1.41");
  engine.addImage("busybox");
  const spec = { driverOptions: {}, ipamOptions: {}, subnets: [], internal: false, attachable: false, labels: {} };
  const id = await engine.createNetwork({ name: "shared", ...spec });
  engine.addTwin("shared");
  await expect(planOf(await projectOf(external("shared")), engine)).rejects.toMatchObject({
    code: "network-ambiguous",
    diagnostics: [{ hint: expect.stringContaining("id") }],
  });
  expect((await planOf(await projectOf(external(id)), engine)).steps.length).toBe(2);
});
