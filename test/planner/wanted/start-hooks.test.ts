/** Hooks that a container began with, and what becomes of it when the file has others. */
import { beforeEach, describe, expect, test } from "vitest";
import { stepsText as planText } from "../../../src/cli/render/plan-steps.ts";
import { labels } from "../../../src/engine/labels.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { planOf, projectOf, up } from "../../support/scenario.ts";

const bare = "services:\n  web:\n    image: busybox\n";
const withHooks = `${bare}    pre_start: [{command: prepare, environment: {TOKEN: swordfish}}]
    post_start: [{command: greet}]
    pre_stop: [{command: leave}]
`;

let engine: MemoryEngine;

beforeEach(() => {
  engine = new MemoryEngine();
  engine.addImage("busybox");
  for (const words of ["prepare", "greet", "leave"]) engine.programs.set(words, { exits: 0 });
});

const made = async (compose: string): Promise<void> => void (await up(await projectOf(compose), engine));

/** Why the container is replaced when the file says this; empty where nothing is done. */
async function changesOf(compose: string): Promise<readonly unknown[]> {
  const { verdicts } = await planOf(await projectOf(compose), engine);
  return verdicts.flatMap(({ changes }) => changes ?? []).map(({ field, place }) => [field, place?.line]);
}

test("the label says which hooks there were, and nothing of what is in them", async () => {
  await made(withHooks);
  const [container] = engine.containers.values();
  const label = container?.config.labels[labels.hooks] ?? "";
  expect(Object.keys(JSON.parse(label))).toEqual(["post_start", "pre_start", "salt"]);
  expect(label).not.toMatch(/swordfish|prepare|greet/);
});

test("unchanged hooks are no difference", async () => {
  await made(withHooks);
  expect(planText(await planOf(await projectOf(withHooks), engine))).toBe("nothing to do\n");
});

describe("a container is replaced, with the line that says it,", () => {
  test.each([
    ["a hook changed", withHooks, withHooks.replace("prepare", "prepare more"), [["pre_start", 4]]],
    ["a hook's variable changed", withHooks, withHooks.replace("swordfish", "marlin"), [["pre_start", 4]]],
    [
      "hooks came",
      bare,
      withHooks,
      [
        ["pre_start", 4],
        ["post_start", 5],
      ],
    ],
    [
      "hooks went",
      withHooks,
      bare,
      [
        ["pre_start", undefined],
        ["post_start", undefined],
      ],
    ],
  ])("when %s", async (_, before, after, expected) => {
    await made(before);
    expect(await changesOf(after)).toEqual(expected);
  });
});

test("a changed variable of a hook is told by the hook's name: the plan says neither value but where the hook runs", async () => {
  await made(withHooks);
  const { steps, ...told } = await planOf(await projectOf(withHooks.replace("swordfish", "marlin")), engine);
  const running = steps.filter(({ operation }) => operation.kind === "run-pre-start");
  expect(JSON.stringify(running)).toContain("marlin");
  const others = steps.filter((step) => !running.includes(step));
  expect(JSON.stringify([told, others])).toContain('"pre_start"');
  expect(JSON.stringify([told, others])).not.toMatch(/swordfish|marlin/);
});

test("so the changed hook runs again, before the replacement starts", async () => {
  await made(withHooks);
  engine.programs.set("prepare more", { exits: 0 });
  engine.calls.length = 0;
  await made(withHooks.replace("prepare", "prepare more"));
  const order = ["start shop-web-1-pre_start-0", "stop shop-web-1", "remove shop-web-1"].map((call) =>
    engine.calls.indexOf(call),
  );
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(-1);
});

test("a changed pre_stop is read when it is needed: nothing is replaced for it", async () => {
  await made(withHooks);
  expect(await changesOf(withHooks.replace("leave", "go"))).toEqual([]);
});

test("a container of another tool is left as it is", async () => {
  await made(withHooks);
  const [container] = engine.containers.values();
  if (container === undefined) throw new Error("there is no container");
  const { [labels.applied]: _, [labels.hooks]: __, ...others } = container.config.labels;
  container.config = { ...container.config, labels: others };
  expect(await changesOf(withHooks.replace("prepare", "prepare more"))).toEqual([]);
});

test.each(["{", "[]", "7", '{"salt": 1}'])(
  "a label that can't be read (%s) says nothing where the file is the same",
  async (text) => {
    await made(withHooks);
    const [container] = engine.containers.values();
    if (container === undefined) throw new Error("there is no container");
    container.config = { ...container.config, labels: { ...container.config.labels, [labels.hooks]: text } };
    expect(await changesOf(withHooks)).toEqual([]);
    expect(await changesOf(withHooks.replace("prepare", "prepare more"))).toHaveLength(2);
  },
);
