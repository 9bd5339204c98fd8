import { afterEach, beforeEach, expect, test } from "vitest";
import { type Example, openExample } from "../support/example.ts";

let ci: Example;
beforeEach(async () => {
  ci = await openExample("ci");
});
afterEach(() => ci.remove());

test("a suite that passes makes the command end with 0, after the migration and the app", async () => {
  const { code, stdout, stderr } = await ci.run(["up", "--exit-code-from", "test"]);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^test-1 .*# pass 2/m);
});

test("a suite that fails makes the command end with its code", async () => {
  await ci.edit("compose.yaml", (file) =>
    file.replace('["node", "--test", "test.mjs"]', '["sh", "-c", "node --test test.mjs || exit 7"]'),
  );
  const { code, stdout } = await ci.run(["up", "--exit-code-from", "test"], { EXPECTED_SCHEMA: "3" });
  expect(stdout).toMatch(/^test-1 .*# fail 1/m);
  expect(code).toBe(7);
});

test("a migration that fails stops the run before the app starts", async () => {
  await ci.edit("migrations/002-plum.redis", () => "NONSENSE\n");
  const { code, stdout } = await ci.run(["up", "--exit-code-from", "test"]);
  expect(code).toBe(1);
  expect(stdout).not.toContain("the app listens");
});

test("a second up starts the jobs that ended and nothing else", async () => {
  await ci.ok(["up", "-d"]);
  await expect
    .poll(async () => (await ci.run(["ps", "-a", "--format", "json"])).stdout)
    .toMatch(/"Service":"test".*"State":"exited"|"State":"exited".*"Service":"test"/);
  const steps: readonly { operation: { kind: string } }[] = JSON.parse(
    (await ci.ok(["plan", "--format", "json"])).stdout,
  ).steps;
  expect(steps.map(({ operation }) => operation.kind).filter((kind) => !kind.startsWith("wait-"))).toEqual([
    "start-container",
    "start-container",
  ]);
  const { stdout } = await ci.ok(["plan"]);
  expect(stdout).toMatch(/-migrate-1 +start/);
  expect(stdout).toMatch(/-test-1 +start/);
});
