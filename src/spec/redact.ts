/** The model without what may be a secret: values from variables that are set, from env files, and the text of secrets. */
import { isMap, type Ordered, type OrderedMap } from "../core/ordered-json.ts";
import { isFromOutside } from "./origin.ts";
import type { Project } from "./project.ts";
import type { Path } from "./tree.ts";

/** What stands for a value that is not shown. */
export const mask = "<redacted>";

/** The model as YAML prints it: the keys of its objects are those of the files, so that each value's origin is known. */
export function redacted(project: Project): OrderedMap {
  const visit = (value: Ordered, path: Path): Ordered => {
    if (isMap(value)) return map(value, path);
    if (Array.isArray(value)) return (value as readonly Ordered[]).map((item, index) => visit(item, [...path, index]));
    return isSecret(project, path) ? mask : value;
  };
  const map = (value: OrderedMap, path: Path): OrderedMap =>
    new Map([...value].map(([key, part]) => [key, visit(part, [...path, key])]));
  return map(project.document(), []);
}

/** Whether the value at the path must not be shown. */
export function isSecret({ originOf }: Project, path: Path): boolean {
  const origin = originOf(path);
  return (path[0] === "secrets" && path[2] === "content") || (origin !== undefined && isFromOutside(origin));
}
