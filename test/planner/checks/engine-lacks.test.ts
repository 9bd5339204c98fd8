import { expect, test } from "vitest";
import type { Plan } from "../../../src/planner/plan/plan.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { planOf, projectOf } from "../../support/scenario.ts";

const inService = (attributes: string): string =>
  `services:\n  a:\n    image: busybox\n    ${attributes}\nnetworks: {n: , m: }\nvolumes: {v: }`;

const cases: readonly (readonly [path: string, api: string, file: string])[] = [
  ["services.a.networks.n.interface_name", "1.49", inService("networks: {n: {interface_name: lan0}}")],
  ["services.a.networks.n.gw_priority", "1.48", inService("networks: {n: {gw_priority: 2}}")],
  ["services.a.annotations", "1.43", inService("annotations: {a: b}")],
  ["services.a.devices", "1.44", inService("devices: ['vendor.com/net=0']")],
  [
    "services.a.networks.n.mac_address",
    "1.44",
    inService('networks: {m: {priority: 1}, n: {mac_address: "02:42:ac:11:65:43"}}'),
  ],
  [
    "services.a.healthcheck.start_interval",
    "1.44",
    inService("healthcheck: {test: 'true', start_period: 2s, start_interval: 1s}"),
  ],
  [
    "services.a.volumes[0].volume.subpath",
    "1.45",
    inService("volumes: [{type: volume, source: v, target: /v, volume: {subpath: s}}]"),
  ],
  [
    "networks.n.enable_ipv4",
    "1.48",
    `services: {a: {image: busybox, networks: [n]}}\nnetworks:\n  n: {enable_ipv4: false, enable_ipv6: true}`,
  ],
];

const before = (api: string): string => `1.${Number(api.split(".")[1]) - 1}`;

async function planOn(api: string, file: string): Promise<Plan> {
  const engine = new MemoryEngine(api);
  engine.addImage("busybox");
  return planOf(await projectOf(file), engine);
}

test.each(cases)("%s needs API %s, which is said with its line", async (path, api, file) => {
  await expect(planOn(before(api), file)).rejects.toMatchObject({
    code: "engine-too-old",
    diagnostics: [{ path, place: { line: expect.any(Number) }, message: expect.stringContaining(api) }],
  });
  const { steps, warnings } = await planOn(api, file);
  expect(steps.map(({ id }) => id)).toContain("start a-1");
  expect(warnings).toEqual([]);
});

test("what a service without replicas asks for does not matter", async () => {
  const file = inService("networks: {n: {gw_priority: 2}}\n    scale: 0");
  const { steps } = await planOn("1.41", file);
  expect(steps.map(({ operation }) => operation.kind)).not.toContain("create-container");
});
