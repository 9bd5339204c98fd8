/** The notices for what is in an executable beside our bundle. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runtimeNotices } from "../../scripts/lib/runtime-notices.mjs";

const licences = join(import.meta.dirname, "../../scripts/licences");
const text = runtimeNotices({ bun: "1.2.3", webkit: "abc", zlib: "def" }, ["--compile", "--minify"]);

test("they contain each licence in full", () => {
  const names = readdirSync(licences);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !text.includes(readFileSync(join(licences, name), "utf8").trim()))).toEqual([]);
});

test("what has no text of its own is under the licence of the project", () => {
  const rows = [...text.matchAll(/^- (.+) \((.+)\): https:\S+/gm)].map(([, name, licence]) => ({ name, licence }));
  const without = rows.filter(({ name }) => !text.includes(`\n\n${name}\n\n`));
  expect(without.map(({ licence }) => licence?.replace(" with LLVM exception", ""))).toEqual(
    without.map(() => "Apache-2.0"),
  );
  expect(rows.length - without.length).toBe(readdirSync(licences).length);
  expect(readFileSync(join(licences, "../../LICENSE"), "utf8")).toContain("Apache License");
});

test("they say of which commit a library is, and how to link the executable again", () => {
  expect(text).toContain("https://github.com/oven-sh/WebKit, abc\n");
  expect(text).toContain("\nbun build --compile --minify main.mjs --outfile windlass\n");
});
