/** What the engine is asked for, where the kernel or the engine that tests run on can't show the effect. */
import { expect } from "vitest";
import { networkBody } from "../../../src/docker/wire/resource-body.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { recorded } from "../../support/proves.ts";
import { planOf, projectOf } from "../../support/scenario.ts";

/** The body of the one network that the file declares. */
async function bodyOf(network: string): Promise<unknown> {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  const plan = await planOf(
    await projectOf(`services: {a: {image: busybox, networks: [n]}}\nnetworks: {n: ${network}}`),
    engine,
  );
  const [spec] = plan.steps.flatMap(({ operation }) =>
    operation.kind === "create-network" ? [operation.network] : [],
  );
  return spec && networkBody(spec, "1.51");
}

recorded(["networks.driver", "networks.driver_opts"], "a network of the parent interface, ipvlan", async () => {
  expect(await bodyOf("{driver: ipvlan, driver_opts: {parent: eth0, ipvlan_mode: l3}}")).toMatchObject({
    Driver: "ipvlan",
    Options: { parent: "eth0", ipvlan_mode: "l3" },
  });
});

recorded(
  ["networks.driver", "networks.attachable"],
  "a network of the swarm that containers may join, overlay",
  async () => {
    expect(await bodyOf("{driver: overlay, attachable: true, driver_opts: {encrypted: ''}}")).toMatchObject({
      Driver: "overlay",
      Attachable: true,
      Options: { encrypted: "" },
    });
  },
);
