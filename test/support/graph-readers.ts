/** Readers of what `graph` writes, each strict: what they do not know is an error. */

export interface ReadGraph {
  /** Lines of each node's text, in the order of the file. */
  readonly nodes: readonly (readonly string[])[];
  /** Numbers of nodes, and the text between. */
  readonly edges: readonly { readonly from: number; readonly to: number; readonly text: string }[];
  readonly groups: readonly string[];
}

type Ids = ReadonlyMap<string, number>;

const numbered = (ids: readonly string[]): Ids => new Map(ids.map((id, i) => [id, i]));

function numberOf(ids: Ids, id: string | undefined): number {
  const number = ids.get(id ?? "");
  if (number === undefined) throw new Error(`no node ${id}`);
  return number;
}

/** `#34;` is a quote in a text of Mermaid's. */
const fromMermaid = (text: string): string =>
  text.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

export function readMermaid(text: string): ReadGraph & { readonly title: string } {
  const [open, title = "", close, kind, ...lines] = text.trimEnd().split("\n");
  if (open !== "---" || close !== "---" || kind !== "flowchart LR") throw new Error(`not a flowchart: ${text}`);
  const found: { id: string; lines: string[] }[] = [];
  const edges: { from: string; to: string; text: string }[] = [];
  const groups: string[] = [];
  for (const line of lines) {
    const node =
      /^ +(n\d+)(?:\[|\(\(|\{\{|\[\(|\[\/|\(\[)"([^"<>]*(?:<br\/>[^"<>]*)*)"(?:\]|\)\)|\}\}|\)\]|\/\]|\]\))$/.exec(
        line,
      );
    const edge = /^ {2}(n\d+) (?:-->|-\.->)(?:\|"([^"<>]*)"\|)? (n\d+)$/.exec(line);
    const group = /^ {2}subgraph g\d+\["([^"<>]*)"\]$/.exec(line);
    if (node) found.push({ id: node[1] ?? "", lines: (node[2] ?? "").split("<br/>").map(fromMermaid) });
    else if (edge) edges.push({ from: edge[1] ?? "", to: edge[3] ?? "", text: fromMermaid(edge[2] ?? "") });
    else if (group) groups.push(fromMermaid(group[1] ?? ""));
    else if (!/^ {2}(end|classDef \w+ [\w#:-]+|class n\d+(,n\d+)* \w+)$/.test(line))
      throw new Error(`unknown: ${line}`);
  }
  return { title: JSON.parse(title.replace("title: ", "")), ...joined(found, edges), groups };
}

const joined = (
  found: readonly { readonly id: string; readonly lines: readonly string[] }[],
  edges: readonly { readonly from: string; readonly to: string; readonly text: string }[],
): Pick<ReadGraph, "nodes" | "edges"> => {
  const ids = numbered(found.map(({ id }) => id));
  return {
    nodes: found.map(({ lines }) => lines),
    edges: edges.map(({ from, to, text }) => ({ from: numberOf(ids, from), to: numberOf(ids, to), text })),
  };
};

/** As Graphviz reads a label: `\"` is the quote of its strings, then `\n` a new line, `\\` a backslash, `&amp;` an entity. */
const fromDot = (text: string): readonly string[] =>
  text
    .replaceAll('\\"', '"')
    .split(/(?<=(?<!\\)(?:\\\\)*)\\n/)
    .map((line) => line.replaceAll("\\\\", "\\").replaceAll("&amp;", "&"));

export function readDot(text: string): ReadGraph & { readonly title: string } {
  const string = '"((?:[^"\\\\]|\\\\.)*)"';
  const attributes = `(?: \\[((?:\\w+=${string.replace("(", "(?:")} ?)+)\\])?`;
  const [first = "", ...lines] = text.trimEnd().split("\n");
  const [, title] = new RegExp(`^digraph ${string} \\{$`).exec(first) ?? [];
  if (title === undefined || lines.pop() !== "}") throw new Error(`not a graph: ${text}`);
  const label = (all = ""): readonly string[] => fromDot(new RegExp(`label=${string}`).exec(all)?.[1] ?? "");
  const found: { id: string; lines: readonly string[] }[] = [];
  const edges: { from: string; to: string; text: string }[] = [];
  const groups: string[] = [];
  for (const line of lines) {
    const node = new RegExp(`^ +(n\\d+)${attributes};$`).exec(line);
    const edge = new RegExp(`^ {2}(n\\d+) -> (n\\d+)${attributes};$`).exec(line);
    const group = new RegExp(`^ {4}label=${string};$`).exec(line);
    if (node) found.push({ id: node[1] ?? "", lines: label(node[2]) });
    else if (edge) edges.push({ from: edge[1] ?? "", to: edge[2] ?? "", text: label(edge[3])[0] ?? "" });
    else if (group) groups.push(fromDot(group[1] ?? "").join("\n"));
    else if (!new RegExp(`^ {2}(?:\\}|subgraph cluster_\\d+ \\{|(?:graph|node|edge)${attributes};)$`).test(line))
      throw new Error(`unknown: ${line}`);
  }
  return { title: fromDot(title).join("\n"), ...joined(found, edges), groups };
}

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">" };

/** XML with elements, attributes and text. */
export function readXml(text: string): Element {
  type Open = { name: string; attributes: Record<string, string>; children: Element[]; text: string };
  const open: Open[] = [{ name: "", attributes: {}, children: [], text: "" }];
  const token = /<(\/?)([a-z]+)((?: [\w:-]+="[^"<&]*")*)(\/?)>|([^<>]+)/giy;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const [, end, name = "", attributes = "", alone, said] = token.exec(text) ?? [];
    const parent = open.at(-1);
    if (parent === undefined || token.lastIndex === 0) throw new Error(`no XML: ${text.slice(at, at + 40)}`);
    if (said !== undefined) {
      parent.text += said.replace(/&(\w*);?/g, (whole, entity: string) => {
        if (!whole.endsWith(";") || entities[entity] === undefined) throw new Error(`unknown entity ${whole}`);
        return entities[entity];
      });
    } else if (end) {
      open.pop();
      if (parent.name !== name) throw new Error(`</${name}> ends <${parent.name}>`);
    } else {
      const pairs = [...attributes.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]);
      const element: Open = { name, attributes: Object.fromEntries(pairs), children: [], text: "" };
      parent.children.push(element);
      if (!alone) open.push(element);
    }
  }
  const [root] = open[0]?.children ?? [];
  if (root === undefined || open.length !== 1) throw new Error("not closed");
  return root;
}

/** All elements below, itself first. */
export const elementsOf = (element: Element): readonly Element[] => [element, ...element.children.flatMap(elementsOf)];
