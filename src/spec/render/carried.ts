/**
 * The project as a file for a machine that has its images and nothing else of it: nothing is built or pulled there, paths in the
 * project's folder start from the file's own, and what the loader has read into the services is not read again.
 */
import { posix } from "node:path";
import { isMap, type Ordered, type OrderedMap } from "../../core/ordered-json.ts";
import type { Project } from "../project.ts";
import { documentText } from "./render.ts";

/** What only the machine that has the sources can use. */
const left: ReadonlySet<string> = new Set(["build", "develop", "env_file", "label_file"]);

export interface Carried {
  /** What an image is called there. */
  readonly nameOf: (reference: string) => string;
  /** Where the content of a config or secret is there, relative to the file; undefined: its file is not carried. */
  readonly fileOf: (section: "configs" | "secrets", key: string) => string | undefined;
}

export function carriedYaml(project: Project, { nameOf, fileOf }: Carried): string {
  const change = (section: string, value: Ordered): Ordered => {
    if (!isMap(value)) return value;
    const each = (edit: (item: OrderedMap, name: string) => OrderedMap): Ordered =>
      new Map([...value].map(([name, item]): [string, Ordered] => [name, isMap(item) ? edit(item, name) : item]));
    switch (section) {
      case "services":
        return each((service, name) => carriedService(project, service, name, nameOf));
      case "configs":
      case "secrets":
        return each((object, key) => {
          const file = object.has("file") ? fileOf(section, key) : undefined;
          return file === undefined ? withPath(object, "file", project) : new Map([...object, ["file", `./${file}`]]);
        });
      case "volumes":
        return each((volume) => boundVolume(volume, project));
      default:
        return value;
    }
  };
  const document = [...project.document()].map(([section, value]): [string, Ordered] => [
    section,
    change(section, value),
  ]);
  return documentText(new Map(document), "yaml");
}

function carriedService(
  project: Project,
  service: OrderedMap,
  name: string,
  nameOf: (reference: string) => string,
): OrderedMap {
  const image = [...project.services.values()].find((one) => one.name === name)?.image;
  const kept = [...service].filter(([key]) => !left.has(key));
  if (image === undefined || service.has("provider")) return new Map(kept);
  const hook = (one: Ordered): Ordered => {
    const own = isMap(one) ? one.get("image") : undefined;
    return isMap(one) && typeof own === "string" ? new Map([...one, ["image", nameOf(own)]]) : one;
  };
  const mount = (one: Ordered): Ordered => {
    const [type, source] = isMap(one) ? [one.get("type"), one.get("source")] : [];
    if (!isMap(one) || typeof source !== "string") return one;
    if (type === "image") return new Map([...one, ["source", nameOf(source)]]);
    return type === "bind" ? withPath(one, "source", project) : one;
  };
  const changed = kept.map(([key, value]): [string, Ordered] => {
    if (key === "pre_start") return [key, listOf(value).map(hook)];
    return key === "volumes" ? [key, listOf(value).map(mount)] : [key, value];
  });
  return new Map<string, Ordered>([...changed, ["image", nameOf(image)], ["pull_policy", "never"]]);
}

const listOf = (value: Ordered): readonly Ordered[] => (Array.isArray(value) ? (value as readonly Ordered[]) : []);

/** A local volume that is bound to a folder of the host. */
function boundVolume(volume: OrderedMap, project: Project): OrderedMap {
  const options = volume.get("driver_opts");
  const isBound = isMap(options) && options.get("o") === "bind";
  return isBound ? new Map([...volume, ["driver_opts", withPath(options, "device", project)]]) : volume;
}

function withPath(map: OrderedMap, key: string, project: Project): OrderedMap {
  const path = map.get(key);
  return typeof path === "string" ? new Map([...map, [key, carriedPath(path, project)]]) : map;
}

/** `./data` of what is in the project's folder; any other path as it is. */
export function carriedPath(path: string, { workingDir }: Pick<Project, "workingDir">): string {
  const below = posix.relative(workingDir, path);
  if (!posix.isAbsolute(path) || below === ".." || below.startsWith("../")) return path;
  return below === "" ? "." : `./${below}`;
}
