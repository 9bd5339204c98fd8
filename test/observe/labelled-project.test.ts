/** A project as the labels of its containers tell it. */
import { expect, test } from "vitest";
import { labels } from "../../src/engine/labels.ts";
import type { ContainerFact } from "../../src/engine/port.ts";
import { labelledProject } from "../../src/observe/labelled-project.ts";
import type { MemoryEngine } from "../support/memory-engine.ts";
import { engineWith, observedOf, projectOf, up } from "../support/scenario.ts";

const containersOf = async (engine: MemoryEngine): Promise<readonly ContainerFact[]> =>
  (await observedOf(engine, "shop")).snapshot.containers;

/** The same containers, the label of each service's dependencies another one. */
const relabelled = (all: readonly ContainerFact[], needs: Readonly<Record<string, string>>): ContainerFact[] =>
  all.map((container) => ({
    ...container,
    labels: { ...container.labels, [labels.dependsOn]: needs[container.labels[labels.service] ?? ""] ?? "" },
  }));

async function running(): Promise<readonly ContainerFact[]> {
  const engine = engineWith("busybox");
  const project = await projectOf(`services:
  web: {image: busybox, scale: 2, depends_on: {db: {condition: service_healthy, restart: true}, cache: {condition: service_started}}}
  db: {image: busybox, healthcheck: {test: exit 0}}
  cache: {image: busybox}
`);
  await up(project, engine);
  return containersOf(engine);
}

test("its services are those of its containers, with their numbers and what they depend on", async () => {
  const project = await labelledProject("shop", await running());
  expect(project.name).toBe("shop");
  const services = [...project.services.values()].map(({ name, image, replicas }) => ({ name, image, replicas }));
  expect(services.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: "cache", image: "busybox", replicas: 1 },
    { name: "db", image: "busybox", replicas: 1 },
    { name: "web", image: "busybox", replicas: 2 },
  ]);
  const web = [...project.services.values()].find(({ name }) => name === "web");
  expect(Object.fromEntries(web?.dependsOn ?? [])).toMatchObject({
    db: { condition: "service_healthy", restart: true },
    cache: { condition: "service_started", restart: false },
  });
});

test("an old label without a condition means started, and a restart along", async () => {
  const project = await labelledProject("shop", relabelled(await running(), { web: "db,cache:service_gone:false" }));
  const web = [...project.services.values()].find(({ name }) => name === "web");
  expect(Object.fromEntries(web?.dependsOn ?? [])).toMatchObject({
    db: { condition: "service_started", restart: true },
    cache: { condition: "service_started", restart: false },
  });
});

test("labels that lead in a circle, to themselves or to nobody give no order", async () => {
  const needs = { web: "db", db: "cache,db", cache: "web,nobody" };
  const project = await labelledProject("shop", relabelled(await running(), needs));
  expect([...project.services.values()].flatMap(({ dependsOn }) => [...dependsOn.keys()])).toEqual([]);
});

test("the name is taken as it is, and a project without containers has no services", async () => {
  const project = await labelledProject("Old Name", []);
  expect(project.name).toBe("Old Name");
  expect([...project.services]).toEqual([]);
});
