/** docs/performance.md and docs/performance.svg, made of the figures that are kept. `node bench/pages.mjs` writes both. */
import { writeFileSync } from "node:fs";
import { inRepository } from "../scripts/lib/paths.mjs";
import { performanceChart } from "./chart.mjs";
import { performancePage } from "./page.mjs";
import { readResults } from "./results.mjs";

/** Path → text. */
export function pages() {
  const results = readResults();
  return { "docs/performance.md": performancePage(results), "docs/performance.svg": performanceChart(results) };
}

export function writePages() {
  for (const [path, text] of Object.entries(pages())) writeFileSync(inRepository(path), text);
}

if (import.meta.main) writePages();
