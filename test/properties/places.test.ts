/** Wherever a mistake is planted among the files of a project, it is told once, at its line, with the steps that led there. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Diagnostic } from "../../src/core/diagnostics.ts";
import { problemsOf } from "../support/load.ts";

/** A file of a project, and how it comes to be read: by which other file, in which words. */
interface Part {
  readonly path: string;
  readonly readBy?: { readonly path: string; readonly words: string };
  readonly head: readonly string[];
  readonly service: string;
}

/** Every way that there is into a project; the files' services are all part of it. */
const parts: readonly Part[] = [
  {
    path: "/app/compose.yaml",
    head: [
      "include:",
      "  - sub/compose.yaml",
      "services:",
      "  other: {image: x, extends: {file: base.yaml, service: base}}",
    ],
    service: "web",
  },
  { path: "/app/compose.override.yaml", head: ["services:"], service: "web" },
  {
    path: "/app/base.yaml",
    readBy: { path: "/app/compose.yaml", words: "extended from" },
    head: ["services:", "  unused: {imge: 5}"],
    service: "base",
  },
  {
    path: "/app/sub/compose.yaml",
    readBy: { path: "/app/compose.yaml", words: "included from" },
    head: ["include: [{path: [deep/a.yaml, deep/b.yaml]}]", "services:"],
    service: "sub",
  },
  {
    path: "/app/sub/deep/a.yaml",
    readBy: { path: "/app/sub/compose.yaml", words: "included from" },
    head: ["services:"],
    service: "deep",
  },
  {
    path: "/app/sub/deep/b.yaml",
    readBy: { path: "/app/sub/compose.yaml", words: "included from" },
    head: ["services:", "  late: {extends: {file: far.yaml, service: far}}"],
    service: "deep",
  },
  {
    path: "/app/sub/deep/far.yaml",
    readBy: { path: "/app/sub/deep/b.yaml", words: "extended from" },
    head: ["services:"],
    service: "far",
  },
];

/** Lines of a service, each wrong in its own way. */
const mistakes: readonly (readonly [code: Diagnostic["code"], line: string])[] = [
  ["unknown-key", "prots: [80]"],
  ["wrong-type", "cpus: many"],
  ["invalid-value", "mem_limit: 1parsec"],
  ["invalid-value", "stop_grace_period: 10 sec"],
  ["undefined-network", "networks: [nowhere]"],
  ["undefined-service", "depends_on: [nobody]"],
];

const sound = ["user: me", "hostname: h", "init: true", "labels: {a: b}", "# a comment", "", "cap_add: [NET_ADMIN]"];

interface Plan {
  readonly at: number;
  readonly mistake: number;
  readonly fillers: readonly (readonly string[])[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  at: fc.nat(parts.length - 1),
  mistake: fc.nat(mistakes.length - 1),
  fillers: fc.array(fc.shuffledSubarray(sound), { minLength: parts.length, maxLength: parts.length }),
});

function linesOf(part: Part, fillers: readonly string[], wrong: string | undefined): readonly string[] {
  const own = ["image: x", ...fillers];
  if (wrong !== undefined) own.splice(1 + (fillers.length >> 1), 0, wrong);
  return [...part.head, `  ${part.service}:`, ...own.map((line) => `    ${line}`)];
}

/** The files on the way back to a project file, the part's own left out. */
function wayBack(part: Part): readonly (readonly [words: string, path: string])[] {
  const { readBy } = part;
  if (readBy === undefined) return [];
  const reader = parts.find(({ path }) => path === readBy.path);
  return [[readBy.words, readBy.path], ...(reader === undefined ? [] : wayBack(reader))];
}

test("a mistake is told once, at its line, with the way back to a project file", async () => {
  const told = fc.asyncProperty(plans, async ({ at, mistake, fillers }) => {
    const [code, wrong] = mistakes[mistake] ?? ["unknown-key", ""];
    const files = parts.map(
      (part, i) => [part.path, linesOf(part, fillers[i] ?? [], i === at ? wrong : undefined)] as const,
    );
    const texts = Object.fromEntries(files.map(([path, lines]) => [path, lines.join("\n")]));
    const [path, lines] = files[at] ?? ["", []];
    const part = parts[at];

    const said = await problemsOf(texts["/app/compose.yaml"] ?? "", { files: texts });

    expect(said.map((one) => [one.code, one.place?.file, one.place?.line])).toEqual([
      [code, path, lines.findIndex((line) => line.trim() === wrong) + 1],
    ]);
    const chain = (said[0]?.chain ?? []).map(({ words, place }) => [words, place.file]);
    expect(chain).toEqual(part === undefined ? [] : wayBack(part));
  });
  await fc.assert(told, { numRuns: 300 });
});
