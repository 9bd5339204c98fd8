/** What a service has of other containers: in which order it is made, when it is made anew, what its hash is made of. */

import { expect, test } from "vitest";
import { stepsText as planText } from "../../../src/cli/render/plan-steps.ts";
import { reasonText } from "../../../src/cli/render/reasons.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { planOf, projectOf, up } from "../../support/scenario.ts";

const shares: readonly (readonly [what: string, attribute: string])[] = [
  ["shares the network of", 'network_mode: "service:own"'],
  ["shares the memory of", 'ipc: "service:own"'],
  ["shares the processes of", 'pid: "service:own"'],
  ["uses the volumes of", "volumes_from: [own]"],
  ["is linked to", "network_mode: bridge, links: [own]"],
];

const file = (attribute: string, own = ""): string =>
  `services: {web: {image: busybox, ${attribute}}, own: {image: busybox, ipc: shareable${own}}}`;

const engineWith = (): MemoryEngine => {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  return engine;
};

test.each(shares)("who %s another is made after it, stays with it and is replaced with it", async (what, attribute) => {
  const engine = engineWith();
  await up(await projectOf(file(attribute)), engine);
  const made = engine.calls.filter((call) => call.startsWith("create "));
  expect(made.indexOf("create shop-own-1")).toBeLessThan(made.indexOf("create shop-web-1"));
  expect(planText(await planOf(await projectOf(file(attribute)), engine))).toBe("nothing to do\n");
  const changed = file(attribute, ", tty: true");
  const plan = await planOf(await projectOf(changed), engine);
  const web = plan.steps.find(({ id }) => id === "create web-1");
  expect(web && reasonText(web.reason)).toBe(`${what} own, which is recreated`);
  expect(web?.after).toContain("create own-1");
  await up(await projectOf(changed), engine);
  expect(planText(await planOf(await projectOf(changed), engine))).toBe("nothing to do\n");
});

test("links by name on a network do not replace anything", async () => {
  const engine = engineWith();
  await up(await projectOf(file("links: ['own:o']")), engine);
  const plan = await planOf(await projectOf(file("links: ['own:o']", ", tty: true")), engine);
  expect(plan.steps.map(({ id }) => id)).not.toContain("create web-1");
});

test.each<[string, string, string, string]>([
  ["network_mode: bridge, links: [own]", "network_mode: bridge, links: ['own:o']", "links", "shop-own:o"],
  ["volumes_from: [own]", "volumes_from: ['own:ro']", "volumes_from", "shop-own-1:ro"],
  ["pid: 'service:own'", "pid: host", "pid", "host"],
  ["ipc: host", "ipc: 'service:own'", "ipc", "container:shop-own-1"],
])("%s → %s is a change of its own", async (before, after, field, to) => {
  const engine = engineWith();
  await up(await projectOf(file(before)), engine);
  const plan = await planOf(await projectOf(file(after)), engine);
  const step = plan.steps.find(({ id }) => id === "create web-1");
  expect(step?.changes).toMatchObject([{ field, to, place: { line: 1 } }]);
});

test.each([
  ["links: [own]", "links: ['own:o']"],
  ["links: ['own:o']", "external_links: ['else:o']"],
])("on a network, %s → %s needs no other container", async (before, after) => {
  const engine = engineWith();
  await up(await projectOf(file(before)), engine);
  const plan = await planOf(await projectOf(file(after)), engine);
  expect(plan.steps.map(({ operation }) => operation.kind)).toEqual(["disconnect-network", "connect-network"]);
  await up(await projectOf(file(after)), engine);
  expect(planText(await planOf(await projectOf(file(after)), engine))).toBe("nothing to do\n");
});

test("the memory that the engine gave a container is no difference, one that the file no longer asks for is", async () => {
  const engine = engineWith();
  await up(await projectOf("services: {web: {image: busybox, ipc: shareable}}"), engine);
  const plan = await planOf(await projectOf("services: {web: {image: busybox}}"), engine);
  expect(plan.steps.find(({ id }) => id === "create web-1")?.reason).toEqual({ code: "changed", fields: ["ipc"] });
});

test("a service that is left alone lends what it has", async () => {
  const engine = engineWith();
  await up(await projectOf("services: {own: {image: busybox, profiles: [p]}}", {}, { profiles: ["p"] }), engine);
  const [id = ""] = engine.containers.keys();
  const project = await projectOf(
    'services: {web: {image: busybox, pid: "service:own", depends_on: {own: {condition: service_started, required: false}}}, own: {image: busybox, profiles: [p]}}',
  );
  const plan = await planOf(project, engine);
  const create = plan.steps.find(({ operation }) => operation.kind === "create-container");
  expect(create?.operation).toMatchObject({ config: { pid: { kind: "container", of: { by: "id", id } } } });
});
