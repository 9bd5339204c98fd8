/** The model as text, for `config`. Every `$` is doubled, so that the text is a project file that means the same. */
import { stringify } from "yaml";
import type { Json, JsonObject } from "../core/canonical-json.ts";
import type { Project } from "./project.ts";

const escaped = (text: string): string => text.replaceAll("$", "$$$$");

export const renderJson = (project: Project): string => escaped(`${JSON.stringify(project.model, undefined, 2)}\n`);

const firstKeys = ["name", "services", "networks", "volumes", "secrets", "configs"];

/** What JSON must say for the sake of the hash and YAML need not. */
const emptyForms: ReadonlySet<string> = new Set(["command", "entrypoint", "ipam", "placement", "resources"]);

export function renderYaml(project: Project): string {
  const { model } = project;
  const keys = [...firstKeys, ...Object.keys(model).filter((key) => !firstKeys.includes(key))];
  const ordered = Object.fromEntries(
    keys.flatMap((key) => (Object.hasOwn(model, key) ? [[key, lean(model[key] ?? null, [key])] as const] : [])),
  );
  // Version 1.1 quotes what older readers would take for a yes/no or a time.
  return escaped(stringify(ordered, { version: "1.1", lineWidth: 0 }));
}

/** Only in the objects that the model gives these keys to, not in the user's own mappings. */
function lean(value: Json, path: readonly string[]): Json {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item) => lean(item, [...path, "[]"]));
  if (path.at(0) === "services" && path.at(2) === "ulimits" && path.length === 4) return { soft: 0, hard: 0, ...value };
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part = null]) =>
      emptyForms.has(key) && ownKey(path) && isNothing(part) ? [] : [[key, lean(part, [...path, key])] as const],
    ),
  );
}

const ownKey = (path: readonly string[]): boolean =>
  (path.length === 2 && (path[0] === "services" || path[0] === "networks")) ||
  (path.length === 3 && path[0] === "services" && path[2] === "deploy");

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isNothing = (value: Json): boolean =>
  value === null || (typeof value === "object" && !isList(value) && Object.keys(value as JsonObject).length === 0);
