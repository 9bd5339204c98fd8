import { expect, test } from "vitest";
import { type HookLine, hookOutput } from "../../../src/cli/plans/hook-output.ts";
import { stepId } from "../../../src/core/ids.ts";
import { outputLine } from "../../../src/engine/output-line.ts";
import { engineWith, planOf, projectOf } from "../../support/scenario.ts";

test("what a hook writes is a line of its container; progress of other steps is none", async () => {
  const project = await projectOf("services: {web: {image: busybox, post_start: [{command: [echo]}]}}");
  const plan = await planOf(project, engineWith("busybox"));
  const lines: HookLine[] = [];
  const hear = hookOutput(
    plan,
    () => Date.parse("2026-01-01T00:10:00Z"),
    (line) => lines.push(line),
  );
  for (const step of ["post_start[0] web-1", "start web-1", "nobody's"])
    hear({ type: "step-progress", step: stepId(step), atMs: 1, progress: { text: "hello" } });
  expect(lines).toEqual([
    {
      service: "web",
      name: "web-1 ->",
      line: { ...outputLine("stdout", "hello"), timestamp: "2026-01-01T00:10:00.000Z" },
    },
  ]);
});
