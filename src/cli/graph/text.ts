/**
 * A graph for a terminal. What needs what is a tree from those that nothing needs, and lists of what they use. A plan is a
 * tree in which each step is below one of those that it waits for.
 */
import { closure } from "../../core/graph.ts";
import { clip, oneLine, type Paint, padEnd, type Style, width } from "../terminal/paint.ts";
import {
  edgesBy,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type NodeKind,
  resourceHeadings,
  type Tone,
} from "./graph.ts";

const styles: Readonly<Record<Tone, Style>> = { good: "green", pending: "yellow", bad: "red", idle: "dim" };

/** A line of the tree: what stands before the name, and what it tells behind it. */
interface Row {
  readonly branch: string;
  readonly name: string;
  readonly condition: string;
  readonly notes: readonly string[];
  readonly tone?: Tone | undefined;
  readonly isQuiet?: boolean | undefined;
}

interface Child {
  readonly node: GraphNode;
  readonly edge?: GraphEdge;
}

/** @param columns of the terminal; absent: no line is cut */
export function graphText(graph: Graph, paint: Paint, columns: number = Number.POSITIVE_INFINITY): string {
  const rows = graph.edgesMean === "needs" ? needRows(graph) : orderRows(graph);
  const lists = graph.edgesMean === "needs" ? resourceLists(graph, paint, columns) : [];
  const empty = graph.edgesMean === "needs" ? "Nothing to show." : "Nothing to do.";
  const tree = graph.nodes.length === 0 ? [empty] : rowLines(rows, paint, columns);
  const blocks = [[paint("bold", oneLine(graph.title))], tree, ...lists];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n")}`;
}

/** Each node with all that it needs below it, once; further on it is only named. */
function needRows({ nodes, edges }: Graph): readonly Row[] {
  const main = nodes.filter(({ kind }) => resourceHeadings[kind] === undefined);
  const byId = new Map(main.map((node) => [node.id, node]));
  const [outOf, into] = [edgesBy(edges, "from"), edgesBy(edges, "to")];
  const shown = new Set<string>();
  const needs = new Map(main.map(({ id }) => [id, (outOf.get(id) ?? []).map(({ to }) => to)]));
  const size = new Map(main.map(({ id }) => [id, into.has(id) ? 0 : closure(needs, [id]).size]));
  const visit: Visit = ({ node, edge }) => {
    const isKnown = shown.has(node.id);
    shown.add(node.id);
    const below = (outOf.get(node.id) ?? []).flatMap((one): Child[] => {
      const other = byId.get(one.to);
      return other === undefined ? [] : [{ node: other, edge: one }];
    });
    const notes = isKnown ? (below.length > 0 ? ["see above"] : []) : node.notes;
    const row = { name: node.name, condition: edge?.text ?? "", notes, tone: node.tone, isQuiet: isKnown };
    return { row, below: isKnown ? [] : below };
  };
  // Roots with much below them first. What is on a cycle is below none of them.
  return main
    .toSorted((a, b) => (size.get(b.id) ?? 0) - (size.get(a.id) ?? 0))
    .flatMap((root) => (shown.has(root.id) ? [] : walk({ node: root }, visit)));
}

/** Each step once, below the deepest of those that it waits for; it names the others. */
function orderRows({ nodes, edges }: Graph): readonly Row[] {
  const into = edgesBy(edges, "to");
  const depth = new Map<string, number>();
  const below = new Map<string, GraphNode[]>();
  const others = new Map<string, readonly GraphEdge[]>();
  const roots: GraphNode[] = [];
  const fallbacks = new Set(nodes.filter(({ happens }) => happens === "fallback").map(({ id }) => id));
  const depthOf = (id: string): number => depth.get(id) ?? 0;
  for (const node of nodes) {
    const before = into.get(node.id) ?? [];
    const [last, ...rest] = before.toSorted(
      (a, b) => Number(fallbacks.has(a.from)) - Number(fallbacks.has(b.from)) || depthOf(b.from) - depthOf(a.from),
    );
    others.set(node.id, rest);
    if (last === undefined) roots.push(node);
    else {
      depth.set(node.id, depthOf(last.from) + 1);
      below.set(last.from, [...(below.get(last.from) ?? []), node]);
    }
  }
  return roots.flatMap((root) =>
    walk({ node: root }, ({ node: { id, name, notes } }) => {
      const also = (others.get(id) ?? []).map(({ from }) => from);
      const after = also.length > 0 ? [`also after ${also.join(", ")}`] : [];
      const row = { name, condition: "", notes: [...after, ...notes], isQuiet: fallbacks.has(id) };
      return { row, below: (below.get(id) ?? []).map((node) => ({ node })) };
    }),
  );
}

