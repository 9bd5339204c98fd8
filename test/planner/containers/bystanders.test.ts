/** Containers that no service of the plan stands for, on a network that is recreated. */
import { describe, expect, test } from "vitest";
import { stepsText } from "../../../src/cli/render/plan-steps.ts";
import { labels } from "../../../src/engine/labels.ts";
import { containerOf } from "../../support/memory/state.ts";
import { engineWith, planOf, projectOf, run, up } from "../../support/scenario.ts";

const golden = (name: string): string => `../golden/${name}.txt`;

const file = (internal: boolean): string => `
services:
  a: {image: busybox, networks: [n]}
  b: {image: busybox, networks: {n: {aliases: [second]}}}
networks: {n: {internal: ${internal}}}
`;

test("what run has started goes on: it leaves the network and joins the new one", async () => {
  const engine = engineWith("busybox");
  const only = file(false).replace(/ {2}b:.*\n/, "");
  await up(await projectOf(only), engine);
  const own = containerOf(engine, "shop-a-1");
  if (!own) throw new Error("nothing was made");
  const config = { ...own.config, labels: { ...own.config.labels, [labels.oneOff]: "True" } };
  await engine.startContainer(await engine.createContainer({ name: "shop-a-run-1", config }));
  const before = containerOf(engine, "shop-a-run-1")?.run;
  const plan = await planOf(await projectOf(only.replace("false", "true")), engine);
  await expect(stepsText(plan)).toMatchFileSnapshot(golden("changed-network-one-off"));
  expect((await run(plan, engine)).report.outcome).toBe("done");
  const after = containerOf(engine, "shop-a-run-1");
  expect(after?.run?.startedAt).toBe(before?.startedAt);
  expect([...(after?.networkIds.values() ?? [])]).toEqual([...engine.networks.keys()]);
});

describe("a container of a service that is not planned", () => {
  test("is stopped meanwhile, keeps its aliases, and runs again", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(file(false)), engine);
    const id = containerOf(engine, "shop-b-1")?.id;
    const only = await projectOf(file(true), {}, { services: ["a"] });
    const plan = await planOf(only, engine);
    expect(plan.verdicts.find(({ resource }) => resource.name === "shop-b-1")).toMatchObject({
      action: "restart",
      reason: { code: "network-recreated", network: "shop_n" },
    });
    expect((await run(plan, engine)).report.outcome).toBe("done");
    expect(containerOf(engine, "shop-b-1")).toMatchObject({ id, status: { state: "running" } });
    expect(containerOf(engine, "shop-b-1")?.endpoints.get("shop_n")?.aliases).toContain("second");
    expect((await planOf(await projectOf(file(true)), engine)).steps).toEqual([]);
  });

  test("that has ended only joins the new network", async () => {
    const engine = engineWith("busybox");
    await up(await projectOf(file(false)), engine);
    engine.become("shop-b-1", { state: "exited", exitCode: 0 });
    const { steps } = await planOf(await projectOf(file(true), {}, { services: ["a"] }), engine);
    expect(steps.map(({ id }) => id).filter((id) => id.includes("b-1"))).toEqual([
      "disconnect b-1 from shop_n",
      "connect b-1 to shop_n",
    ]);
  });
});
