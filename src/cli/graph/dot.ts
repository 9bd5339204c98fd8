/** A graph in Graphviz's language: `dot -Tsvg` draws it. */
import { oneLine } from "../terminal/paint.ts";
import { boxes, type Graph, type GraphEdge, type GraphNode, type NodeKind, plainIds, type Tone } from "./graph.ts";

type Attributes = Readonly<Record<string, string>>;

const shapes: Readonly<Record<NodeKind, string>> = {
  service: "box",
  container: "box",
  step: "box",
  join: "oval",
  network: "hexagon",
  volume: "cylinder",
  config: "note",
  secret: "note",
  model: "ellipse",
};

const colours: Readonly<Record<Tone, string>> = {
  good: "#1a7f37",
  pending: "#9a6700",
  bad: "#cf222e",
  idle: "#6e7781",
};

export function graphDot(graph: Graph): string {
  const ids = plainIds(graph.nodes);
  const { loose, boxed } = boxes(graph);
  const line = (node: GraphNode): string => nodeLine(node, ids.get(node.id) ?? "");
  const title = lineOf(graph.title);
  const lines = [
    `digraph ${quoted(title)} {`,
    `  graph${attributes({ rankdir: "LR", label: title, labelloc: "t", fontname: font })}`,
    `  node${attributes({ fontname: font })}`,
    `  edge${attributes({ fontname: font, fontsize: "10" })}`,
    ...loose.map((node) => `  ${line(node)}`),
    ...boxed.flatMap(({ title: heading, nodes }, i) => [
      `  subgraph cluster_${i + 1} {`,
      `    label=${quoted(lineOf(heading))};`,
      ...nodes.map((node) => `    ${line(node)}`),
      "  }",
    ]),
    ...graph.edges.map((edge) => `  ${edgeLine(edge, ids)}`),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

const font = "Helvetica,Arial,sans-serif";

const rounded: ReadonlySet<NodeKind> = new Set<NodeKind>(["service", "container", "step"]);

function nodeLine({ kind, name, notes, tone, happens }: GraphNode, id: string): string {
  const style = [rounded.has(kind) ? "rounded" : "", happens ? "dashed" : ""].filter(Boolean).join(",");
  return `${id}${attributes({
    shape: shapes[kind],
    label: [name, ...notes].map(lineOf).join("\\n"),
    ...(style && { style }),
    ...(tone && { color: colours[tone] }),
  })}`;
}

const edgeLine = ({ from, to, text, weak }: GraphEdge, ids: ReadonlyMap<string, string>): string =>
  `${ids.get(from)} -> ${ids.get(to)}${attributes({
    ...(text !== undefined && { label: lineOf(text) }),
    ...(weak && { style: "dashed" }),
  })}`;

function attributes(all: Attributes): string {
  const entries = Object.entries(all).map(([name, value]) => `${name}=${quoted(value)}`);
  return entries.length === 0 ? ";" : ` [${entries.join(" ")}];`;
}

/** In a label a backslash begins an escape of Graphviz, and `&` an entity. */
const lineOf = (text: string): string => oneLine(text).replaceAll("\\", "\\\\").replaceAll("&", "&amp;");

const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;
