import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandTests } from "../../scripts/lib/executable-tests.mjs";

const root = join(import.meta.dirname, "../..");
test("each test that runs the command runs the executable, too", () => {
  const runs = (file: string): boolean =>
    /support\/(program|on-files|example)\.ts"/.test(readFileSync(join(root, file), "utf8"));
  const missing = globSync("test/**/*.test.ts", { cwd: root })
    .filter(runs)
    .filter((file) => !commandTests.some((known) => file === known || file.startsWith(`${known}/`)));
  expect(missing).toEqual([]);
});
