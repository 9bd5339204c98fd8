/** Data is written as the package `yaml` writes it, to the byte, and reads back as what it was. `npm run test:fuzz` tries more. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Document, parseDocument, visit } from "yaml";
import type { Ordered } from "../../src/core/ordered-json.ts";
import { plainValue } from "../../src/spec/read/yaml-scalars.ts";
import { yamlOf } from "../../src/spec/render/yaml-text.ts";

const numRuns = Number(process.env.WINDLASS_FUZZ_RUNS ?? 500);
const seed = Number(process.env.WINDLASS_FUZZ_SEED ?? 20_260_201);

const written = (value: Ordered): string => yamlOf(value, { indent: 2, written: (text) => text });

const unwanted = /^tag:yaml\.org,2002:(omap|merge)$/;

/** What `yaml` does not read back: it takes blanks for margin, and a byte order mark for none of the text. */
const isLost = (text: string): boolean => /^[\n\t ]*$/.test(text) || text.includes("\ufeff");

/** By `yaml`, in version 1.1, with quotes around what is no text in version 1.2 and what would be lost. */
function byYaml(value: Ordered): string {
  const document = new Document(value, {
    version: "1.1",
    customTags: (tags) => tags.filter((tag) => typeof tag === "string" || !unwanted.test(tag.tag)),
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== "string") return;
      if (plainValue(node.value) !== node.value || node.value === "<<" || isLost(node.value))
        node.type = "QUOTE_DOUBLE";
    },
  });
  // Text in double quotes stands in one line: only so do its line ends look like what they are.
  return document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
}

/** Pieces that mean something to YAML, or may seem to. */
const pieces = [
  ...[
    "",
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    ": ",
    ":",
    " #",
    "#",
    "- ",
    "-",
    "? ",
    "?",
    "|",
    ">",
    "%",
    "@",
    "`",
    "&a",
    "*a",
    "!",
  ],
  ...[
    "'",
    '"',
    "\\",
    ",",
    "[",
    "]",
    "{",
    "}",
    "---",
    "...",
    "~",
    "null",
    "yes",
    "No",
    "on",
    "true",
    "y",
    "<<",
    "=",
    "$",
    "$$",
  ],
  ...[
    "0",
    "7",
    "1.5",
    "1e3",
    ".5",
    "-1",
    "+1",
    "0x1F",
    "0o17",
    "017",
    "0b11",
    "1_000",
    "1:30",
    "12:30:45.5",
    ".inf",
    "-.INF",
    ".nan",
  ],
  ...[
    "2026-01-02",
    "2026-01-02T03:04:05Z",
    "2026-1-2 3:4:5 +02:00",
    "a",
    "word",
    "two words",
    "/path:/path:ro",
    "KEY=value",
    "$A-b",
  ],
  ...[
    "é",
    "日本",
    "🙂",
    "\u00a0",
    "\u2028",
    "\u0085",
    "\u007f",
    "\u0000",
    "\u0007",
    "\u001b[0m",
    "\ufeff",
    "\ud800",
    "x".repeat(200),
  ],
];
const text = fc.oneof(
  fc.constantFrom(...pieces),
  fc.array(fc.constantFrom(...pieces), { maxLength: 5 }).map((all) => all.join("")),
  fc.array(fc.constantFrom("a", " ", "\n", "\t", "b: c", "# d"), { maxLength: 9 }).map((all) => all.join("")),
  fc.string({ unit: "binary" }),
  fc.string(),
);
const scalar: fc.Arbitrary<Ordered> = fc.oneof(
  { weight: 6, arbitrary: text },
  fc.constantFrom<Ordered>(null, true, false, 0n, -7n, 2n ** 64n - 1n, 0.5, -0, 1e21, 1e-7, Infinity, -Infinity, NaN),
  fc.double(),
  fc.bigInt(),
);
const { tree } = fc.letrec<{ tree: Ordered }>((tie) => {
  const key = fc.oneof(text, fc.string({ unit: "grapheme-ascii", maxLength: 6 }));
  const map = fc.array(fc.tuple(key, tie("tree")), { maxLength: 4 }).map((entries): Ordered => new Map(entries));
  return { tree: fc.oneof({ depthSize: "small" }, scalar, map, fc.array(tie("tree"), { maxLength: 4 })) };
});
const document = fc.array(fc.tuple(text, tree), { maxLength: 5 }).map((entries): Ordered => new Map(entries));

const withoutNumbers = fc
  .array(
    fc.tuple(
      text,
      fc.oneof(
        text,
        fc.array(text, { maxLength: 3 }),
        fc.tuple(text, text).map((pair) => new Map([pair])),
      ),
    ),
  )
  .map((entries): ReadonlyMap<string, Ordered> => new Map(entries));

test.each([2, 4])(
  "what is written reads back as what it was, by readers of both versions, indented by %d",
  (indent) => {
    fc.assert(
      fc.property(withoutNumbers, fc.constantFrom("1.1" as const, "1.2" as const), (value, version) => {
        const all = yamlOf(value, { indent, written: (part) => part });
        const read = parseDocument(all, { version, logLevel: "error" });
        expect(read.toJS({ mapAsMap: true })).toEqual(value);
      }),
      { numRuns, seed },
    );
  },
);

test("a key that is too long for its line has one of its own", () => {
  const key = "k".repeat(1_100);
  const value = new Map([["a", new Map([[key, new Map([["b", ["c", new Map([["d", "e"]])]]])]])]]);
  for (const indent of [2, 4]) {
    const all = yamlOf(value, { indent, written: (part) => part });
    expect(parseDocument(all).toJS({ mapAsMap: true })).toEqual(value);
  }
});

test("data is written as yaml writes it, to the byte", () => {
  fc.assert(
    fc.property(document, (value) => {
      expect(written(value)).toBe(byYaml(value));
    }),
    { numRuns, seed },
  );
});
