/**
 * `extends`: a service starts from another one, of its own file or of another, and merges over it. Chains are followed to
 * their end and merged from there, without recursion. Of another file only the service itself is read: no include, and no
 * complaint about what nobody extends. A base that says nothing leaves the service, and its `extends`, as they are.
 */
import { posix } from "node:path";
import { closest } from "../../core/closest.ts";
import type { Place } from "../../core/diagnostics.ts";
import type { Named } from "../files/library.ts";
import { locate } from "../files/locate.ts";
import {
  at,
  entriesOf,
  entry,
  fields,
  get,
  isNull,
  mapOf,
  mapValues,
  scalar,
  textOf,
  update,
  withEntries,
} from "../tree/edit.ts";
import { fail, listed, type Report, shown } from "../tree/report.ts";
import { counter, excess, mostExtended } from "../tree/size.ts";
import type { Entry, MapNode, Node } from "../tree/tree.ts";
import type { Folders } from "../values/path.ts";
import { mergeAll, mergeAt } from "./merge.ts";
import { rebased } from "./rebase.ts";
import { withoutTags } from "./reset.ts";
import type { Scope, Tools } from "./tools.ts";

/** The services of one document or file. */
interface ServiceFile {
  readonly file: string;
  readonly services: ReadonlyMap<string, Entry>;
  /** The service as those see it that extend it. */
  readonly shown: (name: string, node: Node) => Node;
  readonly scope: Scope;
  /** Those whose `extends` is done. */
  readonly done: Map<string, Done>;
}

interface Done {
  readonly node: Node | undefined;
  /** A base, or the base of a base, cannot be had. */
  readonly incomplete: boolean;
}

const nothing: Done = { node: undefined, incomplete: true };

interface ExtendingService {
  readonly serviceFile: ServiceFile;
  readonly name: string;
  readonly node: Node;
  /** Where it is extended; undefined for the service that a chain begins with. */
  readonly from?: Place;
}

const longest = 5_000;

/** Hands out `extends` for the documents of one load: a file that is extended by many is read and merged once. */
export type Extend = (document: MapNode, scope: Scope) => Promise<MapNode>;

/** Reports `extends-cycle`, `undefined-service`, `too-deep`, `yaml-too-large`, and why a file cannot be had; the service then has no base. */
export function extender(tools: Tools): Extend {
  const serviceFiles = new Map<Scope["variables"], Map<string, Promise<ServiceFile>>>();
  const sizeOf = counter();
  const grown = { values: 0, characters: 0 };
  let told = false;

  async function serviceFileOf(file: string, named: FileName, scope: Scope): Promise<ServiceFile> {
    const known = serviceFiles.get(scope.variables) ?? new Map<string, Promise<ServiceFile>>();
    serviceFiles.set(scope.variables, known);
    const serviceFile = known.get(file) ?? readServiceFile(file, named, scope, tools);
    known.set(file, serviceFile);
    return serviceFile;
  }

  /** undefined: it extends nothing, or not in a form that the schema allows. */
  async function baseOf(service: ExtendingService): Promise<ExtendingService | "missing" | undefined> {
    const attribute = get(service.node, "extends");
    const wanted = attribute?.kind === "map" ? get(attribute, "service") : attribute;
    const name = textOf(wanted);
    const file = get(attribute, "file");
    if (attribute === undefined || wanted === undefined || name === undefined) return undefined;
    if (file !== undefined && textOf(file) === undefined) return undefined;
    const named = file && fileName(service, file);
    const path = named && (await locate(named.text, service.serviceFile.scope.folder, tools, named));
    if (named !== undefined && path === undefined) return "missing";
    const serviceFile =
      named && path !== undefined ? await serviceFileOf(path, named, service.serviceFile.scope) : service.serviceFile;
    const base = serviceFile.services.get(name);
    if (base === undefined || base.tag === "reset") {
      if (path === undefined || tools.library.isWhole()) tellMissing(service, wanted, serviceFile, named, tools);
      return "missing";
    }
    const from = (file ?? wanted).place;
    tools.origins.add({ file: serviceFile.file, line: base.keyPlace.line }, "extended from", from);
    return { serviceFile, name, node: serviceFile.shown(name, base.value), from };
  }

  /** From the service to the last of its bases that is not done yet, and what is known of the one behind that. */
  async function chainOf(
    first: ExtendingService,
  ): Promise<{ readonly chain: readonly ExtendingService[]; readonly end?: Done }> {
    const chain: ExtendingService[] = [];
    const seen = new Map<ServiceFile, Set<string>>();
    for (let service: ExtendingService | "missing" | undefined = first; service !== undefined; ) {
      if (service === "missing") return { chain, end: nothing };
      const done = service.serviceFile.done.get(service.name);
      if (done !== undefined) return { chain, end: done };
      const names = seen.get(service.serviceFile) ?? new Set();
      const again = names.has(service.name);
      if (again) tellCycle([...chain, service], tools);
      else if (chain.length >= longest) tellLength(first, tools);
      if (again || chain.length >= longest) return { chain, end: nothing };
      seen.set(service.serviceFile, names.add(service.name));
      chain.push(service);
      service = await baseOf(service);
    }
    return { chain };
  }

  async function resolve(first: ExtendingService): Promise<void> {
    const { chain, end } = await chainOf(first);
    let incomplete = end?.incomplete === true;
    let node = end?.node;
    for (const service of chain.toReversed()) {
      incomplete ||= node !== undefined && !mayGrow(service);
      node = node === undefined || incomplete ? service.node : inherit(node, service, tools);
      const { values, characters } = sizeOf(node);
      grown.values += values;
      grown.characters += characters;
      service.serviceFile.done.set(service.name, { node, incomplete });
    }
  }

  /** Services that extend each other hold what all of them say, many times over. */
  function mayGrow({ name, node }: ExtendingService): boolean {
    const wrong = excess(grown, mostExtended);
    if (wrong === undefined) return true;
    if (!told)
      fail(tools.report, "yaml-too-large", `with what they extend, the services hold ${wrong}`, {
        path: ["services", name, "extends"],
        place: node.place,
      });
    told = true;
    return false;
  }

  return async (document, scope) => {
    const services = get(document, "services");
    if (services?.kind !== "map") return document;
    const serviceFile: ServiceFile = {
      file: document.place.file,
      services: services.entries,
      shown: (_name, node) => node,
      scope,
      done: new Map(),
    };
    for (const [name, { value }] of services.entries) {
      await resolve({ serviceFile, name, node: value });
      if (serviceFile.done.get(name)?.incomplete) tools.incomplete.add(name);
    }
    return update(document, ["services"], (all) =>
      mapValues(all, (node, name) => serviceFile.done.get(name)?.node ?? node),
    );
  };
}

