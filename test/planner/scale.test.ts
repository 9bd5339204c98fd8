import { expect, test } from "vitest";
import { reasonText } from "../../src/cli/render/reasons.ts";
import { scaled } from "../../src/planner/scale.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { planOf, projectOf, up } from "../support/scenario.ts";

function engineWith(...images: readonly string[]): MemoryEngine {
  const engine = new MemoryEngine();
  for (const image of images) engine.addImage(image);
  return engine;
}

test("--scale gives a service another number of containers than the file", async () => {
  const engine = engineWith("busybox");
  const project = await projectOf("services: {a: {image: busybox, deploy: {replicas: 2}}, b: {image: busybox}}");
  await up(project, engine, { scale: new Map([["b", 3]]) });
  expect(Object.keys(engine.states())).toEqual(["shop-a-1", "shop-a-2", "shop-b-1", "shop-b-2", "shop-b-3"]);
  await up(project, engine, {
    scale: new Map([
      ["a", 0],
      ["b", 1],
    ]),
  });
  expect(Object.keys(engine.states())).toEqual(["shop-b-1"]);
});

test("--scale of a service that is not there, or whose name is fixed, is refused", async () => {
  const project = await projectOf("services: {web: {image: busybox}, db: {image: busybox, container_name: the-db}}");
  const engine = engineWith("busybox");
  await expect(planOf(project, engine, { scale: new Map([["wep", 2]]) })).rejects.toMatchObject({
    code: "undefined-service",
    hint: "did you mean web?",
  });
  await expect(planOf(project, engine, { scale: new Map([["db", 2]]) })).rejects.toMatchObject({ code: "usage" });
});

test("what is said of too few ports is said of the number that --scale asks for", async () => {
  const project = await projectOf(
    'services: {one: {image: busybox, ports: ["80:80"]}, few: {image: busybox, scale: 3, ports: ["80", "90-91:80"]}}',
  );
  const told = (...replicas: readonly (readonly [string, number])[]): unknown =>
    scaled(project, new Map(replicas)).warnings.map(({ path, message }) => [path, message]);
  const few = ["services.few.ports[1]", "3 replicas cannot share the 2 host ports 90-91"];
  expect(told()).toEqual([few]);
  expect(told(["one", 2])).toEqual([few, ["services.one.ports[0]", "2 replicas cannot share host port 80"]]);
  expect(told(["few", 2])).toEqual([]);
  expect(told(["few", 4])).toEqual([["services.few.ports[1]", "4 replicas cannot share the 2 host ports 90-91"]]);
});

test("--no-recreate leaves a changed container as it is; scaling down drops changed ones first", async () => {
  const engine = engineWith("busybox", "alpine");
  await up(await projectOf("services: {a: {image: busybox}}"), engine);
  const changed = await projectOf("services: {a: {image: alpine}}");
  expect((await planOf(changed, engine, { noRecreate: true })).steps).toEqual([]);
  await up(changed, engine, { noRecreate: true, scale: new Map([["a", 2]]) });
  expect(Object.keys(engine.states())).toEqual(["shop-a-1", "shop-a-2"]);
  await up(changed, engine, { noRecreate: true });
  expect(Object.keys(engine.states())).toEqual(["shop-a-2"]);
});

test("--force-recreate is for the services that are named, --always-recreate-deps for what they need", async () => {
  const engine = engineWith("busybox");
  const compose = "services: {web: {image: busybox, depends_on: [db]}, db: {image: busybox}}";
  await up(await projectOf(compose), engine);
  const named = await projectOf(compose, {}, { services: ["web"] });
  const replaced = async (options: Parameters<typeof planOf>[2]): Promise<unknown> =>
    (await planOf(named, engine, options)).verdicts.flatMap(({ action, resource, reason }) =>
      action === "replace" ? [`${resource.name}: ${reasonText(reason)}`] : [],
    );
  expect(await replaced({ forceRecreate: true })).toEqual(["shop-web-1: --force-recreate"]);
  expect(await replaced({ forceRecreateDependencies: true })).toEqual(["shop-db-1: --always-recreate-deps"]);
});

test("--no-deps leaves out what the named services need, and uses what is there of it", async () => {
  const engine = engineWith("busybox");
  const compose =
    'services: {web: {image: busybox, depends_on: [db], network_mode: "service:db"}, db: {image: busybox, depends_on: [job]}, job: {image: busybox}}';
  const only = (name: string) => projectOf(compose, {}, { services: [name], withoutDependencies: true });
  await expect(planOf(await only("web"), engine)).rejects.toMatchObject({ code: "container-missing" });
  await up(await only("db"), engine);
  expect(Object.keys(engine.states())).toEqual(["shop-db-1"]);
  await up(await only("web"), engine);
  expect(Object.keys(engine.states())).toEqual(["shop-db-1", "shop-web-1"]);
  expect((await planOf(await only("web"), engine)).steps).toEqual([]);
});
