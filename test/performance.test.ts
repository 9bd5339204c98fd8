/** docs/performance.md and its chart say what was measured: they are made of the figures that are kept. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { performancePage } from "../bench/page.mjs";
import { pages } from "../bench/pages.mjs";

test.each(Object.entries(pages()))("%s is what `node bench/pages.mjs` makes of the kept figures", (path, text) => {
  expect(readFileSync(join(import.meta.dirname, "..", path), "utf8")).toBe(text);
});

/** A page of one row: how long `version` took with each tool. */
const pageOf = (windlassMs: number, composeMs: number, load: number): string => {
  const tool = (ms: number): object => ({ ms: [ms, ms, ms] });
  return performancePage({
    machine: { processor: "one", cores: 2, memoryGiB: 4, system: "Linux" },
    versions: { engine: "28", compose: "5", node: "24", bun: "1" },
    rows: [
      {
        name: "version",
        rounds: 31,
        tools: { executable: tool(windlassMs), compose: tool(composeMs) },
        date: "2026-01-02",
        commit: "abc",
        load,
      },
    ],
  });
};

test("a goal that is missed is listed with its ratio", () => {
  expect(pageOf(80, 100, 0)).toContain("1 of 1 goals are met.\n");
  expect(pageOf(99, 100, 0)).toContain("0 of 1 goals are met. These are missed:\n\n- version: 0.99, goal 0.90\n");
});

test("figures from a busy machine are called rough", () => {
  expect(pageOf(80, 100, 0.5)).not.toContain("rough");
  expect(pageOf(80, 100, 7)).toContain("(load 7): these figures are rough");
});
