/**
 * `include`: the services and resources of other projects become part of this one. Each is loaded as a project of its own, with
 * its folder and its env files; what it brings is merged below what the including document says. Its name stays behind.
 */
import { posix } from "node:path";
import { validate } from "../schema/schema.ts";
import { entriesOf, get, isNull, itemsOf, made, mapOf, mapValues, update, withEntries } from "../tree/edit.ts";
import { equal } from "../tree/equal.ts";
import { fail, listed, warn } from "../tree/report.ts";
import type { Entry, MapNode } from "../tree/tree.ts";
import { type Variables, withEnvFiles } from "../variables/variables.ts";
import { envFilesOf, filesOf, type Item, itemOf, namedBy } from "./include-item.ts";
import { mergeAt } from "./merge.ts";
import { withOwnVariables } from "./own-variables.ts";
import { rebased } from "./rebase.ts";
import type { Scope, Tools } from "./tools.ts";

/** A project: documents merged, with all that they include and extend. `trail`: the files that are being included now. */
export type Assemble = (documents: readonly MapNode[], scope: Scope, trail: readonly string[]) => Promise<MapNode>;

export type Include = (document: MapNode, scope: Scope, trail: readonly string[]) => Promise<MapNode>;

const sections = ["services", "volumes", "networks", "secrets", "configs", "models"] as const;
const deepest = 100;
const most = 1_000;

/**
 * Reports `include-cycle`, `too-deep`, and why a file cannot be had; warns of an `include-conflict`. What is no list of files
 * is left for the schema to complain of.
 */
export function includer(assemble: Assemble, tools: Tools): Include {
  const loaded = new Map<Variables, Map<string, MapNode>>();
  const filled = new Map<Variables, Map<string, Variables>>();
  let count = 0;

  /** The same variables for the same env files, so that one project that is included twice is known to be one. */
  async function variablesOf(item: Item, folder: string, scope: Scope): Promise<Variables> {
    const files = await envFilesOf(item, folder, scope, tools);
    if (files.length === 0) return scope.variables;
    const { context, report, unset } = tools;
    return remembered(filled, scope.variables, files.join("\0"), () =>
      withEnvFiles(scope.variables, files, folder, context, report, unset),
    );
  }

  async function projectOf(item: Item, scope: Scope, trail: readonly string[]): Promise<MapNode | undefined> {
    const files = await filesOf(item, scope, tools);
    const [main] = files;
    if (main === undefined || !mayInclude(item, files, trail)) return undefined;
    const folder = item.folder === undefined ? posix.dirname(main) : posix.resolve(scope.folder, item.folder);
    const inner: Scope = { folder, variables: await variablesOf(item, folder, scope) };
    return remembered(loaded, inner.variables, [folder, ...files].join("\0"), async () => {
      const documents: MapNode[] = [];
      for (const [index, file] of files.entries()) {
        const place = item.paths[index]?.place ?? item.node.place;
        tools.origins.add({ file }, "included from", place);
        documents.push(
          ...(await tools.library.documents(file, "included file", { ...namedBy(item.paths[index]), place })),
        );
      }
      const tree = await assemble(documents, inner, trail);
      const { report, context } = tools;
      for (const complaint of validate(
        withEntries(
          tree,
          sections.map((section) => [section, undefined]),
        ),
      ))
        report(complaint);
      const long = rebased(withContexts(tree), { workingDir: folder, home: context.home }, report);
      return withOwnVariables(long, inner.variables, report);
    });
  }

  function mayInclude(item: Item, files: readonly string[], trail: readonly string[]): boolean {
    const { report } = tools;
    const where = { path: ["include"], place: item.node.place };
    const again = files.find((file) => trail.includes(file));
    if (again !== undefined) {
      const circle = [...trail.slice(trail.indexOf(again)), again];
      fail(report, "include-cycle", `circular include: ${circle.join(" → ")}`, {
        ...where,
        hint: "remove one of these `include` entries",
      });
    } else if (trail.length > deepest)
      fail(report, "too-deep", `includes are nested more than ${deepest} levels deep`, where);
    else if (++count > most) {
      if (count === most + 1) fail(report, "too-deep", `more than ${most} projects are included`, where);
    } else return true;
    return false;
  }

  return async (document, scope, trail) => {
    let whole = document;
    for (const item of itemsOf(get(document, "include")).flatMap(itemOf)) {
      const project = await projectOf(item, scope, [...trail, document.place.file]);
      if (project !== undefined) whole = withProject(whole, project, document, tools);
    }
    return whole;
  };
}

/** A build that names no folder builds the one of its own project. */
const withContexts = (tree: MapNode): MapNode =>
  update(tree, ["services"], (services) =>
    mapValues(services, (service) => {
      const build = get(service, "build");
      if (service.kind !== "map" || build?.kind !== "map" || get(build, "context") !== undefined) return service;
      return withEntries(service, [["build", withEntries(build, [["context", made(".", build.place)]])]]);
    }),
  );

/** The document with what the project brings; `own`: the document as it is written. */
function withProject(document: MapNode, project: MapNode, own: MapNode, tools: Tools): MapNode {
  const entries = new Map(document.entries);
  for (const section of sections) {
    const brought = get(project, section);
    const present = entries.get(section);
    const free = present === undefined || isNull(present.value);
    if (brought?.kind !== "map" || (!free && present.value.kind !== "map")) continue;
    const { place } = free ? brought : present.value;
    const all = new Map(entriesOf(present?.value));
    for (const [name, entry] of brought.entries) {
      const before = all.get(name);
      all.set(name, before === undefined ? entry : both(section, name, entry, before, own, tools));
    }
    entries.set(section, { ...(present ?? { keyPlace: place }), value: mapOf(all, place) });
  }
  return { ...document, entries };
}

/** Both are said: what is there wins, and merges over what is brought. */
function both(section: string, name: string, brought: Entry, present: Entry, own: MapNode, { report }: Tools): Entry {
  if (present.tag !== undefined || equal(present.value, brought.value)) return present;
  if (get(get(own, section), name) === undefined) {
    const { file, line } = present.keyPlace;
    warn(report, "include-conflict", `${listed([name])} is included twice with different definitions`, {
      path: [section, name],
      place: brought.keyPlace,
      hint: `${file}:${line}, included first, wins; to choose, define it under \`${section}\``,
    });
  }
  return { keyPlace: present.keyPlace, value: mergeAt([section, name], brought.value, present.value, report) };
}

async function remembered<Value>(
  all: Map<Variables, Map<string, Value>>,
  variables: Variables,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const known = all.get(variables) ?? new Map<string, Value>();
  all.set(variables, known);
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = await make();
  known.set(key, value);
  return value;
}
