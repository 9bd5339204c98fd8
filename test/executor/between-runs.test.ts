import { expect, test } from "vitest";
import { betweenRuns } from "../../src/executor/between-runs.ts";

const endedAt = "2026-01-01T00:00:10.5Z";

test.each([
  ["after a run before it, in the middle", endedAt, "2026-01-01T00:00:12.5Z", "2026-01-01T00:00:11.500Z"],
  ["of a first run, nowhere: all is its", "", "2026-01-01T00:00:12Z", ""],
  ["of a run that ended then, at its end", endedAt, "2026-01-01T00:00:09Z", endedAt],
  ["of one that never began, at the end of the one before", endedAt, "", endedAt],
])("the border is, %s", (_, ended, began, border) => {
  expect(betweenRuns(ended, Date.parse(began))).toBe(border);
});
