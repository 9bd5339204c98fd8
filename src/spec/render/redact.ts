/** The printed project without what may be a secret: values from variables that are set, from env files, and the text of secrets. */
import { isMap, type Ordered, type OrderedMap } from "../../core/ordered-json.ts";
import type { Project } from "../project.ts";
import type { Path } from "../tree/tree.ts";
import { isFromOutside } from "./origin.ts";

/** What stands for a value that is not shown. */
export const mask = "<redacted>";

/** The project as YAML prints it: the keys of its objects are those of the files, so that each value's origin is known. */
export function redacted(project: Project): OrderedMap {
  const visit = (value: Ordered, path: Path): Ordered => {
    if (isMap(value)) return map(value, path);
    if (Array.isArray(value)) return (value as readonly Ordered[]).map((item, index) => visit(item, [...path, index]));
    return isSecret(project, path) ? mask : value;
  };
  const map = (value: OrderedMap, path: Path): OrderedMap => {
    let hidden = 0;
    return new Map(
      [...value].map(([key, part]) => {
        const inner = [...path, key];
        return [isSecretKey(project, inner) ? `<redacted-${++hidden}>` : key, visit(part, inner)];
      }),
    );
  };
  return map(project.document(), []);
}

/** In `["${NAME}=value"]` a variable stands in the key. */
const isSecretKey = ({ originOf, variables }: Project, path: Path): boolean =>
  (originOf(path)?.variables ?? []).some(({ name }) => {
    const value = variables.get(name);
    return value !== undefined && value !== "" && String(path.at(-1)).includes(value);
  });

/** The path with what stands for its secret keys. */
export const redactedPath = (project: Project, path: Path): Path =>
  path.map((key, index) => (isSecretKey(project, path.slice(0, index + 1)) ? mask : key));

/** Whether the value at the path must not be shown. The project's name is in the name of every container: it is no secret. */
export function isSecret({ originOf }: Project, path: Path): boolean {
  if (path.length === 1 && path[0] === "name") return false;
  const origin = originOf(path);
  return (path[0] === "secrets" && path[2] === "content") || (origin !== undefined && isFromOutside(origin));
}
