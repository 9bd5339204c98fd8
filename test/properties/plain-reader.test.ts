/** The plain reader makes of a text what `yaml` makes of it, to the last place, or gives up. `npm run test:fuzz` tries more. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { chain, flat, large, talkative } from "../../bench/projects.mjs";
import type { Diagnostic } from "../../src/core/diagnostics.ts";
import { parseYaml } from "../../src/spec/read/parse-yaml.ts";
import { readPlain } from "../../src/spec/read/plain-reader.ts";
import { editsOf } from "./plain-yaml/edited.ts";
import { foreignFiles, ownFiles } from "./plain-yaml/files.ts";
import { printed } from "./plain-yaml/printed.ts";

const isLongSearch = process.env.WINDLASS_FUZZ_RUNS !== undefined;
const seed = Number(process.env.WINDLASS_FUZZ_SEED ?? 20_260_201);

const files = [...ownFiles, ...foreignFiles];

/** Everything that a tree says, in order. */
const told = (tree: unknown): string =>
  JSON.stringify(tree, (_key, value: unknown) => {
    if (value instanceof Map) return [...value];
    return typeof value === "bigint" || typeof value === "number"
      ? `${typeof value} ${value}${1 / Number(value)}`
      : value;
  });

/** Whether the text was read. @throws where `yaml` reads another tree, or complains */
function agrees(text: string): boolean {
  const tree = readPlain("compose.yaml", text);
  if (tree === undefined) return false;
  const found: Diagnostic[] = [];
  const trees = parseYaml("compose.yaml", text, (diagnostic) => found.push(diagnostic));
  if (told([tree]) === told(trees) && found.length === 0) return true;
  // In full, for the reader of the failure.
  expect({ tree: [tree], found: [] }).toEqual({ tree: trees, found });
  throw new Error(`${told([tree])}\n${told(trees)}`);
}

test("what it reads of any file is what yaml reads", () => {
  for (const { path, text } of files) expect(() => agrees(text), path).not.toThrow();
});

test("it reads what is printed in any of the plain styles", () => {
  const all = fc.property(printed, (text) => {
    expect(agrees(text), text).toBe(true);
  });
  fc.assert(all, { numRuns: 1_000, seed });
});

test("it reads an edited file as yaml does, or gives up", { timeout: 600_000 }, () => {
  const written = files.map(({ text }) => text).filter((text) => text.length < 3_000);
  // Both kinds as often, however many files there are.
  const texts = fc.oneof(editsOf(written), editsOf(fc.sample(printed, { numRuns: 300, seed })));
  let read = 0;
  const runs = isLongSearch ? 20_000 : 2_000;
  const edits = fc.property(texts, (text) => {
    if (agrees(text)) read++;
  });
  fc.assert(edits, { numRuns: runs, seed });
  expect(read).toBeGreaterThan(runs / 5);
});

test("it reads all files of the benchmarks", () => {
  const projects = [flat(100), chain(30), talkative(3, 100), large(300)];
  expect(projects.map(agrees)).toEqual(projects.map(() => true));
});

test.skipIf(foreignFiles.length === 0)("it gives up on few of the files that others wrote", () => {
  const read = foreignFiles.filter(({ text }) => readPlain("compose.yaml", text) !== undefined);
  expect(read.length / foreignFiles.length).toBeGreaterThan(0.8);
});
