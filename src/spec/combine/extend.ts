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
import { counter, mostExtended } from "../tree/size.ts";
import type { Entry, MapNode, Node } from "../tree/tree.ts";
import type { Folders } from "../values/path.ts";
import { mergeAll, mergeAt } from "./merge.ts";
import { rebased } from "./rebase.ts";
import { withoutTags } from "./reset.ts";
import type { Scope, Tools } from "./tools.ts";

/** The services of one document or file. */
interface Shelf {
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

interface Link {
  readonly shelf: Shelf;
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
  const shelves = new Map<Scope["variables"], Map<string, Promise<Shelf>>>();
  const sizeOf = counter();
  let values = 0;
  let told = false;

  async function shelfOf(file: string, named: FileName, scope: Scope): Promise<Shelf> {
    const known = shelves.get(scope.variables) ?? new Map<string, Promise<Shelf>>();
    shelves.set(scope.variables, known);
    const shelf = known.get(file) ?? readShelf(file, named, scope, tools);
    known.set(file, shelf);
    return shelf;
  }

  /** undefined: it extends nothing, or not in a form that the schema allows. */
  async function baseOf(link: Link): Promise<Link | "missing" | undefined> {
    const extended = get(link.node, "extends");
    const wanted = extended?.kind === "map" ? get(extended, "service") : extended;
    const name = textOf(wanted);
    const file = get(extended, "file");
    if (extended === undefined || wanted === undefined || name === undefined) return undefined;
    if (file !== undefined && textOf(file) === undefined) return undefined;
    const named = file && fileName(link, file);
    const path = named && (await locate(named.text, link.shelf.scope.folder, tools, named));
    if (named !== undefined && path === undefined) return "missing";
    const shelf = named && path !== undefined ? await shelfOf(path, named, link.shelf.scope) : link.shelf;
    const base = shelf.services.get(name);
    if (base === undefined || base.tag === "reset") {
      if (path === undefined || tools.library.isWhole()) tellMissing(link, wanted, shelf, named, tools);
      return "missing";
    }
    const from = (file ?? wanted).place;
    tools.origins.add({ file: shelf.file, line: base.keyPlace.line }, "extended from", from);
    return { shelf, name, node: shelf.shown(name, base.value), from };
  }

  /** From the service to the last of its bases that is not done yet, and what is known of the one behind that. */
  async function chainOf(first: Link): Promise<{ readonly chain: readonly Link[]; readonly end?: Done }> {
    const chain: Link[] = [];
    const seen = new Map<Shelf, Set<string>>();
    for (let link: Link | "missing" | undefined = first; link !== undefined; ) {
      if (link === "missing") return { chain, end: nothing };
      const done = link.shelf.done.get(link.name);
      if (done !== undefined) return { chain, end: done };
      const names = seen.get(link.shelf) ?? new Set();
      const again = names.has(link.name);
      if (again) tellCycle([...chain, link], tools);
      else if (chain.length >= longest) tellLength(first, tools);
      if (again || chain.length >= longest) return { chain, end: nothing };
      seen.set(link.shelf, names.add(link.name));
      chain.push(link);
      link = await baseOf(link);
    }
    return { chain };
  }

  async function resolve(first: Link): Promise<void> {
    const { chain, end } = await chainOf(first);
    let incomplete = end?.incomplete === true;
    let node = end?.node;
    for (const link of chain.toReversed()) {
      incomplete ||= node !== undefined && !mayGrow(link);
      node = node === undefined || incomplete ? link.node : inherit(node, link, tools);
      values += sizeOf(node);
      link.shelf.done.set(link.name, { node, incomplete });
    }
  }

  /** Services that extend each other hold what all of them say, many times over. */
  function mayGrow({ name, node }: Link): boolean {
    if (values <= mostExtended) return true;
    if (!told)
      fail(tools.report, "yaml-too-large", `with what they extend the services have more than ${mostExtended} values`, {
        path: ["services", name, "extends"],
        place: node.place,
      });
    told = true;
    return false;
  }

