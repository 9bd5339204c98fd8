/** The parts of a drawing as SVG, each at its place: nodes, edges, the labels of edges, lanes and chips. */
import { clip, clipMiddle, oneLine, width } from "../../terminal/paint.ts";
import { type GraphEdge, type GraphNode, type NodeKind, resourceHeadings } from "../graph.ts";
import { markup } from "../markup.ts";
import type { Box, Layout, Point, Sized } from "./layout.ts";

/** The width of a letter: the fonts have one for all. */
const letter = 7.3;
const smallLetter = 6.1;
const lineHeight = 15;
const nameHeight = 30;
const inset = 12;
const chipHeight = 16;
const chipGap = 5;

/** Columns that a text keeps; the whole is in its node's title. */
const mostOfName = 36;
const mostOfNote = 34;
const mostOfEdge = 26;
const mostOfChip = 20;
const mostNotes = 4;
const mostChips = 6;

/** A network, on the nodes that are on it: `green` is a class of the styles. */
export interface Chip {
  readonly name: string;
  readonly colour: string;
}

export interface Drawn extends Sized {
  readonly node: GraphNode;
  readonly name: string;
  readonly notes: readonly string[];
  readonly chips: readonly Chip[];
}

export function measured(node: GraphNode, all: readonly Chip[]): Drawn {
  const name = clipMiddle(oneLine(node.name), mostOfName);
  const kind = resourceHeadings[node.kind] === undefined ? [] : [node.kind];
  const notes = [...kind, ...node.notes].slice(0, mostNotes).map((note) => clip(oneLine(note), mostOfNote));
  const chips = all.slice(0, mostChips);
  const chipsWidth = chips.reduce((sum, chip) => sum + chipWidth(chip) + chipGap, -chipGap);
  const widest = Math.max(width(name) * letter, chipsWidth, ...notes.map((note) => width(note) * smallLetter));
  const height = nameHeight + notes.length * lineHeight + (chips.length > 0 ? chipHeight + 8 : 0);
  return { id: node.id, node, name, notes, chips, width: Math.ceil(widest + 2 * inset), height };
}

export function nodePart({ node, name, notes, chips }: Drawn, { x, y, width: wide, height }: Box): string {
  const classes = ["node", node.kind, node.tone, node.happens].filter(Boolean).join(" ");
  let left = inset;
  return [
    `<g class="${classes}" transform="translate(${at(x)} ${at(y)})">`,
    `<title>${xml([node.name, ...node.notes].map(oneLine).join("\n"))}</title>`,
    `<rect class="box" width="${at(wide)}" height="${at(height)}" rx="${radius[node.kind] ?? 5}"/>`,
    `<text x="${inset}" y="20">${xml(name)}</text>`,
    ...notes.map((note, i) => `<text class="note" x="${inset}" y="${35 + i * lineHeight}">${xml(note)}</text>`),
    ...chips.map((chip) => {
      const part = chipPart(chip, left, height - chipHeight - 9);
      left += chipWidth(chip) + chipGap;
      return part;
    }),
    "</g>",
  ].join("");
}

const radius: Readonly<Partial<Record<NodeKind, number>>> = { volume: 15, model: 15, config: 0, secret: 0 };

const chipText = ({ name }: Chip): string => clipMiddle(oneLine(name), mostOfChip);

export const chipWidth = (chip: Chip): number => Math.ceil(width(chipText(chip)) * smallLetter + 12);

export const chipPart = (chip: Chip, x: number, y: number): string =>
  `<g class="chip ${chip.colour}" transform="translate(${at(x)} ${at(y)})"><rect width="${chipWidth(chip)}" height="${chipHeight}" rx="8"/><text x="6" y="12">${xml(chipText(chip))}</text></g>`;

const arrow = 7;

/** A curve through the points, level at each, with the head of an arrow at its end. */
export function edgePart({ weak }: GraphEdge, points: readonly Point[]): string {
  const [first, ...others] = points;
  const end = points.at(-1);
  if (first === undefined || end === undefined || others.length === 0) return "";
  const pairs = others.map((to, i): readonly [Point, Point] => [points[i] ?? first, to === end ? before(end) : to]);
  const curves = pairs.map(([from, to]) => {
    if (from.y === to.y) return `L${at(to.x)} ${at(to.y)}`;
    const half = (to.x - from.x) / 2;
    return `C${at(from.x + half)} ${at(from.y)} ${at(to.x - half)} ${at(to.y)} ${at(to.x)} ${at(to.y)}`;
  });
  const line = `<path class="line" d="M${at(first.x)} ${at(first.y)}${curves.join("")}"/>`;
  const head = `<path class="tip" d="M${at(end.x)} ${at(end.y)}l-${arrow} -3.5v7z"/>`;
  return `<g class="edge${weak ? " weak" : ""}">${line}${head}</g>`;
}

const before = ({ x, y }: Point): Point => ({ x: x - arrow, y });

const edgeWords = ({ text = "" }: GraphEdge): string => clip(oneLine(text), mostOfEdge);

/** The room that an edge's label needs between two columns. */
export const edgeRoom = (edge: GraphEdge): number => 56 + width(edgeWords(edge)) * smallLetter;

/**
 * The place of an edge's label: where the edge passes the last column before its end, which no other edge does at that height,
 * or on its only curve.
 * @param share of that curve's way
 */
export function labelBox(edge: GraphEdge, points: readonly Point[], share: number): Box | undefined {
  const words = edgeWords(edge);
  const [from, to] = points.slice(-2);
  if (words === "" || from === undefined || to === undefined) return undefined;
  const size = { width: width(words) * smallLetter + 4, height: 12 };
  const half = size.width / 2;
  if (points.length > 3) return { x: from.x - size.width, y: from.y - 6, ...size };
  const end = before(to);
  const across = Math.max(half, Math.min(end.x - from.x - half, (end.x - from.x) * share));
  const y = from.y + (end.y - from.y) * share * share * (3 - 2 * share);
  return { x: from.x + across - half, y: y - 6, ...size };
}

export const labelPart = (edge: GraphEdge, { x, y, width: wide, height }: Box): string =>
  `<g class="label"><rect x="${at(x)}" y="${at(y)}" width="${at(wide)}" height="${height}"/><text x="${at(x + wide / 2)}" y="${at(y + 9.5)}">${xml(edgeWords(edge))}</text></g>`;

const laneTitle = (title: string): string => clipMiddle(oneLine(title), mostOfName);

/** The room for the titles of lanes. */
export const titleRoom = (titles: readonly string[]): number =>
  titles.reduce((most, title) => Math.max(most, width(laneTitle(title)) * letter), 0) + 3 * inset;

export const lanePart = ({ x, y, width: wide, height, title }: Layout["lanes"][number], i: number): string =>
  `<g class="lane${i % 2 === 0 ? "" : " odd"}"><rect x="${at(x)}" y="${at(y)}" width="${at(wide)}" height="${at(height)}"/><text x="${at(x + inset)}" y="${at(y + height / 2 + 4)}">${xml(laneTitle(title))}</text></g>`;

/** Numbers in a tenth of a pixel. */
export const at = (number: number): string => String(Math.round(number * 10) / 10);

/** Letters that XML can't hold are replaced. */
export const xml = (text: string): string => markup(text.toWellFormed().replace(/[\ufffe\uffff]/g, "\ufffd"));

export const textWidth = (text: string): number => width(text) * letter;
export const smallTextWidth = (text: string): number => width(text) * smallLetter;
