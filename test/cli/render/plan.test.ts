import { expect, test } from "vitest";
import { planText } from "../../../src/cli/render/plan.ts";
import { coloured, uncoloured } from "../../../src/cli/terminal/paint.ts";
import { stepId } from "../../../src/core/ids.ts";
import type { Plan } from "../../../src/planner/plan/plan.ts";

const plan: Plan = {
  version: 1,
  engine: { address: "unix:///var/run/docker.sock" },
  project: "shop",
  warnings: [],
  verdicts: [
    {
      resource: { kind: "container", name: "shop-db-1", service: "db" },
      action: "keep",
      reason: { code: "up-to-date" },
    },
    {
      resource: { kind: "container", name: "shop-web-1", service: "web" },
      action: "replace",
      reason: { code: "changed", fields: ["image", "environment.TOKEN"] },
      changes: [
        {
          field: "image",
          from: "nginx:1.27",
          to: "nginx:1.28",
          place: { file: "/app/compose.yaml", line: 14, column: 5 },
        },
        { field: "environment.TOKEN" },
        { field: "hostname", to: "web" },
      ],
    },
    {
      resource: { kind: "container", name: "shop-cache-1", service: "cache" },
      action: "change",
      reason: { code: "update-in-place" },
      changes: [{ field: "mem_limit", from: "256m", to: "512m", drift: true }],
    },
    { resource: { kind: "container", name: "shop-old-1" }, action: "remove", reason: { code: "orphan" } },
    {
      resource: { kind: "container", name: "shop-api-1", service: "api" },
      action: "replace-if-needed",
      reason: { code: "image-pending" },
    },
    { resource: { kind: "network", name: "shop_default" }, action: "create", reason: { code: "absent" } },
    {
      resource: { kind: "image", name: "nginx:1.28", service: "web" },
      action: "pull",
      reason: { code: "image-absent" },
    },
  ],
  steps: [
    {
      id: stepId("pull nginx:1.28"),
      after: [],
      operation: { kind: "pull-image", image: "nginx:1.28" },
      resource: { kind: "image", name: "nginx:1.28" },
      reason: { code: "image-absent" },
    },
    {
      id: stepId("start web-1"),
      after: [stepId("pull nginx:1.28")],
      operation: { kind: "start-container", container: { by: "id", id: "1", name: "shop-web-1" } },
      resource: { kind: "container", name: "shop-web-1" },
      reason: { code: "takes-over", from: "running" },
      onlyIf: { kind: "failed", step: stepId("pull nginx:1.28") },
    },
  ],
};

test("a plan can be read at a glance", async () => {
  await expect(planText(plan, uncoloured, { steps: false })).toMatchFileSnapshot("../golden/plan.txt");
  await expect(planText(plan, uncoloured, { steps: true })).toMatchFileSnapshot("../golden/plan-steps.txt");
});

test("names that are too long for the terminal are shortened in the middle, so that what differs stays", () => {
  const verdicts = [11, 12].map((n): Plan["verdicts"][number] => ({
    resource: { kind: "container", name: `shop-very-long-name-of-a-service-${n}` },
    action: "create",
    reason: { code: "absent" },
  }));
  const text = planText({ ...plan, steps: [], verdicts }, uncoloured, { steps: false, columns: 50 });
  expect(text).toBe(`  + container  shop-very-lon…ice-11  create  does not exist
  + container  shop-very-lon…ice-12  create  does not exist

Plan: 2 to create.
`);
});

test("a processor's unit is said once, and a value that may not be told by what became of it", () => {
  const [verdict] = plan.verdicts;
  const changes = [
    { field: "cpus", from: "0.5 CPU", to: "1 CPU" },
    { field: "environment.A", how: "added" as const },
    { field: "environment.B", how: "removed" as const },
  ];
  if (verdict === undefined) throw new Error("there is one");
  const text = planText({ ...plan, steps: [], verdicts: [{ ...verdict, changes }] }, uncoloured, { steps: false });
  expect(text).toContain("      cpus: 0.5 → 1 CPU\n      environment.A: added\n      environment.B: removed\n");
});

test("a plan without changes says so", () => {
  const [kept] = plan.verdicts;
  if (kept === undefined) throw new Error("the first verdict keeps");
  const text = (verdicts: Plan["verdicts"]): string =>
    planText({ ...plan, steps: [], verdicts }, uncoloured, { steps: true });
  expect(text([kept])).toMatch(/\n\nNothing to do: 1 unchanged\.\n$/);
  expect(text([])).toBe("Nothing to do.\n");
});

test("colours change nothing but the colour", () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
  const bare = planText(plan, coloured, { steps: true }).replace(/\u001b\[\d+m/g, "");
  expect(bare.replace(/ +$/gm, "")).toBe(planText(plan, uncoloured, { steps: true }).replace(/ +$/gm, ""));
});
