/**
 * Writes docs/spec-support.md: every attribute of schemas/compose.schema.json with its verdict, and the kind of test that
 * proves it. `--print` prints it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { foundProofs } from "./lib/proofs.mjs";

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

const idle = new Set(["swarm only", "ignored"]);

/** What stands under a top-level key: each named thing, or each entry of a list. */
const inside = (key) => schema.properties[key].additionalProperties ?? schema.properties[key].items;

const topLevel = Object.keys(schema.properties);
const withParts = topLevel
  .filter((key) => inside(key))
  .sort((a, b) => Number(b === "services") - Number(a === "services"));
const ofKey = (key) => [key, schema.properties[key]["x-windlass"], schema.properties[key].description];
const sections = [
  ["Top level", "", topLevel.map(ofKey)],
  ...withParts.map((key) => [`\`${key}\``, key, [...rows(inside(key), "", schema.properties[key]["x-windlass"])]]),
];

/** The strongest proof last. */
const strength = ["loaded", "request", "inside"];
const strongest = (found) => strength.findLast((proof) => found.includes(proof)) ?? "";
const proofs = Map.groupBy(foundProofs(), ({ path }) => path);

/** The attribute's own proof, or that of its parts: a mapping has the effect that they have. */
function proofOf(path) {
  const own = proofs.get(path)?.map(({ proof }) => proof) ?? [];
  if (own.length > 0) return strongest(own);
  const isPart = (other) => [".", "[", ":"].some((mark) => other.startsWith(path + mark));
  return strongest([...proofs].flatMap(([other, found]) => (isPart(other) ? found.map(({ proof }) => proof) : [])));
}

const cell = (text) => text.replaceAll("|", "\\|");
const table = (section, list) => [
  "| attribute | here | proof | what it is |",
  "| --- | --- | --- | --- |",
  ...list.map(([path, verdict, description]) => {
    const proof = idle.has(verdict) ? "" : proofOf(section === "" ? path : `${section}.${path}`);
    return `| \`${path}\` | ${verdict} | ${proof} | ${cell(description)} |`;
  }),
];

const all = sections.flatMap(([, , list]) => list).filter(([, , description]) => description !== "");
const verdicts = ["applied", "emulated", "refused", "swarm only", "ignored"];
const counts = verdicts.map((verdict) => [verdict, all.filter(([, found]) => found === verdict).length]);

const text = [
  "# Support of the Compose file, attribute by attribute",
  "",
  "This page is made of `schemas/compose.schema.json` by `scripts/spec-support.mjs`; a test holds the two together. It says",
  "what becomes of each attribute on a plain Docker Engine:",
  "",
  "- **applied**: it has the effect the specification gives it.",
  "- **emulated**: its effect is reached by other means.",
  "- **refused**: no plain engine can do it; `plan` and `up` say so where a service needs it, before anything is made.",
  "- **swarm only**: it has an effect in Swarm alone; here it gives the warning `ignored-attribute`.",
  "- **ignored**: it has no effect and gives the warning `ignored-attribute`, or `obsolete-attribute` where it is outdated.",
  "",
  "And how it is proven, by a test whose title names the attribute:",
  "",
  "- **inside**: the effect is seen on a real engine, from inside the container or in what the engine does.",
  "- **request**: where no engine at hand can show it (graphics processors, Windows), what is asked of the engine.",
  "- **loaded**: it does not reach the engine; the effect is in the project, the plan or the output.",
  "",
  "Keys that begin with `x-` are free for your own use in every mapping of this format, and are passed over. `*` stands for a",
  "name of your choice, `[]` for each entry of a list. A row such as `type: image` tells of one value.",
  "",
  `Of ${all.length} attributes: ${counts
    .filter(([, n]) => n > 0)
    .map(([verdict, n]) => `${n} ${verdict}`)
    .join(", ")}.`,
  ...sections.flatMap(([title, section, list]) => ["", `## ${title}`, "", ...table(section, list)]),
  "",
].join("\n");

if (process.argv.includes("--print")) process.stdout.write(text);
else writeFileSync(new URL("docs/spec-support.md", root), text);
