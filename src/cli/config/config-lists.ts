/** What `config` can print instead of the project: names and values, one a line. A row for each flag, the first that is given counts. */
import { isMap, type Ordered, type OrderedMap } from "../../core/ordered-json.ts";
import { configHashes, namedVariables, namesAlone, type Project, type Stage, yamlText } from "../../index.ts";
import { table } from "../render/table.ts";
import { documentOf, mask, sectionOf, shownImages } from "./shown-images.ts";

export interface ListFlags {
  readonly services: boolean;
  readonly volumes: boolean;
  readonly networks: boolean;
  readonly models: boolean;
  readonly hash: string | undefined;
  readonly profiles: boolean;
  readonly images: boolean;
  readonly variables: boolean;
  readonly environment: boolean;
  readonly format: "yaml" | "json" | undefined;
  readonly redact: boolean;
}

type List = Exclude<keyof ListFlags, "format" | "redact">;
type Print = (project: Project, flags: ListFlags) => string | Promise<string>;

const lists: Readonly<Record<List, Print>> = {
  services: (project) => lines(project.services.keys()),
  volumes: (project) => lines(project.volumes.keys()),
  networks: (project) => lines(project.networks.keys()),
  models: async (project, { redact }) => lines(modelNames(sectionOf(await documentOf(project, redact), "models"))),
  hash: hashes,
  profiles: ({ profiles }) => lines(profiles),
  images: async (project, { redact }) => lines((await shownImages(project, redact)).values()),
  variables,
  environment: (project, { redact }) =>
    lines([...project.variables].sort(byName).map(([name, value]) => `${name}=${redact ? mask : value}`)),
};

const askedOf = (flags: ListFlags): List | undefined =>
  (Object.keys(lists) as List[]).find((name) => flags[name] !== false && flags[name] !== undefined);

/** The list that is asked for; undefined: the project. */
export const listOf = (flags: ListFlags): Print | undefined => {
  const asked = askedOf(flags);
  return asked && lists[asked];
};

/** What of loading the list that is asked for can do without. */
export function neededNotBy(flags: ListFlags): ReadonlySet<Stage> {
  const asked = askedOf(flags);
  if (asked === "variables") return new Set(["interpolation"]);
  return asked === undefined || asked === "hash" ? new Set() : namesAlone;
}

const lines = (texts: Iterable<string>): string => [...texts].map((text) => `${text}\n`).join("");

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** As the one who runs them knows them, not by their keys in the file. */
const modelNames = (models: OrderedMap): string[] =>
  [...models.values()].map((model) => String((isMap(model) && model.get("model")) || "")).filter((name) => name !== "");

/** The services whose hashes alone are asked for; none: no hashes, or those of all. */
export const hashedOf = (flags: ListFlags): readonly string[] =>
  askedOf(flags) !== "hash" || flags.hash === "*" ? [] : (flags.hash ?? "").split(",").map((name) => name.trim());

/** A hash tells who can guess the values whether they are right. */
async function hashes(project: Project, flags: ListFlags): Promise<string> {
  const known = await configHashes(project);
  const names = flags.hash === "*" ? [...known.keys()] : [...hashedOf(flags)];
  const printed = sectionOf(await documentOf(project, flags.redact), "services");
  const shown = (name: string): string => (flags.redact && hasMask(printed.get(name)) ? mask : (known.get(name) ?? ""));
  return lines(names.sort().map((name) => `${name} ${shown(name)}`));
}

const hasMask = (value: Ordered | undefined): boolean => {
  if (isMap(value)) return [...value].some(([key, part]) => key.startsWith("<redacted-") || hasMask(part));
  return Array.isArray(value) ? (value as readonly Ordered[]).some(hasMask) : value === mask;
};

const printedIndent = 4;

/** A table, or an object of each name's properties in the reference's spelling. */
async function variables(project: Project, { format }: ListFlags): Promise<string> {
  const named = await namedVariables(project);
  if (format === "json") {
    const rows = named.map(({ name, defaultValue, presenceValue, required }) => [
      name,
      { Name: name, DefaultValue: defaultValue, PresenceValue: presenceValue, Required: required },
    ]);
    return `${JSON.stringify(Object.fromEntries(rows), undefined, printedIndent)}\n`;
  }
  if (format === "yaml")
    return yamlText(
      new Map(
        named.map(({ name, defaultValue, presenceValue, required }) => [
          name,
          new Map<string, string | boolean>([
            ["name", name],
            ["defaultvalue", defaultValue],
            ["presencevalue", presenceValue],
            ["required", required],
          ]),
        ]),
      ),
      printedIndent,
    );
  return table(
    ["NAME", "REQUIRED", "DEFAULT VALUE", "ALTERNATE VALUE"],
    named.map(({ name, required, defaultValue, presenceValue }) => [
      name,
      String(required),
      defaultValue,
      presenceValue,
    ]),
    { narrowest: 20 },
  );
}
