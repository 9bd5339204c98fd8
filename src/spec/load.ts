/**
 * A project file (or several) → the project: the list of stages, in order. Each stage reports what is wrong and hands on what is
 * right, so that one run tells of all mistakes; where a stage's result would be too broken for the next, loading stops.
 */
import type { Diagnostic } from "../core/diagnostics.ts";
import { throwErrors, WindlassError } from "../core/errors.ts";
import { bind } from "./bind/bind.ts";
import { canonical, without } from "./canonical/canonical.ts";
import { canonicalRules } from "./canonical/canonical-rules.ts";
import { type Surroundings, withDefaults } from "./canonical/defaults.ts";
import { patientRules, sureOf } from "./canonical/uninterpolated.ts";
import { unique } from "./canonical/unique.ts";
import { withRealWatchedPaths } from "./canonical/watched-paths.ts";
import { check } from "./check/check.ts";
import { assembler } from "./combine/assemble.ts";
import { withEnvFileValues } from "./combine/env-files.ts";
import { withLabelFiles } from "./combine/label-files.ts";
import { laidOver } from "./combine/overlay.ts";
import type { Tools } from "./combine/tools.ts";
import { deduplicated } from "./files/deduplicated.ts";
import { newLibrary } from "./files/library.ts";
import { newOrigins } from "./files/origins.ts";
import { readOnce } from "./files/read-once.ts";
import { seccompProfiles } from "./files/seccomp.ts";
import { findSources } from "./files/sources.ts";
import type { HostRequest, LoadContext, LoadRequest, Stage } from "./load-request.ts";
import type { Project } from "./project.ts";
import { emptyHint } from "./read/hints.ts";
import { validate } from "./schema/schema.ts";
import { type Selection, select } from "./select/selection.ts";
import { usedOnly } from "./select/used.ts";
import { entriesOf, get, mapOf, withEntries } from "./tree/edit.ts";
import { fail, type Report } from "./tree/report.ts";
import type { Entry, MapNode } from "./tree/tree.ts";
import type { Elsewhere, Guard, GuardedContext } from "./trust/guard.ts";
import { interpolate } from "./variables/interpolate.ts";
import { nameOf } from "./variables/project-name.ts";
import { unsetVariables } from "./variables/unset.ts";

/**
 * A project from elsewhere is loaded again with what is granted to it: it may then ask for more.
 * @throws WindlassError `no-project-file` where none was named and none is found; `invalid-project` with all that is wrong,
 * sorted by place, and the texts of the files; `untrusted-project` with all that is not granted
 */
export async function load(request: LoadRequest, given: LoadContext): Promise<Project> {
  const context: LoadContext = {
    ...given,
    disk: readOnce(given.disk),
    ...(given.onName && { onName: once(given.onName) }),
  };
  const granted: HostRequest[] = [];
  for (;;) {
    const elsewhere = elsewhereOf(context, request.trust ? "all" : granted);
    const loaded = await loadGuarded(request, { ...context, elsewhere }).catch((error: unknown) => ({ error }));
    const requests = elsewhere.guard?.requests() ?? [];
    const failure = "error" in loaded ? loaded.error : undefined;
    const isOpen = failure === undefined || (failure instanceof WindlassError && failure.code === "invalid-project");
    if (requests.length === 0 || !isOpen) {
      if ("error" in loaded) throw loaded.error;
      return loaded;
    }
    const { sources } = failure instanceof WindlassError ? failure : (loaded as Project);
    if (!(await given.grants?.(requests))) throwErrors(requests.map(refused), sources, "untrusted-project");
    granted.push(...requests);
  }
}

function elsewhereOf({ disk }: LoadContext, granted: readonly HostRequest[] | "all"): Elsewhere {
  let guard: Guard | undefined;
  return {
    get guard() {
      return guard;
    },
    begin: async () => {
      guard ??= (await import("./trust/guard.ts")).newGuard(disk, granted);
      return guard;
    },
  };
}

const refused = ({ from, ...request }: HostRequest): Diagnostic => ({
  ...request,
  message: `not trusted: ${request.message}`,
  hint: `if you trust ${from}, add --trust`,
});

const once = (tell: (name: string) => void): ((name: string) => void) => {
  let isTold = false;
  return (name) => {
    if (!isTold) tell(name);
    isTold = true;
  };
};

