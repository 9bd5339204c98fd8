import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/core/canonical-json.ts";
import type { Diagnostic } from "../../../src/core/diagnostics.ts";
import { mergeAll } from "../../../src/spec/combine/merge.ts";
import { parseYaml } from "../../../src/spec/read/parse-yaml.ts";
import { plain } from "../../../src/spec/tree/tree.ts";

function merged(...texts: readonly string[]): { readonly value: Json; readonly found: readonly Diagnostic[] } {
  const found: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => found.push(diagnostic);
  const documents = texts.flatMap((text, i) => parseYaml(`${i}.yaml`, text, report));
  return { value: plain(mergeAll(documents, report)), found };
}

/** Two values of one attribute of a service, merged. */
function attribute(name: string, base: string, over: string): Json | undefined {
  const file = (value: string): string => `{services: {w: {${name}: ${value}}}}`;
  const { value, found } = merged(file(base), file(over));
  expect(found).toEqual([]);
  return (value as { services: { w: Record<string, Json> } }).services.w[name];
}

describe("a later file", () => {
  test.each<[string, string, string, Json]>([
    ["image", "a", "b", "b"],
    ["image", "a", "~", "a"],
    ["image", "~", "b", "b"],
    ["command", "a", "[b]", ["b"]],
    ["command", "a", "~", null],
    ["entrypoint", "[a]", "b", "b"],
    ["healthcheck", "{test: [CMD, a], retries: 3}", "{test: b}", { test: "b", retries: 3 }],
    ["environment", "{A: 1, B: 2}", "[B=3, C]", { A: 1, B: "3", C: null }],
    ["environment", "{A: 1}", "{A: }", { A: null }],
    ["labels", "[a=1, b=2]", "[b=3]", { a: "1", b: "3" }],
    ["sysctls", "{a: 1}", "~", { a: 1 }],
    ["dns", "1.1.1.1", "[2.2.2.2, 1.1.1.1]", ["1.1.1.1", "2.2.2.2"]],
    ["tmpfs", "/a", "/b", ["/a", "/b"]],
    ["env_file", "a.env", "[b.env, {path: a.env, required: false}]", [{ path: "a.env", required: false }, "b.env"]],
    ["cap_add", "[A, B]", "[B, C]", ["A", "B", "C"]],
    ["security_opt", "[a, b]", "[b, c]", ["a", "b", "c"]],
    ["expose", "[80]", '["80", 81]', ["80", 81]],
    ["tmpfs", "[/a:x=1, /b]", "[/a:x=2]", ["/a:x=2", "/b"]],
    ["ports", "[80]", "[80, 81]", [80, 80, 81]],
    ["volumes", "[a:/a]", "[b:/a]", ["a:/a", "b:/a"]],
    ["extra_hosts", "{a: 1.1.1.1}", '["a=1.1.1.2", "a=1.1.1.1"]', ["a=1.1.1.1", "a=1.1.1.2"]],
    [
      "depends_on",
      "{a: {condition: service_healthy, restart: true}}",
      "[a, b]",
      {
        a: { condition: "service_started", restart: true, required: true },
        b: { condition: "service_started", required: true },
      },
    ],
    ["networks", "{a: {priority: 1}}", "[a, b]", { a: { priority: 1 }, b: null }],
    ["build", ".", "{target: x}", { context: ".", target: "x" }],
    ["build", "{context: a, args: [X=1]}", "{args: {X: 2}}", { context: "a", args: { X: 2 } }],
    [
      "logging",
      "{driver: a, options: {x: 1}}",
      "{driver: a, options: {y: 2}}",
      { driver: "a", options: { x: 1, y: 2 } },
    ],
    ["logging", "{driver: a, options: {x: 1}}", "{options: {y: 2}}", { driver: "a", options: { x: 1, y: 2 } }],
    ["logging", "{driver: a, options: {x: 1}}", "{driver: b, options: {y: 2}}", { driver: "b", options: { y: 2 } }],
    ["ulimits", "{a: {soft: 1, hard: 2}, b: 1}", "{a: 5}", { a: 5, b: 1 }],
    [
      "deploy",
      "{resources: {limits: {cpus: 1}}}",
      "{replicas: 2}",
      { resources: { limits: { cpus: 1 } }, replicas: 2 },
    ],
  ])("%s: %s, then %s", (name, base, over, result) => expect(attribute(name, base, over)).toEqual(result));

  test("merges subnets entry by entry", () => {
    const file = (config: string): string => `{networks: {n: {ipam: {config: [${config}]}}}}`;
    const { value } = merged(file("{subnet: a, gateway: g}"), file("{subnet: a, ip_range: r}, {subnet: b}"));
    expect(value).toEqual({
      networks: { n: { ipam: { config: [{ subnet: "a", gateway: "g", ip_range: "r" }, { subnet: "b" }] } } },
    });
  });

  test("keeps the places of what it wins with", () => {
    const report = () => {};
    const documents = [
      ...parseYaml("a.yaml", "x-a:\n  b: 1\n  c: 1\n", report),
      ...parseYaml("b.yaml", "x-a:\n  c: 2\n", report),
    ];
    const tree = mergeAll(documents, report).entries.get("x-a")?.value;
    const files = tree?.kind === "map" ? [...tree.entries].map(([key, { value }]) => [key, value.place.file]) : [];
    expect(files).toEqual([
      ["b", "a.yaml"],
      ["c", "b.yaml"],
    ]);
  });

  test("cannot merge what has another form", () => {
    const { value, found } = merged("{services: {w: {ports: [80]}}}", "{services: {w: {ports: 81}}}");
    expect(value).toEqual({ services: { w: { ports: [80] } } });
    expect(found).toMatchObject([{ code: "wrong-type", path: "services.w.ports", place: { file: "1.yaml" } }]);
  });

  test("may use names that every object has", () => {
    const text = "{services: {__proto__: {labels: {constructor: a}}, toString: {image: x}}}";
    expect(merged(text, text).value).toEqual(merged(text).value);
    expect(Object.hasOwn((merged(text).value as { services: object }).services, "__proto__")).toBe(true);
  });
});