/** What `extends.file` says, and where. */
interface FileName extends Named {
  readonly text: string;
  readonly place: Place;
}

function fileName(service: ExtendingService, file: Node): FileName {
  const fromVariable = file.kind === "scalar" && file.variables !== undefined;
  return {
    text: textOf(file) ?? "",
    path: ["services", service.name, "extends", "file"],
    place: file.place,
    named: fromVariable ? `named by ${shown(file)}` : undefined,
  };
}

async function readServiceFile(file: string, named: FileName, scope: Scope, tools: Tools): Promise<ServiceFile> {
  const { library, report, origins, context } = tools;
  origins.add({ file }, "extended from", named.place);
  const documents = await library.documents(file, "extended file", named);
  const filled = documents.map((document) => tools.fill(document, scope.variables));
  const folder = posix.dirname(file);
  const folders = { workingDir: folder, home: context.home };
  const kept = new Map<string, Node>();
  return {
    file,
    services: entriesOf(get(mergeAll(filled, report), "services")),
    shown: (name, node) => {
      const made = kept.get(name) ?? rebasedService(name, node, folders, report);
      kept.set(name, made);
      return made;
    },
    scope: { folder, variables: scope.variables },
    done: new Map(),
  };
}

function rebasedService(name: string, node: Node, folders: Folders, report: Report): Node {
  const tree = fields(node.place, { services: mapOf([[name, entry(node)]], node.place) });
  return at(rebased(tree, folders, report), "services", name) ?? node;
}

/** The service's own attributes over its base. */
function inherit(base: Node, service: ExtendingService, { report }: Tools): Node {
  const { node, name } = service;
  if (isNull(base)) return withAbsoluteFile(node, service);
  const merged = mergeAt(["services", name], base.kind === "map" ? withoutTags(base) : base, node, report);
  if (merged.kind !== "map") return merged;
  return { ...withEntries(merged, [["extends", undefined]]), place: node.place };
}

/** `extends` as it is printed where nothing came of it. */
function withAbsoluteFile(node: Node, { serviceFile }: ExtendingService): Node {
  const attribute = get(node, "extends");
  if (node.kind !== "map" || attribute === undefined) return node;
  const file = get(attribute, "file");
  const path = textOf(file);
  if (attribute.kind !== "map" || file === undefined || path === undefined) return node;
  const absolute = scalar(posix.resolve(serviceFile.scope.folder, path), file);
  return withEntries(node, [["extends", withEntries(attribute, [["file", absolute]])]]);
}

function tellMissing(
  service: ExtendingService,
  wanted: Node,
  serviceFile: ServiceFile,
  file: FileName | undefined,
  { report }: Tools,
): void {
  const name = textOf(wanted) ?? "";
  const fromVariable = wanted.kind === "scalar" && wanted.variables !== undefined;
  const meant = fromVariable ? undefined : closest(name, serviceFile.services.keys());
  const where =
    file === undefined ? "this file" : file.named === undefined ? serviceFile.file : `the file ${file.named}`;
  fail(report, "undefined-service", `${listed([service.name])} extends ${shown(wanted)}, which is not in ${where}`, {
    path: ["services", service.name, "extends"],
    place: wanted.place,
    hint:
      meant === undefined
        ? "`extends` finds services in its own file, or in the one that `file` names"
        : `did you mean ${listed([meant])}?`,
  });
}

function tellCycle(chain: readonly ExtendingService[], { report }: Tools): void {
  const last = chain.at(-1);
  const start = chain.findIndex(({ serviceFile, name }) => serviceFile === last?.serviceFile && name === last.name);
  const circle = chain.slice(start);
  const files = new Set(circle.map(({ serviceFile }) => serviceFile.file));
  const words = circle.map(({ name, serviceFile }) => (files.size > 1 ? `${name} (${serviceFile.file})` : name));
  fail(report, "extends-cycle", `circular extends: ${words.join(" → ")}`, {
    path: ["services", circle[0]?.name ?? "", "extends"],
    place: last?.from,
    hint: "remove one of these `extends`",
  });
}

function tellLength({ name, node }: ExtendingService, { report }: Tools): void {
  fail(report, "too-deep", `${listed([name])} extends a chain of more than ${longest} services`, {
    path: ["services", name, "extends"],
    place: node.place,
  });
}
