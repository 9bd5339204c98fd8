/**
 * Small edits of one file, on a state that something has happened to: the plan can be made, is in order, and reaches what the
 * file declares, also when it is killed on its way. `npm run test:fuzz` makes more of them; `node test/properties/collect.ts`
 * counts what fails.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { examples } from "./small-edits/arbitrary.ts";
import { check } from "./small-edits/check.ts";
import { editKinds } from "./small-edits/edits.ts";
import { optionNames } from "./small-edits/options.ts";
import { mishapKinds } from "./small-edits/situation.ts";

const runs = Number(process.env.WINDLASS_FUZZ_RUNS ?? 400);
const seed = Number(process.env.WINDLASS_FUZZ_SEED ?? 20_260_201);

/** What a few hundred edits are to reach: a property that never meets it says nothing of it. */
const expected: readonly string[] = [
  ...editKinds.map((kind) => `edit ${kind}`),
  ...mishapKinds.map((kind) => `mishap ${kind}`),
  ...optionNames.map((name) => `option ${name}`),
  ...[
    "pull-image",
    "build-image",
    "create-network",
    "remove-network",
    "connect-network",
    "disconnect-network",
    "create-volume",
    "remove-volume",
    "create-container",
    "copy-in",
    "start-container",
    "unpause-container",
    "stop-container",
    "remove-container",
    "rename-container",
    "update-container",
    "run-pre-start",
    "run-post-start",
    "run-pre-stop",
    "run-provider",
    "wait-running",
    "wait-healthy",
    "wait-completed",
    "join",
  ].map((kind) => `operation ${kind}`),
  ...[
    "create",
    "change",
    "replace",
    "replace-data",
    "start",
    "restart",
    "remove",
    "keep",
    "pull",
    "build",
    "replace-if-needed",
  ].map((action) => `verdict ${action}`),
  ...["image-differs", "variables-differ", "succeeded", "failed", "skipped", "not", "any", "all"].map(
    (kind) => `condition ${kind}`,
  ),
  "refused",
];

test("a small edit of any file is reached from whatever state, in order, and again after a kill", {
  timeout: 4_000_000,
}, async () => {
  const reached = new Map<string, number>();
  let discarded = 0;
  await fc.assert(
    fc.asyncProperty(examples, async (example) => {
      const { failures, story, ...checked } = await check(example);
      for (const name of new Set(checked.reached)) reached.set(name, (reached.get(name) ?? 0) + 1);
      if (checked.discarded !== undefined) discarded++;
      if (failures.length === 0) return;
      const lines = failures.map((failure) => `${failure.class}\n    ${failure.detail}`);
      throw new Error([story, ...lines, `seed ${seed}: ${JSON.stringify(example)}`].join("\n"));
    }),
    { numRuns: runs, seed, includeErrorInReport: true },
  );
  expect(discarded).toBeLessThan(runs / 5);
  expect(expected.filter((name) => !reached.has(name))).toEqual([]);
});