async function loadGuarded(
  request: LoadRequest,
  context: GuardedContext & { readonly elsewhere: Elsewhere },
): Promise<Project> {
  const found: Diagnostic[] = [];
  const report: Report = (diagnostic) => found.push(diagnostic);
  const unset = unsetVariables(report);
  const skip = skipped(request);
  const raw = skip.has("interpolation");

  const sources = await findSources(request, context, report, unset);
  // Of an env file with bad lines the others are known.
  const variablesKnown = found.every(({ severity, code }) => severity === "warning" || code === "env-file-invalid");
  const library = newLibrary(context, report);
  const origins = newOrigins(sources.files);
  const documents: MapNode[] = [];
  for (const file of sources.files) documents.push(...(await library.documents(file, "project file")));

  const name = nameOf(request, documents, sources.workingDir, sources.variables, report);
  context.onName?.(name);
  await context.pause?.();
  const variables = new Map([...sources.variables, ["COMPOSE_PROJECT_NAME", name]]);
  const fill: Tools["fill"] = (document, values) => (raw ? document : interpolate(document, values, report, unset));
  const tools: Tools = { context, report, unset, library, origins, fill, incomplete: new Set() };
  const ofFiles = await assembler(tools)(documents, { folder: sources.workingDir, variables }, []);
  const merged = request.overlay ? await laidOver(ofFiles, request.overlay, variables, tools) : ofFiles;
  const stopAtErrors = (): void => throwErrors(deduplicated(found, origins), library.texts, "invalid-project");
  if (isEmpty(merged))
    fail(report, "empty-file", "the file is empty but for `version`", { place: merged.place, hint: emptyHint });

  // With a file or variables missing, only what is wrong by itself is known.
  const whole = variablesKnown && library.isWhole();
  const complaints = raw || !whole ? sureOf(validate(merged), merged) : validate(merged);
  found.push(...complaints);
  await context.pause?.();
  if (!whole) stopAtErrors();
  const wrong = new Set(complaints.flatMap(({ severity, path }) => (severity === "error" && path ? [path] : [])));
  const long = unique(canonical(without(merged, wrong), report, raw ? patientRules() : canonicalRules));

  const folders = { workingDir: sources.workingDir, home: context.home };
  const around: Surroundings = { name, folders, variables };
  const complete = withDefaults(long, around, skip);
  await context.pause?.();
  const selection = select(complete, raw ? everything(request) : request, variables, report);
  if (!skip.has("consistency"))
    check({ tree: complete, selection, variables, known: found, incomplete: tools.incomplete, report });

  const services = await wantedServices(complete, selection, async (name, service) => {
    const filled = skip.has("env-files") ? service : await withEnvFileValues(name, service, variables, tools);
    const labelled = skip.has("service-files") ? filled : await withLabelFiles(name, filled, tools);
    return raw ? labelled : withRealWatchedPaths(labelled, context.disk);
  });
  const profiles = skip.has("service-files")
    ? new Map()
    : await seccompProfiles(services, sources.workingDir, context, report);
  stopAtErrors();

  const loaded = withEntries(complete, [["services", services]]);
  const tree = raw || request.allResources ? loaded : usedOnly(loaded);
  const texts = library.texts;
  const warnings = deduplicated(found, origins);
  const separator = request.compatibility ? "_" : "-";
  const about = { name, separator, sources, selection, warnings, texts, variables, unset, origins, profiles } as const;
  const project = bind(tree, about);
  const { guard } = context.elsewhere;
  if (request.acts && guard)
    await (await import("./trust/host-requests.ts")).requestAll(tree, project, guard, request.acts);
  return project;
}

/** As docker compose has it, a version alone is not a project; a name is. */
const isEmpty = ({ entries }: MapNode): boolean => entries.size === 1 && entries.has("version");

function skipped({ skip = new Set() }: LoadRequest): ReadonlySet<Stage> {
  if (skip.has("interpolation")) return new Set<Stage>([...skip, "consistency", "env-files", "service-files"]);
  return skip.has("service-files") ? new Set<Stage>([...skip, "env-files"]) : skip;
}

const everything = (request: LoadRequest): LoadRequest => ({ ...request, profiles: ["*"], services: [] });

/** The services that are to be loaded, the files they name read. */
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
