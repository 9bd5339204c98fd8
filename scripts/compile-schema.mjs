/**
 * Makes of schemas/compose.schema.json what src/spec/ loads at run time, so that no schema is compiled while a
 * command waits: the validator's code, and a table of the attributes (verdict, types, known keys) for messages.
 * Run it after every change of the schema. Without `--print` it writes the files; with it, it prints them as JSON.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";

const root = new URL("../", import.meta.url);
const schema = JSON.parse(readFileSync(new URL("schemas/compose.schema.json", root), "utf8"));
const head = "// Made of schemas/compose.schema.json by scripts/compile-schema.mjs; not for editing.\n";

/** An editor sees `${NAME}` where the loader sees its value: patterns allow it in the schema, not at run time. */
const variable = "|\\$[A-Za-z_{]";

const annotations = [
  "description",
  "deprecated",
  "x-windlass",
  "x-windlass-values",
  "x-windlass-loose",
  "patternErrorMessage",
];

/** Limits of a value that an attribute may have looser ones of: the others are for editors, and for check/. */
const limits = ["pattern", "minimum", "maximum"];

const without = (node, keys) => Object.fromEntries(Object.entries(node).filter(([key]) => !keys.includes(key)));

/** The schema without what only readers need; keys below `properties` and `$defs` are names, not keywords. */
function bare(node, names = false) {
  if (Array.isArray(node)) return node.map((item) => bare(item));
  if (typeof node === "string") return node.endsWith(variable) ? node.slice(0, -variable.length) : node;
  if (typeof node !== "object" || node === null) return node;
  const loose = names ? undefined : node["x-windlass-loose"];
  const all = loose === undefined ? node : { ...without(node, limits), ...loose };
  const kept = Object.entries(all).filter(([key]) => names || !annotations.includes(key));
  return Object.fromEntries(
    kept.map(([key, part]) => [key, bare(part, !names && (key === "properties" || key === "$defs"))]),
  );
}

function validatorCode() {
  // Several types on one schema choose the branch of a union by the kind of value, so no `oneOf` is ever tried out.
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    strict: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictNumbers: false,
    inlineRefs: false,
    code: { source: true, esm: true, lines: true, optimize: 2 },
  });
  ajv.addSchema(bare(schema), "compose");
  return head + standalone.default(ajv, { validateCompose: "compose" });
}

/** One attribute as src/spec/schema/schema-attributes.ts describes it; references are followed. */
function attribute(node) {
  const { $ref, ...own } = node;
  const full = $ref === undefined ? node : { ...schema.$defs[$ref.slice("#/$defs/".length)], ...own };
  const each = full.additionalProperties;
  return {
    ...(full["x-windlass"] && { verdict: full["x-windlass"] }),
    ...(full["x-windlass-values"] && { values: full["x-windlass-values"] }),
    ...(full.deprecated && { deprecated: true }),
    ...(full.type && { types: [full.type].flat() }),
    ...(full.patternErrorMessage && { must: full.patternErrorMessage }),
    ...(full.enum && { choices: full.enum }),
    ...(full.properties && {
      keys: Object.fromEntries(Object.entries(full.properties).map(([key, part]) => [key, attribute(part)])),
    }),
    ...(each && { each: attribute(each) }),
    ...(full.items && { items: attribute(full.items) }),
    ...(full.propertyNames && { names: attribute(full.propertyNames) }),
  };
}

const attributesCode = `${head}export const attributes = ${JSON.stringify(attribute(schema), null, 1)};\n`;

const attributesTypes = `${head}import type { Attribute } from "../schema/schema-attributes.ts";

export declare const attributes: Attribute;
`;

const validatorTypes = `${head}import type { ErrorObject } from "ajv";

export declare const validateCompose: {
  (data: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
};
`;

const files = {
  "src/spec/generated/compose-validator.js": validatorCode(),
  "src/spec/generated/compose-validator.d.ts": validatorTypes,
  "src/spec/generated/attributes.js": attributesCode,
  "src/spec/generated/attributes.d.ts": attributesTypes,
};

if (process.argv.includes("--print")) process.stdout.write(JSON.stringify(files));
else for (const [path, text] of Object.entries(files)) writeFileSync(new URL(path, root), text);
