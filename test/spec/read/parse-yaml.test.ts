import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../src/core/diagnostics.ts";
import { parseYaml } from "../../../src/spec/read/parse-yaml.ts";
import { nearest, type Path, plain } from "../../../src/spec/tree/tree.ts";

function read(text: string) {
  const found: Diagnostic[] = [];
  const trees = parseYaml("compose.yaml", text, (diagnostic) => found.push(diagnostic));
  return { trees, found, values: trees.map(plain) };
}

const placeOf = (text: string, path: Path) => {
  const [tree] = read(text).trees;
  return tree && nearest(tree, path).node.place;
};

describe("a document", () => {
  test("becomes a tree of its values", () => {
    expect(read("a: 1\nb: [x, 'y', true, ~]\nc: {d: 1.5}\n").values).toEqual([
      { a: 1, b: ["x", "y", true, null], c: { d: 1.5 } },
    ]);
  });

  test("may be one of several; empty ones say nothing", () => {
    expect(read("a: 1\n---\nb: 2\n---\n").values).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test("may be JSON, have carriage returns, a directive and an end", () => {
    expect(read('{"a": {"b": [1, "x"]}}').values).toEqual([{ a: { b: [1, "x"] } }]);
    expect(read("a: 1\r\nb: x\r\n").values).toEqual([{ a: 1, b: "x" }]);
    expect(read("%YAML 1.1\n---\na: yes\n...\n").values).toEqual([{ a: "yes" }]);
  });

  test("keeps block texts", () => {
    expect(read("a: |\n  x\n  y\nb: >-\n  x\n  y\n").values).toEqual([{ a: "x\ny\n", b: "x y" }]);
  });
});

describe("places", () => {
  test("say where a value begins and ends", () => {
    const text = "a:\n  b: hello # c\n  c: 'x y'\n";
    expect(placeOf(text, ["a", "b"])).toEqual({ file: "compose.yaml", line: 2, column: 6, endColumn: 11 });
    expect(placeOf(text, ["a", "c"])).toEqual({ file: "compose.yaml", line: 3, column: 6, endColumn: 11 });
  });

  test("end with the first line of a longer value", () => {
    expect(placeOf("a:\n  b: 1\n  c: 2\n", ["a"])).toMatchObject({ line: 2, column: 3, endColumn: 7 });
    expect(placeOf("a: 'x\r\n  y'\r\n", ["a"])).toMatchObject({ line: 1, column: 4, endColumn: 6 });
  });

  test("of an empty value stand behind its key", () => {
    expect(placeOf("a:\nb: 1\n", ["a"])).toMatchObject({ line: 1, column: 3 });
  });

  test("of a key without a colon is that of the key", () => {
    expect(placeOf("a:\n  { b, c }\n", ["a", "c"])).toEqual({ file: "compose.yaml", line: 2, column: 8, endColumn: 9 });
  });
});

describe("anchors", () => {
  test("stand for the newest value of their name", () => {
    expect(read("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").values).toEqual([{ a: 1, b: 1, c: 2, d: 2 }]);
  });

  test("merge below what is written, the first one first", () => {
    const text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nm:\n  c: 3\n  <<: [*x, *y]\n";
    expect(read(text).values[0]).toMatchObject({ m: { a: 1, b: 1, c: 3 } });
  });

  test("do not grow the tree: a bomb is refused at once", () => {
    const lines = Array.from({ length: 30 }, (_, i) => `k${i + 1}: &k${i + 1} {a: *k${i}, b: *k${i}}`);
    expect(read(`k0: &k0 {a: x}\n${lines.join("\n")}\n`).found).toMatchObject([{ code: "yaml-too-large" }]);
  });

  test("may be used many times where that stays small", () => {
    const uses = Array.from({ length: 2_000 }, (_, i) => `k${i}: *x`).join("\n");
    expect(read(`x: &x {a: 1}\n${uses}\n`).found).toEqual([]);
  });

  test("are refused where their text would grow too large", () => {
    const uses = Array.from({ length: 20_000 }, (_, i) => `k${i}: *x`).join("\n");
    const { found } = read(`x: &x ${"y".repeat(200_000)}\n${uses}\n`);
    expect(found).toMatchObject([
      { code: "yaml-too-large", message: "with its aliases expanded this holds more than 64 MiB of text" },
    ]);
  });

  test("that are part of themselves are refused", () => {
    expect(read("a: &a {b: {c: *a}}\n").found).toMatchObject([{ code: "yaml-unknown-anchor" }]);
    expect(read("a: &a\n  <<: *a\n").found).toMatchObject([{ code: "yaml-unknown-anchor" }]);
  });
});

describe("keys", () => {
  test("may be names that every object has", () => {
    const [tree] = read("__proto__: 1\nconstructor: 2\ntoString: 3\n").trees;
    expect([...(tree?.entries.keys() ?? [])]).toEqual(["__proto__", "constructor", "toString"]);
  });

  test("must be text", () => {
    expect(read('1: a\ntrue: b\n~: c\n1.5: d\n[x]: e\nyes: f\n"2": g\n').found.map(({ code }) => code)).toEqual(
      Array.from({ length: 5 }, () => "yaml-key-not-text"),
    );
  });

  test("stand once", () => {
    expect(read("a: 1\nb:\n  c: 1\n  c: 2\na: 2\n").found).toMatchObject([
      { code: "yaml-duplicate-key", path: "b.c", place: { line: 4 } },
      { code: "yaml-duplicate-key", path: "a", place: { line: 5 } },
    ]);
  });
});

describe("tags", () => {
  test("that nobody knows change nothing", () => {
    expect(read("a: !foo bar\nb: !!str 5\nc: !bar {x: 1}\n").values).toEqual([{ a: "bar", b: "5", c: { x: 1 } }]);
  });

  test("that do not fit are refused", () => {
    expect(read("a: !!int x\n").found).toMatchObject([{ code: "yaml-syntax", place: { line: 1 } }]);
  });
});
