/**
 * A graph as one SVG file that needs nothing else: no script, font or other file. It follows the reader's light or dark scheme,
 * and says in words what it shows. Networks are chips on what is on them: as nodes they would have most of the edges.
 */
import { oneLine } from "../../terminal/paint.ts";
import { boxes, type Graph, type GraphEdge, type GraphNode, resourceHeadings } from "../graph.ts";
import { inLanes } from "./lanes.ts";
import { layered } from "./layered.ts";
import type { Box, Layout, Size } from "./layout.ts";
import {
  type Chip,
  chipPart,
  chipWidth,
  type Drawn,
  edgePart,
  edgeRoom,
  labelBox,
  labelPart,
  lanePart,
  measured,
  nodePart,
  smallTextWidth,
  textWidth,
  titleRoom,
  xml,
} from "./parts.ts";
import { chipColours, styles } from "./styles.ts";

const headHeight = 28;
const margin = 24;

export function graphSvg(graph: Graph): string {
  const networks = graph.nodes.filter(({ kind }) => kind === "network");
  const chips = new Map(
    networks.map(({ id, name }, i): [string, Chip] => [
      id,
      { name, colour: chipColours[i % chipColours.length] ?? "" },
    ]),
  );
  const nodes = graph.nodes.filter(({ id }) => !chips.has(id));
  const edges = graph.edges.filter(({ to }) => !chips.has(to));
  const chipsOf = Map.groupBy(graph.edges, ({ from }) => from);
  const drawn = nodes.map((node) =>
    measured(
      node,
      (chipsOf.get(node.id) ?? []).flatMap(({ to }) => chips.get(to) ?? []),
    ),
  );
  const layout = layoutOf({ ...graph, nodes, edges }, drawn);
  const title = oneLine(graph.title);
  const legend = legendOf(networks, chips, Math.max(layout.width, textWidth(title) + 2 * margin));
  const size = { width: Math.ceil(legend.width), height: Math.ceil(headHeight + layout.height + legend.height) };
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" class="windlass-graph" role="img" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">`,
    `<title>${xml(title)}</title>`,
    `<desc>${xml(inWords(graph))}</desc>`,
    `<style>${styles}</style>`,
    `<rect class="page" width="${size.width}" height="${size.height}" rx="8"/>`,
    `<text class="head" x="${margin}" y="28">${xml(title)}</text>`,
    `<g transform="translate(0 ${headHeight})">`,
    ...layout.lanes.map(lanePart),
    ...edges.map((edge, i) => edgePart(edge, layout.edges[i] ?? [])),
    ...drawn.map((one) => nodePart(one, layout.nodes.get(one.id) ?? nowhere)),
    ...labelsOf(edges, layout.edges),
    "</g>",
    `<g transform="translate(0 ${Math.ceil(headHeight + layout.height)})">${legend.parts.join("")}</g>`,
    "</svg>",
  ]
    .filter((part) => part !== "")
    .join("\n")}\n`;
}

const nowhere: Box = { x: 0, y: 0, width: 0, height: 0 };

function layoutOf(graph: Graph, drawn: readonly Drawn[]): Layout {
  const byId = new Map(drawn.map((one) => [one.id, one]));
  const { loose, boxed } = boxes(graph);
  if (boxed.length === 0) return layered(drawn, graph.edges, edgeRoom);
  const lanes = [{ title: "Order", nodes: loose }, ...boxed]
    .filter(({ nodes }) => nodes.length > 0)
    .map(({ title, nodes }) => ({ title, nodes: nodes.flatMap(({ id }) => byId.get(id) ?? []) }));
  return inLanes(lanes, graph.edges, titleRoom(lanes.map(({ title }) => title)));
}

/** Where labels may be on their edges, by the end that more edges share: off that end first. */
const shares = {
  from: [0.66, 0.8, 0.5, 0.36],
  to: [0.36, 0.2, 0.5, 0.66],
  neither: [0.5, 0.36, 0.66, 0.2, 0.8],
} as const;

/** The label of each edge, at the first of its places where no other label is. */
function labelsOf(edges: readonly GraphEdge[], ways: Layout["edges"]): readonly string[] {
  const outOf = Map.groupBy(edges, ({ from }) => from);
  const into = Map.groupBy(edges, ({ to }) => to);
  const taken: Box[] = [];
  return edges.flatMap((edge, i) => {
    const [out, inward] = [outOf.get(edge.from)?.length ?? 0, into.get(edge.to)?.length ?? 0];
    const places = shares[out > inward ? "from" : out < inward ? "to" : "neither"].flatMap(
      (share) => labelBox(edge, ways[i] ?? [], share) ?? [],
    );
    const place = places.find((box) => !taken.some((other) => overlap(box, other))) ?? places[0];
    if (place === undefined) return [];
    taken.push(place);
    return [labelPart(edge, place)];
  });
}

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** All networks, with what there is to say of each, in as many lines as they need. */
function legendOf(
  networks: readonly GraphNode[],
  chips: ReadonlyMap<string, Chip>,
  wide: number,
): Size & { readonly parts: readonly string[] } {
  const heading = "Networks";
  const start = margin + smallTextWidth(heading) + 12;
  const parts = networks.length > 0 ? [`<text class="note" x="${margin}" y="12">${heading}</text>`] : [];
  let [x, y, right] = [start, 0, wide];
  for (const { id, notes } of networks) {
    const chip = chips.get(id);
    if (chip === undefined) continue;
    const words = oneLine(notes.join(", "));
    const needed = chipWidth(chip) + (words === "" ? 0 : smallTextWidth(words) + 6);
    if (x > start && x + needed > wide - margin) [x, y] = [start, y + 24];
    parts.push(chipPart(chip, x, y));
    if (words !== "")
      parts.push(`<text class="note" x="${x + chipWidth(chip) + 6}" y="${y + 12}">${xml(words)}</text>`);
    x += needed + 16;
    right = Math.max(right, x + margin);
  }
  return { parts, width: right, height: networks.length > 0 ? y + 16 + margin : 0 };
}

/** What the drawing shows, for those who can't see it: an edge is a sentence. */
function inWords({ nodes, edges, edgesMean }: Graph): string {
  const nameOf = ({ kind, name }: GraphNode): string =>
    resourceHeadings[kind] === undefined ? name : `${kind} ${name}`;
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]));
  const verb = edgesMean === "needs" ? "needs" : "comes before";
  const sentences = edges.map(
    ({ from, to, text }) => `${names.get(from)} ${verb} ${names.get(to)}${text === undefined ? "" : ` (${text})`}.`,
  );
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const alone = nodes.filter(({ id }) => !joined.has(id)).map((node) => `${nameOf(node)}.`);
  return oneLine([...sentences, ...alone].join(" "));
}