type Visit = (child: Child) => { readonly row: Omit<Row, "branch">; readonly below: readonly Child[] };

/** Depth first, with the lines of a tree. */
function walk(root: Child, visit: Visit): readonly Row[] {
  const rows: Row[] = [];
  const pending: { readonly child: Child; readonly own: string; readonly indent: string }[] = [
    { child: root, own: "", indent: "" },
  ];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const { row, below } = visit(at.child);
    rows.push({ ...row, branch: at.own });
    const { indent } = at;
    const next = below.map((child, i) => {
      const isLast = i === below.length - 1;
      return { child, own: `${indent}${isLast ? "└─ " : "├─ "}`, indent: `${indent}${isLast ? "   " : "│  "}` };
    });
    pending.push(...next.reverse());
  }
  return rows;
}

const gap = 2;
/** Between notes. */
const dot = " · ";

/** With less room than this, notes are close to their names instead of below each other. */
const leastForNotes = 48;

function rowLines(rows: readonly Row[], paint: Paint, columns: number): readonly string[] {
  const cells = rows.map(({ branch, name, condition, notes }) => ({
    name: branch + oneLine(name),
    condition: oneLine(condition),
    notes: oneLine(notes.join(dot)),
  }));
  const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, width(text)), 0);
  const names = widest(cells.map(({ name }) => name));
  const conditions = widest(cells.map(({ condition }) => condition));
  const isAligned =
    columns - names - conditions - 2 * gap >= Math.min(leastForNotes, widest(cells.map(({ notes }) => notes)));
  return rows.map(({ branch, tone, isQuiet }, i) => {
    const { name = "", condition = "", notes = "" } = cells[i] ?? {};
    const text = [
      paint("dim", branch),
      paintName(name.slice(branch.length), { tone, isQuiet }, paint),
      " ".repeat((isAligned ? names - width(name) : 0) + gap),
      paint("cyan", condition),
      " ".repeat(isAligned ? conditions - width(condition) : 0),
      conditions > 0 && (isAligned || condition !== "") ? " ".repeat(gap) : "",
    ].join("");
    return `${text}${paint("dim", clip(notes, columns - width(text)))}`.trimEnd();
  });
}

const paintName = (name: string, { tone, isQuiet }: Pick<Row, "tone" | "isQuiet">, paint: Paint): string =>
  tone ? paint(styles[tone], name) : isQuiet ? paint("dim", name) : name;

/** `Volumes`, each with who uses it and where. */
function resourceLists({ nodes, edges }: Graph, paint: Paint, columns: number): readonly (readonly string[])[] {
  const into = edgesBy(edges, "to");
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const kinds = Object.entries(resourceHeadings) as [NodeKind, string][];
  const widest = nodes
    .filter(({ kind }) => resourceHeadings[kind] !== undefined)
    .reduce((most, { name }) => Math.max(most, width(oneLine(name))), 0);
  return kinds.flatMap(([kind, heading]) => {
    const own = nodes.filter((node) => node.kind === kind);
    if (own.length === 0) return [];
    const lines = own.map(({ id, name, notes }) => {
      const users = (into.get(id) ?? []).map(({ from, text }) =>
        [byId.get(from)?.name ?? from, text].filter(Boolean).join(" at "),
      );
      const said = oneLine([users.join(", "), ...notes].filter(Boolean).join(dot));
      return `  ${padEnd(oneLine(name), widest + gap)}${paint("dim", clip(said, columns - widest - 2 * gap))}`.trimEnd();
    });
    return [[paint("bold", heading), ...lines]];
  });
}
