/**
 * A project file (or several) → the project: the list of stages, in order. Each stage reports what is wrong and hands on what is
 * right, so that one run tells of all mistakes; where a stage's result would be too broken for the next, loading stops.
 */
import { byPlace, type Diagnostic } from "../core/diagnostics.ts";
import { type ErrorCode, WindlassError } from "../core/errors.ts";
import { bind } from "./bind.ts";
import { canonical, without } from "./canonical.ts";
import { check } from "./check.ts";
import { type Surroundings, withDefaults } from "./defaults.ts";
import { entriesOf, get, mapOf, withEntries } from "./edit.ts";
import { envFileReader } from "./env-files.ts";
import { interpolate } from "./interpolate.ts";
import type { LoadRequest, World } from "./load-request.ts";
import { mergeAll } from "./merge.ts";
import { parse } from "./parse.ts";
import type { Project } from "./project.ts";
import { nameOf } from "./project-name.ts";
import type { Report } from "./report.ts";
import { validate } from "./schema.ts";
import { type Selection, select } from "./selection.ts";
import { findSources, readSources } from "./sources.ts";
import type { Entry, MapNode } from "./tree.ts";
import { unique } from "./unique.ts";
import { unsetVariables } from "./unset.ts";
import { usedOnly } from "./used.ts";

/**
 * @throws WindlassError `no-project-file` where none was named and none is found; `invalid-project` with all that is wrong,
 * sorted by place, and the texts of the files.
 */
export async function load(request: LoadRequest, world: World): Promise<Project> {
  const found: Diagnostic[] = [];
  const texts = new Map<string, string>();
  const report: Report = (diagnostic) => found.push(diagnostic);
  const unset = unsetVariables(report);

  const sources = await findSources(request, world, report, unset);
  const files = await readSources(sources, world, report);
  for (const { path, text } of files) texts.set(path, text);
  const documents = files.flatMap(({ path, text }) => parse(path, text, report));

  const readable = !found.some(isFatal);
  const name = nameOf(request, documents, sources.workingDir, sources.variables, report);
  const variables = new Map([...sources.variables, ["COMPOSE_PROJECT_NAME", name]]);
  const filled = documents.map((document) => interpolate(document, variables, report, unset));
  if (!readable) stopAtErrors(found, texts);

  const merged = mergeAll(filled, report);
  const complaints = validate(merged);
  found.push(...complaints);
  const wrong = new Set(complaints.flatMap(({ severity, path }) => (severity === "error" && path ? [path] : [])));
  const long = unique(canonical(without(merged, wrong), report));

  const folders = { workingDir: sources.workingDir, home: world.home };
  const around: Surroundings = { name, folders, variables };
  const complete = withDefaults(long, around);
  const selection = select(complete, request, variables, report);
  check({ tree: complete, selection, known: found, report });

  const reader = envFileReader(variables, world, report, unset);
  const services = await wantedServices(complete, selection, reader.resolve);
  stopAtErrors(found, texts);

  const tree = usedOnly(withEntries(complete, [["services", services]]));
  return bind(tree, { name, sources, selection, warnings: found.sort(byPlace), texts });
}

/** What is wrong inside a tree that is otherwise whole: the next stages can go on. */
const survivable: ReadonlySet<ErrorCode> = new Set([
  "yaml-duplicate-key",
  "yaml-key-not-text",
  "yaml-merge",
  "not-supported-yet",
]);

const isFatal = ({ severity, code }: Diagnostic): boolean => severity === "error" && !survivable.has(code);

/** The services that are to be loaded, their env files read. */
async function wantedServices(
  tree: MapNode,
  { enabled, wanted }: Selection,
  resolve: (name: string, service: MapNode) => Promise<MapNode>,
): Promise<MapNode> {
  const written = get(tree, "services");
  const entries: [string, Entry][] = [];
  for (const [name, entry] of entriesOf(written)) {
    const service = enabled.get(name);
    if (service !== undefined && wanted.has(name))
      entries.push([name, { ...entry, value: await resolve(name, service) }]);
  }
  return mapOf(entries, written?.place ?? tree.place);
}

function stopAtErrors(found: readonly Diagnostic[], sources: ReadonlyMap<string, string>): void {
  const errors = found.filter(({ severity }) => severity === "error").length;
  if (errors === 0) return;
  const message = errors === 1 ? "the project has an error" : `the project has ${errors} errors`;
  throw new WindlassError("invalid-project", message, { diagnostics: [...found].sort(byPlace), sources });
}
