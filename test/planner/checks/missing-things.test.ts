/** What this machine has not: whether it matters for a plan, and that all of it is told at once. */
import { expect, test } from "vitest";
import type { Missing } from "../../../src/observe/observed.ts";
import { missingThings } from "../../../src/planner/checks/missing-things.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { observedOf, planOf, projectOf, run } from "../../support/scenario.ts";

const absent = (what: Missing["for"], service?: string): Missing => ({
  for: what,
  ...(service !== undefined && { service }),
  diagnostic: { code: "file-not-found", severity: "error", message: `no ${what}` },
});

test.each<[Missing["for"], { isLocal: boolean; builds: boolean }, boolean]>([
  ["bind", { isLocal: true, builds: false }, true],
  ["bind", { isLocal: false, builds: false }, false],
  ["build", { isLocal: true, builds: true }, true],
  ["build", { isLocal: true, builds: false }, false],
  ["file", { isLocal: false, builds: false }, true],
  ["program", { isLocal: false, builds: false }, true],
])("a missing %s matters where %j: %s", async (what, { isLocal, builds }, matters) => {
  const project = await projectOf("services: {web: {image: web}}");
  const observed = await observedOf(new MemoryEngine(), project, { missing: [absent(what, "web")] });
  const { engine, ...snapshot } = observed.snapshot;
  const here = { ...observed, snapshot: { ...snapshot, engine: { ...engine, local: isLocal } } };
  expect(missingThings(project, here, new Set(builds ? ["web"] : ["other"]))).toHaveLength(matters ? 1 : 0);
});

const provided = (needs: string): string =>
  `services: {web: {image: web, depends_on: {db: {condition: service_started${needs}}}}, db: {provider: {type: cloud}}}`;

test("the program of a service that others start without is a warning, and the plan does without it", async () => {
  const engine = new MemoryEngine();
  engine.addImage("web");
  const missing = [absent("program", "db")];
  const plan = await planOf(await projectOf(provided(", required: false")), engine, {}, { missing });
  expect(plan.warnings).toMatchObject([{ severity: "warning", message: 'optional dependency "db": no program' }]);
  expect(plan.steps.map(({ operation }) => operation.kind)).not.toContain("run-provider");
  expect((await run(plan, engine)).report.failures).toEqual([]);
  expect(engine.states()).toEqual({ "shop-web-1": "running" });
});

test.each([
  ["somebody requires", provided("")],
  ["nobody depends on", "services: {web: {image: web}, db: {provider: {type: cloud}}}"],
])("the program of a service that %s is an error", async (_, compose) => {
  const engine = new MemoryEngine();
  engine.addImage("web");
  const planned = planOf(await projectOf(compose), engine, {}, { missing: [absent("program", "db")] });
  await expect(planned).rejects.toMatchObject({ diagnostics: [{ severity: "error", message: "no program" }] });
});

test("all that stands against a plan is told in one error", async () => {
  const compose = `services:
  a: {image: gone, pull_policy: never, ports: ["80:80"]}
  b: {image: web, ports: ["80:81"], working_dir: here}`;
  const engine = new MemoryEngine();
  engine.addImage("web");
  const refused = planOf(await projectOf(compose), engine, {}, { missing: [absent("file"), absent("program")] });
  const codes = await refused.catch(({ diagnostics }) => diagnostics.map(({ code }: { code: string }) => code).sort());
  expect(codes).toEqual(["duplicate-port", "file-not-found", "file-not-found", "image-missing", "invalid-value"]);
});
