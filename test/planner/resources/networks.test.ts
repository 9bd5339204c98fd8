/** What a plan says of a network that must be recreated: which setting differs, in the words of the file. */
import { expect, test } from "vitest";
import { engineWith, planOf, projectOf, up } from "../../support/scenario.ts";

const file = (network: string) =>
  projectOf(`services: {a: {image: busybox, networks: [n]}}\nnetworks: {n: {${network}}}`);

async function told(from: string, to: string): Promise<readonly (readonly [string, string, string])[]> {
  const engine = engineWith("busybox");
  await up(await file(from), engine);
  const { verdicts } = await planOf(await file(to), engine);
  const changes = verdicts.find(({ resource }) => resource.kind === "network")?.changes ?? [];
  return changes.map(({ field, from: before = "(none)", to: after = "(none)" }) => [field, before, after] as const);
}

test("subnets are told with their gateways, options and labels one by one", async () => {
  expect(
    await told(
      "ipam: {config: [{subnet: 10.7.0.0/24}]}, labels: {a: x, b: y}",
      "ipam: {config: [{subnet: 10.8.0.0/24, gateway: 10.8.0.9}]}, labels: {a: z, c: w}, internal: true",
    ),
  ).toEqual([
    ["ipam.config", "10.7.0.0/24", "10.8.0.0/24 (gateway 10.8.0.9)"],
    ["internal", "false", "true"],
    ["labels.a", "x", "z"],
    ["labels.b", "y", "(none)"],
    ["labels.c", "(none)", "w"],
  ]);
});

test("options of the driver are told one by one", async () => {
  expect(await told("driver_opts: {mtu: '1400', same: x}", "driver_opts: {mtu: '1300', same: x}")).toEqual([
    ["driver_opts.mtu", "1400", "1300"],
  ]);
});
