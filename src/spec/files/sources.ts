/**
 * Which files make the project, the folder its paths start from, and the variables it may use. The order matters: a `.env`
 * may name the project files (COMPOSE_FILE), and the folder of the first of these may have a `.env` of its own. A file in a git
 * repository or a registry is brought here first, and its folder is then the project's.
 */
import { posix } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import type { LoadContext, LoadRequest } from "../load-request.ts";
import { listed, type Report, warn } from "../tree/report.ts";
import type { GuardedContext } from "../trust/guard.ts";
import type { UnsetVariables } from "../variables/unset.ts";
import { askedEnvFiles, processVariables, type Variables, withEnvFiles } from "../variables/variables.ts";
import { locate } from "./locate.ts";
import { overrideNames, usualNames } from "./names.ts";

export interface Sources {
  /** Absolute, in the order they are merged; `-` for standard input. */
  readonly files: readonly string[];
  /** Absolute: where relative paths start. */
  readonly workingDir: string;
  /** Absolute; only those that were asked for. */
  readonly envFiles: readonly string[];
  readonly variables: Variables;
}

/** @throws WindlassError `no-project-file` where none was named and none is found. Other problems are reported. */
export async function findSources(
  request: LoadRequest,
  context: GuardedContext,
  report: Report,
  unset: UnsetVariables,
): Promise<Sources> {
  const envFiles = askedEnvFiles(request, context);
  const given = request.projectDirectory && posix.resolve(context.cwd, request.projectDirectory);
  const asked = await absolute(request.files, context, report);
  // What is beside a published project is nobody's: the user's `.env` is where the user is.
  const start = given ?? (isPublished(asked, context) ? undefined : folderOf(asked)) ?? context.cwd;
  const first = await withEnvFiles(processVariables(context), envFiles, start, context, report, unset);
  const named = request.files.length > 0 ? asked : await absolute(filesIn(first), context, report);
  const none = request.files.length === 0 && filesIn(first).length === 0;
  const files = none ? await discover(start, context, report) : named;
  const workingDir = given ?? folderOf(files) ?? context.cwd;
  const again = envFiles.length === 0 && workingDir !== start && !isPublished(files, context);
  const variables = again ? await withEnvFiles(first, [], workingDir, context, report, unset) : first;
  return { files, workingDir, envFiles, variables };
}

/** Those that can be had. */
async function absolute(names: readonly string[], context: GuardedContext, report: Report): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of names) {
    const file = name === "-" ? name : await locate(name, context.cwd, { context, report });
    if (file !== undefined) files.push(file);
  }
  return files;
}

function isPublished(files: readonly string[], { elsewhere }: GuardedContext): boolean {
  const first = files.find((file) => file !== "-");
  return first !== undefined && elsewhere?.guard?.rootOf(first)?.from === "registry";
}

function folderOf(files: readonly string[]): string | undefined {
  const first = files.find((file) => file !== "-");
  return first === undefined ? undefined : posix.dirname(first);
}

/** What COMPOSE_FILE names. */
function filesIn(variables: Variables): readonly string[] {
  const value = variables.get("COMPOSE_FILE");
  return value ? value.split(variables.get("COMPOSE_PATH_SEPARATOR") || ":") : [];
}

/** A file with a usual name in this folder or the nearest one above, and the override file beside it. */
async function discover(start: string, context: LoadContext, report: Report): Promise<readonly string[]> {
  for (let folder = start; ; folder = posix.dirname(folder)) {
    const [base, ...ignored] = await present(folder, usualNames, context);
    if (base !== undefined) {
      const [override, ...ignoredOverrides] = await present(folder, overrideNames, context);
      tellIgnored(base, ignored, report);
      if (override !== undefined) tellIgnored(override, ignoredOverrides, report);
      return [base, ...(override === undefined ? [] : [override])].map((name) => posix.join(folder, name));
    }
    if (folder === posix.dirname(folder)) break;
  }
  throw new WindlassError("no-project-file", `no project file found in ${start} or its parent directories`, {
    hint: `create a compose.yaml there, or pass one with -f`,
  });
}

async function present(folder: string, names: readonly string[], context: LoadContext): Promise<readonly string[]> {
  const kinds = await Promise.all(names.map((name) => context.disk.kind(posix.join(folder, name))));
  return names.filter((_name, i) => kinds[i] === "file");
}

function tellIgnored(used: string, ignored: readonly string[], report: Report): void {
  if (ignored.length > 0)
    warn(
      report,
      "several-project-files",
      `${listed([used])} is used; ${listed(ignored)} beside it ${ignored.length > 1 ? "are" : "is"} not`,
      {
        hint: "name the files with -f",
      },
    );
}
