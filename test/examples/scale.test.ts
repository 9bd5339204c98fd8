import { afterAll, beforeAll, expect, test } from "vitest";
import { type Example, openExample } from "../support/example.ts";

let scale: Example;
beforeAll(async () => {
  scale = await openExample("scale", "SCALE_PORT");
});
afterAll(() => scale.remove());

/** Which replicas answer to 40 requests. */
async function replicas(): Promise<Set<string>> {
  const names = new Set<string>();
  for (let i = 0; i < 40; i += 1) names.add((await (await scale.fetch()).text()).trim());
  return names;
}

const changes = async (env: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const { steps } = JSON.parse((await scale.ok(["plan", "--format", "json"], env)).stdout);
  return steps.map(({ operation }: { operation: { kind: string } }) => operation.kind);
};

test("three replicas answer through nginx", async () => {
  await scale.ok(["up", "-d", "--wait"]);
  await expect.poll(async () => (await replicas()).size).toBe(3);
});

test("a fourth replica is all that is made, and nginx finds it", async () => {
  await scale.ok(["up", "-d", "--wait"]);
  const four = { REPLICAS: "4" };
  expect(await changes(four)).toEqual(["create-container", "start-container"]);
  await scale.ok(["up", "-d", "--wait"], four);
  await expect.poll(async () => (await replicas()).size).toBe(4);
});

test("fewer replicas are all that is removed", async () => {
  await scale.ok(["up", "-d", "--wait"]);
  const one = { REPLICAS: "1" };
  expect(await changes(one)).toEqual(["stop-container", "remove-container", "stop-container", "remove-container"]);
  await scale.ok(["up", "-d", "--wait"], one);
  await expect.poll(async () => (await replicas()).size).toBe(1);
});
