/** What a plan says of itself: what it is for, and what it was made from. */
import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/planner/plan/plan.ts";
import { planStop } from "../../src/planner/stop.ts";
import { containerOf } from "../support/memory/state.ts";
import { engineWith, observedOf, planDownOf, planOf, projectOf, up } from "../support/scenario.ts";

const file = `
services:
  a: {image: busybox, volumes: ["data:/data"]}
  b: {image: other}
volumes: {data: }
`;

/** Resource → what was observed of it. */
const observedStatesIn = ({ verdicts }: Plan): Record<string, object | undefined> =>
  Object.fromEntries(verdicts.map(({ resource: { kind, name }, observed }) => [`${kind} ${name}`, observed]));

test("a plan names its format, its project and the engine that was looked at", async () => {
  const engine = engineWith("busybox", "other");
  const about = { version: 1, project: "shop", engine: { address: "memory:", id: "memory" } };
  const project = await projectOf(file);
  expect(await planOf(project, engine)).toMatchObject(about);
  expect(await planDownOf("shop", engine)).toMatchObject(about);
  expect(planStop(project, await observedOf(engine, project), {})).toMatchObject(about);
});

describe("the digest", () => {
  test("is that of the project as it was loaded: one edit makes it another", async () => {
    const engine = engineWith("busybox", "other", "busybox:2");
    const digest = async (text: string): Promise<string | undefined> =>
      (await planOf(await projectOf(text), engine)).digest;
    const first = await digest(file);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await digest(`# a comment\n${file}`)).toBe(first);
    expect(await digest(file.replace("busybox", "busybox:2"))).not.toBe(first);
  });

  test("is another one with other numbers of replicas", async () => {
    const engine = engineWith("busybox", "other");
    const project = await projectOf(file);
    const [one, two] = [await planOf(project, engine), await planOf(project, engine, { scale: new Map([["b", 2]]) })];
    expect(one.digest).not.toBe(two.digest);
  });

  test("is absent where there was no file", async () => {
    expect(await planDownOf("shop", engineWith())).not.toHaveProperty("digest");
  });
});

describe("what was observed", () => {
  test("stands beside all that the plan touches, and beside what it keeps", async () => {
    const engine = engineWith("busybox", "other");
    await up(await projectOf(file), engine);
    engine.become("shop-b-1", { state: "paused" });
    const [a, b] = [containerOf(engine, "shop-a-1"), containerOf(engine, "shop-b-1")];
    const [network] = engine.networks.keys();
    const plan = await planOf(await projectOf(file.replace("a: {", "a: {tty: true, ")), engine);
    expect(observedStatesIn(plan)).toMatchObject({
      "container shop-a-1": { id: a?.id, image: a?.imageId, state: "running" },
      "container shop-b-1": { id: b?.id, image: b?.imageId, state: "paused" },
      "network shop_default": { id: network },
      "volume shop_data": { id: "shop_data" },
    });
  });

  test("is nothing where there was nothing", async () => {
    const plan = await planOf(await projectOf(file), engineWith("busybox", "other"));
    expect(plan.verdicts.length).toBeGreaterThan(3);
    expect(
      plan.verdicts.filter(({ resource, observed }) => resource.kind !== "image" && observed !== undefined),
    ).toEqual([]);
  });

  test("stands beside all that down takes away", async () => {
    const engine = engineWith("busybox", "other");
    const project = await projectOf(file);
    await up(project, engine);
    const plan = await planDownOf(project, engine, { volumes: true });
    expect(plan.verdicts.filter(({ observed }) => observed === undefined)).toEqual([]);
  });

  test("includes what an image was before it is pulled again", async () => {
    const engine = engineWith("busybox", "other");
    const plan = await planOf(await projectOf(file), engine, { pull: "always" });
    expect(observedStatesIn(plan)).toMatchObject({ "image busybox": { id: engine.images.get("busybox")?.id } });
  });
});

test("JSON loses nothing of it, and two plans of one state are the same text", async () => {
  const engine = engineWith("busybox", "other");
  await up(await projectOf(file), engine);
  const edited = file.replace("a: {", "a: {tty: true, configs: [c], ").concat("configs: {c: {content: secret}}\n");
  const make = async (): Promise<Plan> => planOf(await projectOf(edited), engine, { pull: "always" });
  const [one, two] = [await make(), await make()];
  expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  expect(JSON.stringify(two)).toBe(JSON.stringify(one));
});
