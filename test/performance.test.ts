/** docs/performance.md and its chart say what was measured: they are made of the figures that are kept. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pages } from "../bench/pages.mjs";

test.each(Object.entries(pages()))("%s is what `node bench/pages.mjs` makes of the kept figures", (path, text) => {
  expect(readFileSync(join(import.meta.dirname, "..", path), "utf8")).toBe(text);
});
