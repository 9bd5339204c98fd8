/** A graph as a Mermaid flowchart, which GitHub and many documentation tools draw. */
import { oneLine } from "../terminal/paint.ts";
import { boxes, type Graph, type GraphEdge, type GraphNode, type NodeKind, plainIds } from "./graph.ts";

/** What stands around a node's text and gives it its shape. */
const shapes: Readonly<Record<NodeKind, readonly [open: string, close: string]>> = {
  service: ["[", "]"],
  container: ["[", "]"],
  step: ["[", "]"],
  join: ["((", "))"],
  network: ["{{", "}}"],
  volume: ["[(", ")]"],
  config: ["[/", "/]"],
  secret: ["[/", "/]"],
  model: ["([", "])"],
};

export function graphMermaid(graph: Graph): string {
  const ids = plainIds(graph.nodes);
  const { loose, boxed } = boxes(graph);
  const line = (node: GraphNode): string => nodeLine(node, ids.get(node.id) ?? "");
  const lines = [
    "flowchart LR",
    ...loose.map((node) => `  ${line(node)}`),
    ...boxed.flatMap(({ title, nodes }, i) => [
      `  subgraph g${i + 1}[${quoted(title)}]`,
      ...nodes.map((node) => `    ${line(node)}`),
      "  end",
    ]),
    ...graph.edges.map((edge) => `  ${edgeLine(edge, ids)}`),
    ...classLines(graph.nodes, ids).map((one) => `  ${one}`),
  ];
  // The title is YAML: JSON is, too.
  return `---\ntitle: ${JSON.stringify(oneLine(graph.title))}\n---\n${lines.join("\n")}\n`;
}

function nodeLine({ kind, name, notes }: GraphNode, id: string): string {
  const [open, close] = shapes[kind];
  return `${id}${open}${quoted(name, ...notes)}${close}`;
}

function edgeLine({ from, to, text, weak }: GraphEdge, ids: ReadonlyMap<string, string>): string {
  const arrow = weak ? "-.->" : "-->";
  const label = text === undefined ? "" : `|${quoted(text)}|`;
  return `${ids.get(from)} ${arrow}${label} ${ids.get(to)}`;
}

const colours = {
  good: "stroke:#1a7f37",
  pending: "stroke:#9a6700",
  bad: "stroke:#cf222e",
  idle: "stroke-dasharray:4",
  conditional: "stroke-dasharray:4",
} as const;

function classLines(nodes: readonly GraphNode[], ids: ReadonlyMap<string, string>): readonly string[] {
  const classOf = ({ tone, happens }: GraphNode): keyof typeof colours | undefined => (happens ? "conditional" : tone);
  const byClass = Map.groupBy(nodes, classOf);
  return [...byClass].flatMap(([name, own]) =>
    name === undefined
      ? []
      : [`classDef ${name} ${colours[name]}`, `class ${own.map(({ id }) => ids.get(id)).join(",")} ${name}`],
  );
}

/** Letters that mean something in a quoted text or in the markup that it is, by their codes: `#quot;` for Mermaid. */
const escaped = (text: string): string =>
  oneLine(text).replace(/[^\p{L}\p{N} .,:;/_()=@+-]/gu, (letter) => `#${letter.codePointAt(0)};`);

const quoted = (...lines: readonly string[]): string => `"${lines.map(escaped).join("<br/>")}"`;
