/** The schema itself, and what is made of it. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { attributeAt } from "../../src/spec/schema/schema-attributes.ts";

interface Schema {
  readonly [keyword: string]: unknown;
}

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const schema = JSON.parse(read("schemas/compose.schema.json")) as Schema;
const printed = (script: string): string =>
  execFileSync(process.execPath, [`scripts/${script}`, "--print"], {
    cwd: new URL("../../", import.meta.url),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every schema in the file with the way to it; `isAttribute` where it stands under a name of the format. */
function* schemas(node: Schema, way: string, isAttribute = false): Generator<[way: string, node: Schema, boolean]> {
  yield [way, node, isAttribute];
  for (const keyword of ["properties", "patternProperties", "$defs"])
    for (const [name, part] of Object.entries(isSchema(node[keyword]) ? node[keyword] : {}))
      if (isSchema(part)) yield* schemas(part, `${way}/${name}`, keyword === "properties");
  for (const keyword of ["items", "additionalProperties", "propertyNames"]) {
    const part = node[keyword];
    if (isSchema(part)) yield* schemas(part, `${way}/${keyword}`);
  }
}

const all = [...schemas(schema, "")];
const attributes = all.filter(([, , isAttribute]) => isAttribute);

describe("the schema", () => {
  test("describes every attribute in a sentence or more, and says what becomes of it", () => {
    const verdicts = ["applied", "emulated", "refused", "swarm only", "ignored"];
    const wanting = attributes.filter(
      ([, node]) => !verdicts.includes(String(node["x-windlass"])) || !/^\S.{10,}\.$/.test(String(node.description)),
    );
    expect(wanting.map(([way]) => way)).toEqual([]);
    expect(attributes.length).toBeGreaterThan(250);
  });

  test("leaves `x-` keys free wherever it closes a mapping", () => {
    const closed = all.filter(([, node]) => node.additionalProperties === false);
    const wanting = closed.filter(
      ([, node]) => !isSchema(node.patternProperties) || !("^x-" in node.patternProperties),
    );
    expect(closed.length).toBeGreaterThan(30);
    expect(wanting.map(([way]) => way)).toEqual([]);
  });

  test("tells in words what each pattern wants", () => {
    const patterns = all.filter(([, node]) => node.pattern !== undefined);
    expect(patterns.length).toBeGreaterThan(20);
    for (const [way, node] of patterns) expect(node.patternErrorMessage, way).toMatch(/^must /);
  });

  test("lets a variable stand for any value that has a pattern", () => {
    for (const [way, node] of all)
      if (node.pattern !== undefined && !way.startsWith("/name"))
        expect("$NAME", way).toMatch(new RegExp(String(node.pattern)));
  });

  test("has no pattern that long text could hold up", () => {
    const texts = ["1", "1.", "1_", "a", "1s", "every_1s", "on-failure:1", " ", "1e", "-"].map(
      (part) => `${part.repeat(50_000)}!`,
    );
    for (const [way, node] of all) {
      if (node.pattern === undefined) continue;
      const pattern = new RegExp(String(node.pattern), "u");
      // One that goes back and forth takes longer than any test may.
      for (const text of texts) expect(pattern.test(text), way).toBe(false);
    }
  });

  test("refers only to what it defines", () => {
    const defined = Object.keys(isSchema(schema.$defs) ? schema.$defs : {}).map((name) => `#/$defs/${name}`);
    const used = new Set(all.flatMap(([, node]) => (typeof node.$ref === "string" ? [node.$ref] : [])));
    expect([...used].toSorted()).toEqual(defined.toSorted());
  });
});

describe("what is made of the schema is up to date", () => {
  test("the validator's code and the table of attributes (`node scripts/compile-schema.mjs`)", () => {
    const files = Object.entries(JSON.parse(printed("compile-schema.mjs")) as Record<string, string>);
    expect(files.length).toBe(4);
    for (const [path, text] of files) expect(text === read(path), path).toBe(true);
  });

  test("the page of attributes (`node scripts/spec-support.mjs`)", () => {
    expect(printed("spec-support.mjs")).toBe(read("docs/spec-support.md"));
  });

  test("the validator's code stands alone", () => {
    expect(read("src/spec/generated/compose-validator.js")).not.toMatch(/\brequire\(|^import\b/m);
  });
});

test("the verdict of an attribute can be looked up by its path", () => {
  const verdict = (...path: (string | number)[]) => attributeAt(path)?.verdict;
  expect(verdict("services", "web", "image")).toBe("applied");
  expect(verdict("services", "web", "ports", 0, "app_protocol")).toBe("ignored");
  expect(verdict("services", "web", "deploy", "mode")).toBe("swarm only");
  expect(verdict("services", "web", "toString")).toBeUndefined();
});