  return async (document, scope) => {
    const services = get(document, "services");
    if (services?.kind !== "map") return document;
    const shelf: Shelf = {
      file: document.place.file,
      services: services.entries,
      shown: (_name, node) => node,
      scope,
      done: new Map(),
    };
    for (const [name, { value }] of services.entries) {
      await resolve({ shelf, name, node: value });
      if (shelf.done.get(name)?.incomplete) tools.incomplete.add(name);
    }
    return update(document, ["services"], (all) => mapValues(all, (node, name) => shelf.done.get(name)?.node ?? node));
  };
}

/** What `extends.file` says, and where. */
interface FileName extends Named {
  readonly text: string;
  readonly place: Place;
}

function fileName(link: Link, file: Node): FileName {
  const fromVariable = file.kind === "scalar" && file.variables !== undefined;
  return {
    text: textOf(file) ?? "",
    path: ["services", link.name, "extends", "file"],
    place: file.place,
    named: fromVariable ? `named by ${shown(file)}` : undefined,
  };
}

async function readShelf(file: string, named: FileName, scope: Scope, tools: Tools): Promise<Shelf> {
  const { library, report, origins, world } = tools;
  origins.add({ file }, "extended from", named.place);
  const documents = await library.documents(file, "extended file", named);
  const filled = documents.map((document) => tools.fill(document, scope.variables));
  const folder = posix.dirname(file);
  const folders = { workingDir: folder, home: world.home };
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

/** The service of the link over its base. */
function inherit(base: Node, link: Link, { report }: Tools): Node {
  const { node, name } = link;
  if (isNull(base)) return withAbsoluteFile(node, link);
  const merged = mergeAt(["services", name], base.kind === "map" ? withoutTags(base) : base, node, report);
  if (merged.kind !== "map") return merged;
  return { ...withEntries(merged, [["extends", undefined]]), place: node.place };
}

/** `extends` as it is printed where nothing came of it. */
function withAbsoluteFile(node: Node, { shelf }: Link): Node {
  const extended = get(node, "extends");
  if (node.kind !== "map" || extended === undefined) return node;
  const file = get(extended, "file");
  const path = textOf(file);
  if (extended.kind !== "map" || file === undefined || path === undefined) return node;
  const absolute = scalar(posix.resolve(shelf.scope.folder, path), file);
  return withEntries(node, [["extends", withEntries(extended, [["file", absolute]])]]);
}

function tellMissing(link: Link, wanted: Node, shelf: Shelf, file: FileName | undefined, { report }: Tools): void {
  const name = textOf(wanted) ?? "";
  const fromVariable = wanted.kind === "scalar" && wanted.variables !== undefined;
  const meant = fromVariable ? undefined : closest(name, shelf.services.keys());
  const where = file === undefined ? "this file" : file.named === undefined ? shelf.file : `the file ${file.named}`;
  fail(
    report,
    "undefined-service",
    `${listed([link.name])} extends ${shown(wanted)}, but ${where} has no such service`,
    {
      path: ["services", link.name, "extends"],
      place: wanted.place,
      hint:
        meant === undefined
          ? "`extends` sees the services of the file it stands in, or of the one that `file` names"
          : `did you mean ${listed([meant])}?`,
    },
  );
}

function tellCycle(chain: readonly Link[], { report }: Tools): void {
  const last = chain.at(-1);
  const start = chain.findIndex(({ shelf, name }) => shelf === last?.shelf && name === last.name);
  const circle = chain.slice(start);
  const files = new Set(circle.map(({ shelf }) => shelf.file));
  const words = circle.map(({ name, shelf }) => (files.size > 1 ? `${name} (${shelf.file})` : name));
  fail(report, "extends-cycle", `services extend each other in a circle: ${words.join(" → ")}`, {
    path: ["services", circle[0]?.name ?? "", "extends"],
    place: last?.from,
    hint: "one of them must not extend the next",
  });
}

function tellLength({ name, node }: Link, { report }: Tools): void {
  fail(report, "too-deep", `the chain of services that ${listed([name])} extends is longer than ${longest}`, {
    path: ["services", name, "extends"],
    place: node.place,
  });
}
