/** Every attribute of the format: what it may say, and that none is forgotten. */
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { canonicalRules } from "../../../src/spec/canonical/canonical-rules.ts";
import { renderJson, renderYaml } from "../../../src/spec/render/render.ts";
import { type Attribute, child, file } from "../../../src/spec/schema/schema-attributes.ts";
import { below, type Rules } from "../../../src/spec/tree/rules.ts";
import { castRules } from "../../../src/spec/variables/cast-rules.ts";
import { loadText } from "../../support/load.ts";
import { type AttributeCase, fileOf, partOf, projectOf } from "./case.ts";
import { agreedCases } from "./cases/agreed.ts";
import { buildCases } from "./cases/build.ts";
import { dependenciesCases } from "./cases/dependencies.ts";
import { deployCases } from "./cases/deploy.ts";
import { developCases } from "./cases/develop.ts";
import { filesCases } from "./cases/files.ts";
import { hooksCases } from "./cases/hooks.ts";
import { mergedCases } from "./cases/merged.ts";
import { modelsCases } from "./cases/models.ts";
import { mountsCases } from "./cases/mounts.ts";
import { networksCases } from "./cases/networks.ts";
import { processCases } from "./cases/process.ts";
import { resourcesCases } from "./cases/resources.ts";
import { topCases } from "./cases/top.ts";

const groups: Readonly<Record<string, readonly AttributeCase[]>> = {
  process: processCases,
  resources: resourcesCases,
  deploy: deployCases,
  build: buildCases,
  develop: developCases,
  hooks: hooksCases,
  networks: networksCases,
  mounts: mountsCases,
  files: filesCases,
  dependencies: dependenciesCases,
  models: modelsCases,
  "top level": topCases,
  "several files": mergedCases,
  "better than docker compose": agreedCases,
};

for (const [group, cases] of Object.entries(groups))
  describe(group, () => {
    test.each(cases.map((one) => [one.title, one] as const))("%s", async (_title, one) => {
      const project = await projectOf(one);
      expect(partOf(one, project)).toEqual("file" in one ? one.model : one.service);
      const again = await loadText(renderYaml(project), { files: valuesFiles(one) });
      expect(renderYaml(again)).toBe(renderYaml(project));
      expect(renderJson(again)).toBe(renderJson(project));
    });
  });

/** What a model names and is read with it, unlike what was merged into it. */
const valuesFiles = ({ files = {} }: AttributeCase): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !path.endsWith(".yaml")));

/** What is resolved before there is a model. */
const resolved: ReadonlySet<string> = new Set(["include", "services.*.extends"]);

/** All attributes with the way to them. */
function* attributes(
  attribute: Attribute,
  path: readonly string[] = [],
): Generator<readonly [readonly string[], Attribute]> {
  for (const [key, part] of Object.entries(attribute.keys ?? {})) {
    if (resolved.has([...path, key].join("."))) continue;
    yield [[...path, key], part];
    yield* attributes(part, [...path, key]);
  }
  for (const part of [attribute.each, attribute.items])
    if (part !== undefined) {
      yield [[...path, "*"], part];
      yield* attributes(part, [...path, "*"]);
    }
}

const all = [...attributes(file)].map(([path, attribute]) => ({ name: path.join("."), path, attribute }));

/** The attributes that a file sets. */
function* setIn(value: unknown, attribute: Attribute, path: readonly string[] = []): Generator<string> {
  if (path.length > 0) yield path.join(".");
  if (Array.isArray(value) && attribute.items !== undefined)
    for (const item of value) yield* setIn(item, attribute.items, [...path, "*"]);
  else if (typeof value === "object" && value !== null && !Array.isArray(value))
    for (const [key, part] of Object.entries(value)) {
      const known = child(attribute, key);
      const own = attribute.keys !== undefined && Object.hasOwn(attribute.keys, key);
      if (known !== undefined) yield* setIn(part, known, [...path, own ? key : "*"]);
    }
}

describe("no attribute is forgotten", () => {
  test("each has a verdict", () => {
    const silent = all.filter(({ path, attribute }) => path.at(-1) !== "*" && attribute.verdict === undefined);
    expect(all.length).toBeGreaterThan(400);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  test("each has a case here", () => {
    const covered = new Set(
      Object.values(groups).flatMap((cases) => cases.flatMap((one) => [...setIn(parse(fileOf(one)), file)])),
    );
    expect(all.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([]);
  });

  /** May have several types, and means the same as it is written: its parent's rule reads it, or nothing stands for empty. */
  const oneForm: ReadonlySet<string> = new Set([
    "services.*.build.extra_hosts.*",
    "services.*.build.ssh.*",
    "services.*.deploy",
    "services.*.develop",
    "services.*.env_file.*",
    "services.*.extra_hosts.*",
    "services.*.models.*",
    "services.*.networks.*",
    "services.*.pid",
    "services.*.ports.*",
    "services.*.provider.options.*.*",
  ]);

  test("each that can be written in several types has a rule for its one form, or the word that it needs none", () => {
    const several = all.filter(({ attribute }) => (attribute.types?.length ?? 2) > 1);
    const ruleless = several.filter(({ path }) => !hasRule(canonicalRules, path) && !hasRule(castRules, path));
    expect(ruleless.map(({ name }) => name).sort()).toEqual([...oneForm].sort());
  });

  test("each rule is for an attribute that there is", () => {
    const known = new Set([
      "services.*",
      "networks.*",
      "volumes.*",
      "configs.*",
      "secrets.*",
      ...all.map(({ name }) => name),
    ]);
    const unknown = [...namesIn(canonicalRules), ...namesIn(castRules)].filter((name) => !known.has(name));
    expect(unknown).toEqual([]);
  });
});

const hasRule = <Rule>(rules: Rules<Rule>, path: readonly string[]): boolean =>
  path.reduce<Rules<Rule> | undefined>((at, part) => below(at, part), rules)?.rule !== undefined;

function* namesIn<Rule>(rules: Rules<Rule>, path: readonly string[] = []): Generator<string> {
  if (rules.rule !== undefined) yield path.join(".");
  for (const [key, part] of rules.keys) yield* namesIn(part, [...path, key]);
  if (rules.any !== undefined) yield* namesIn(rules.any, [...path, "*"]);
}
