import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/core/canonical-json.ts";
import type { Diagnostic } from "../../../src/core/diagnostics.ts";
import { mergeAll } from "../../../src/spec/combine/merge.ts";
import { withoutTags } from "../../../src/spec/combine/reset.ts";
import { parseYaml } from "../../../src/spec/read/parse-yaml.ts";
import { plain } from "../../../src/spec/tree/tree.ts";

/** The texts merged, none of them with a complaint. */
function merged(...texts: readonly string[]): Json {
  const found: Diagnostic[] = [];
  const documents = texts.flatMap((text, i) => parseYaml(`${i}.yaml`, text, (diagnostic) => found.push(diagnostic)));
  const tree = withoutTags(mergeAll(documents, (diagnostic) => found.push(diagnostic)));
  expect(found).toEqual([]);
  return plain(tree);
}

const base =
  "services: {w: {image: a, ports: [80], environment: {A: 1, B: 2}, build: ., depends_on: [x, y]}, v: {image: v}}";
const w = (over: string, from = base): Json | undefined =>
  (merged(from, `services: {w: ${over}}`) as { services: { w: Record<string, Json> } }).services.w;

describe("!reset", () => {
  test("takes away what an earlier file says, whatever its value", () => {
    for (const value of ["!reset", "!reset []", "!reset null", "!reset {a: b}", "!reset text"])
      expect(w(`{ports: ${value}}`)).not.toHaveProperty("ports");
  });

  test("reaches into mappings, and into lists and texts that mean mappings", () => {
    expect(w("{environment: {A: !reset}}")).toMatchObject({ environment: { B: 2 } });
    expect(w("{environment: {A: !reset}}", "services: {w: {environment: [A=1, B=2]}}")).toEqual({
      environment: { B: "2" },
    });
    expect(w("{depends_on: {x: !reset}}")).toMatchObject({ depends_on: { y: { condition: "service_started" } } });
    expect(w("{build: {context: !reset, target: t}}")).toMatchObject({ build: { target: "t" } });
  });

  test("takes away services and whole sections", () => {
    expect(merged(base, "services: {w: !reset}")).toEqual({ services: { v: { image: "v" } } });
    expect(merged(base, "services: !reset")).toEqual({});
  });

  test("lets a later file begin anew", () => {
    expect(merged("a: [1]", "a: !reset [2]", "a: [3]")).toEqual({ a: [3] });
    expect(merged("a: {b: {c: 1}}", "a: {b: !reset}", "a: {b: {d: 2}}")).toEqual({ a: { b: { d: 2 } } });
  });

  test("drops the key where nothing is below it, and an item of a list", () => {
    expect(merged("a: !reset 1\nb: [1, !reset 2, 3]")).toEqual({ b: [1, 3] });
  });

  test("works through an alias and a merge key", () => {
    expect(merged("a: 1\nb: 2", "x: &x !reset\na: *x")).toEqual({ b: 2 });
    expect(merged("s: {a: 1, b: 2}", "x: &x {a: !reset, c: 3}\ns: {<<: *x}")).toEqual({
      x: { c: 3 },
      s: { b: 2, c: 3 },
    });
  });
});

describe("!override", () => {
  test("replaces what would merge", () => {
    expect(w("{ports: !override [81]}")).toMatchObject({ ports: [81] });
    expect(w("{environment: !override {C: 3}}")).toMatchObject({ environment: { C: 3 } });
    expect(w("!override {image: new}")).toEqual({ image: "new" });
    expect(w("{ports: !override []}")).toMatchObject({ ports: [] });
  });

  test("may change the kind of a value", () => {
    expect(merged("a: {b: 1}", "a: !override text")).toEqual({ a: "text" });
  });

  test("is merged over by a later file", () => {
    expect(merged("a: [1]", "a: !override [2]", "a: [3]")).toEqual({ a: [2, 3] });
  });

  test("acts on all documents before it, and on none after", () => {
    expect(merged("a: [1]\n---\na: [2]\n---\na: !override [3]\n---\na: [4]")).toEqual({ a: [3, 4] });
  });

  test("may hold a !reset", () => {
    expect(merged("a: {b: 1}", "a: !override {b: !reset, c: 2}")).toEqual({ a: { c: 2 } });
  });
});

test("another tag is told and changes nothing", () => {
  const found: Diagnostic[] = [];
  const [tree] = parseYaml("a.yaml", "a: !yes 5\nb: !x [1]\nc: !!str 5\nd: !mine/tag {e: f}", (one) => found.push(one));
  expect(tree && plain(tree)).toEqual({ a: 5, b: [1], c: "5", d: { e: "f" } });
  expect(found.map(({ code, severity, place }) => [code, severity, place?.line])).toEqual([
    ["yaml-unknown-tag", "warning", 1],
    ["yaml-unknown-tag", "warning", 2],
    ["yaml-unknown-tag", "warning", 4],
  ]);
});
