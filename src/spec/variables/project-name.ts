/** The project's name: `-p`, COMPOSE_PROJECT_NAME, `name:` in the last file that has one, or the folder's name. */
import { posix } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import { type ProjectName, projectName } from "../../core/ids.ts";
import type { LoadRequest } from "../load-request.ts";
import { get, textOf } from "../tree/edit.ts";
import { fail, type Report } from "../tree/report.ts";
import type { MapNode } from "../tree/tree.ts";
import { interpolateText } from "./interpolate.ts";
import type { Variables } from "./variables.ts";

const pattern = /^[a-z0-9][a-z0-9_-]*$/;

/** @throws WindlassError `invalid-project-name` */
export function checkName(name: string): void {
  if (!pattern.test(name))
    throw new WindlassError("invalid-project-name", `invalid project name ${JSON.stringify(name)}`, { hint: rule });
}

/**
 * A name that was asked for must be right as it is; one that is derived is made right. `invalid-project-name` is reported
 * where it can't be; the project is then called `unnamed`, so that loading can go on to find what else is wrong.
 */
export function nameOf(
  request: LoadRequest,
  documents: readonly MapNode[],
  workingDir: string,
  variables: Variables,
  report: Report,
): ProjectName {
  const asked = request.projectName || variables.get("COMPOSE_PROJECT_NAME");
  if (asked) {
    if (pattern.test(asked)) return projectName(asked);
    const from = request.projectName ? JSON.stringify(asked) : "in COMPOSE_PROJECT_NAME";
    fail(report, "invalid-project-name", `invalid project name ${from}`, { hint: rule });
    return projectName("unnamed");
  }
  const name = normalized(nameInFiles(documents, variables) ?? posix.basename(workingDir));
  if (name !== "") return projectName(name);
  fail(report, "invalid-project-name", "the project has no name", { hint: `${rule}; set one with -p or \`name:\`` });
  return projectName("unnamed");
}

const rule = "use lowercase letters, digits, - and _; start with a letter or digit";

const normalized = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "")
    .replace(/^[_-]+/, "");

/** Problems in the text are reported when the whole file is interpolated. */
function nameInFiles(documents: readonly MapNode[], variables: Variables): string | undefined {
  return documents
    .map((document) => interpolateText(textOf(get(document, "name")) ?? "", variables))
    .findLast((name) => name !== undefined && name !== "");
}
