/** Writes docs/spec-support.md: every attribute of schemas/compose.schema.json with its verdict. `--print` prints it. */
import { readFileSync, writeFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const schema = JSON.parse(readFileSync(new URL("schemas/compose.schema.json", root), "utf8"));

/** The schema under a reference, with what stands beside the reference. */
const followed = ({ $ref, ...own }) => ($ref ? { ...schema.$defs[$ref.slice("#/$defs/".length)], ...own } : own);

/** `[path, verdict, description]` of each attribute below a schema, parents first; what is below an idle one is idle. */
function* rows(node, path, above) {
  const { properties = {}, items, additionalProperties } = followed(node);
  for (const [key, property] of Object.entries(properties)) {
    const name = path === "" ? key : `${path}.${key}`;
    const verdict = idle.has(above) ? above : property["x-windlass"];
    yield [name, verdict, property.description];
    for (const [value, ofValue] of Object.entries(property["x-windlass-values"] ?? {}))
      yield [`${name}: ${value}`, idle.has(verdict) && idle.has(ofValue) ? verdict : ofValue, ""];
    yield* rows(property, name, verdict);
  }
  if (items) yield* rows(items, `${path}[]`, above);
  if (additionalProperties) yield* rows(additionalProperties, path === "" ? "" : `${path}.*`, above);
}

const idle = new Set(["swarm only", "ignored", "not yet"]);

/** What stands under a top-level key: each named thing, or each entry of a list. */
const inside = (key) => schema.properties[key].additionalProperties ?? schema.properties[key].items;

const topLevel = Object.keys(schema.properties);
const withParts = topLevel
  .filter((key) => inside(key))
  .sort((a, b) => Number(b === "services") - Number(a === "services"));
const ofKey = (key) => [key, schema.properties[key]["x-windlass"], schema.properties[key].description];
const sections = [
  ["Top level", topLevel.map(ofKey)],
  ...withParts.map((key) => [`\`${key}\``, [...rows(inside(key), "", schema.properties[key]["x-windlass"])]]),
];

const cell = (text) => text.replaceAll("|", "\\|");
const table = (list) => [
  "| attribute | here | what it is |",
  "| --- | --- | --- |",
  ...list.map(([path, verdict, description]) => `| \`${path}\` | ${verdict} | ${cell(description)} |`),
];

const all = sections.flatMap(([, list]) => list).filter(([, , description]) => description !== "");
const verdicts = ["applied", "emulated", "swarm only", "ignored", "not yet"];
const counts = verdicts.map((verdict) => [verdict, all.filter(([, found]) => found === verdict).length]);

const text = [
  "# Support of the Compose file, attribute by attribute",
  "",
  "This page is made of `schemas/compose.schema.json` by `scripts/spec-support.mjs`; a test holds the two together. It says",
  "what becomes of each attribute on a plain Docker Engine:",
  "",
  "- **applied**: it has the effect the specification gives it.",
  "- **emulated**: its effect is reached by other means.",
  "- **swarm only**: it has an effect in Swarm alone; here it gives the warning `ignored-attribute`.",
  "- **ignored**: it has no effect and gives the warning `ignored-attribute`, or `obsolete-attribute` where it is outdated.",
  "- **not yet**: `config` reads, checks and prints it; `plan` and `up` refuse it with the error `not-supported-yet`.",
  "",
  "Keys that begin with `x-` are free for your own use in every mapping of this format, and are passed over. `*` stands for a",
  "name of your choice, `[]` for each entry of a list. A row such as `type: image` tells of one value.",
  "",
  `Of ${all.length} attributes: ${counts
    .filter(([, n]) => n > 0)
    .map(([verdict, n]) => `${n} ${verdict}`)
    .join(", ")}.`,
  ...sections.flatMap(([title, list]) => ["", `## ${title}`, "", ...table(list)]),
  "",
].join("\n");

if (process.argv.includes("--print")) process.stdout.write(text);
else writeFileSync(new URL("docs/spec-support.md", root), text);
