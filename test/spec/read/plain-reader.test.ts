/** What the plain reader leaves to `yaml`. That it agrees with it in all the rest is tested in test/properties. */
import { expect, test } from "vitest";
import { readPlain } from "../../../src/spec/read/plain-reader.ts";
import { plain } from "../../../src/spec/tree/tree.ts";

const read = (text: string) => {
  const tree = readPlain("compose.yaml", text);
  return tree && plain(tree);
};

test("it reads what project files are mostly written in", () => {
  const text = [
    "---",
    "# a project",
    "services:",
    "  web: # the site",
    "    image: 'nginx'",
    "    ports:",
    "    - 80:80",
    '    - "443:443"',
    "    command: [",
    "      run, # at once",
    "      'it''s'",
    "    ]",
    "    configs:",
    "      - source: a",
    "        mode: 0440",
    '    environment: {A: 1, B: , "C":2.5}',
    "    entrypoint: |-",
    "      one",
    "",
    "        two",
    "  # what it is",
    "    labels:",
    "      note: >",
    "        one",
    "        two",
    "",
    "        three",
    "volumes: { data }",
    "networks:",
  ].join("\r\n");
  const web = {
    image: "nginx",
    ports: ["80:80", "443:443"],
    command: ["run", "it's"],
    configs: [{ source: "a", mode: 288 }],
    environment: { A: 1, B: null, C: 2.5 },
    entrypoint: "one\n\n  two",
    labels: { note: "one two\nthree\n" },
  };
  expect(read(text)).toEqual({ services: { web }, volumes: { data: null }, networks: null });
});

/** Nested in each of the three ways. */
const deep = (levels: number): readonly string[] => [
  `a: ${"[".repeat(levels)}${"]".repeat(levels)}\n`,
  `a:\n ${"- ".repeat(levels)}b\n`,
  Array.from({ length: levels }, (_, i) => `${" ".repeat(i)}a:\n`).join(""),
];
const wide = (values: number): string => `a:\n${"- b\n".repeat(values)}`;

test("it knows the limits of a document", () => {
  expect(deep(98).map(read)).not.toContain(undefined);
  expect(deep(120).map(read)).toEqual([undefined, undefined, undefined]);
  expect(read(wide(990_000))).toBeDefined();
  expect(read(wide(1_000_000))).toBeUndefined();
  expect(read(`${"k".repeat(1_000)}: 1\n`)).toBeDefined();
  expect(read(`${"k".repeat(1_001)}: 1\n`)).toBeUndefined();
});

test.each([
  ["anchors", "a: &x 1\n"],
  ["aliases", "a: *x\n"],
  ["tags", "a: !reset 1\n"],
  ["merge keys", "a:\n  <<: {b: 1}\n"],
  ["several documents", "a: 1\n---\nb: 1\n"],
  ["the end of a document", "a: 1\n...\n"],
  ["directives", "%YAML 1.2\n---\na: 1\n"],
  ["explicit keys", "? a\n: 1\n"],
  ["keys that are no text", "1: a\n"],
  ["repeated keys", "a: 1\n'a': 2\n"],
  ["keys that are brackets", "[a]: 1\n"],
  ["blanks before a colon", "a : 1\n"],
  ["two colons", "a: b: c\n"],
  ["colons before a bracket", "a: [b:]\n"],
  ["dashes before a bracket", "a: [-]\n"],
  ["values that go on in the next line", "a: b\n  c\n"],
  ["quotes that go on in the next line", "a: 'b\n  c'\n"],
  ["rare escapes", 'a: "\\x41"\n'],
  ["texts that keep their last blank lines", "a: |+\n  b\n\n"],
  ["texts that say how far they are indented", "a: |2\n  b\n"],
  ["folded texts with lines that are indented further", "a: >\n  b\n   c\n"],
  ["tabs", "a:\tb\n"],
  ["carriage returns that end no line", "a: b\rc\n"],
  ["byte order marks", "\ufeffa: 1\n"],
  ["control characters", "a: '\u0007'\n"],
  ["lines that match no indentation", "a:\n   b: 1\n  c: 1\n"],
  ["brackets that are never closed", "a: [b\n"],
  ["brackets with the wrong end", "a: [b}\n"],
  ["brackets that are not indented", "a:\n  b: [\n  c\n  ]\n"],
  ["pairs in a list of brackets", "a: [b: c]\n"],
  ["lists as files", "- a\n"],
  ["values as files", "a\n"],
  ["empty files", "# nothing\n"],
])("it leaves %s to yaml", (_what, text) => {
  expect(read(text)).toBeUndefined();
});
