/** Draws screens of a terminal as SVG. Several follow each other, again and again; who wants no motion sees the last one. */
import { markup } from "../../src/cli/graph/markup.ts";
import type { Colour, Run, Screen } from "./screen.ts";

export type Theme = "light" | "dark";
type Ink = Colour | "text" | "dim" | "paper" | "edge";

const inks: Readonly<Record<Theme, Readonly<Record<Ink, string>>>> = {
  light: {
    paper: "#ffffff",
    edge: "#d0d7de",
    text: "#1f2328",
    dim: "#6e7781",
    red: "#cf222e",
    green: "#1a7f37",
    yellow: "#9a6700",
    blue: "#0969da",
    magenta: "#8250df",
    cyan: "#1b7c83",
  },
  dark: {
    paper: "#0d1117",
    edge: "#30363d",
    text: "#e6edf3",
    dim: "#8b949e",
    red: "#ff7b72",
    green: "#3fb950",
    yellow: "#d29922",
    blue: "#58a6ff",
    magenta: "#bc8cff",
    cyan: "#39c5cf",
  },
};

const cellWidth = 8.43;
const lineHeight = 21;
const margin = 22;
const secondsEach = 1;
const secondsOfLast = 5;

export interface Picture {
  /** What was typed, at the top of every screen. */
  readonly command: string;
  readonly screens: readonly Screen[];
}

export function drawn({ command, screens }: Picture, columns: number, theme: Theme): string {
  const rows = 1 + Math.max(...screens.map(({ length }) => length));
  const width = Math.ceil(2 * margin + columns * cellWidth);
  const height = 2 * margin + rows * lineHeight;
  const ink = inks[theme];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${markup(command)} in a terminal">`,
    `<style>${style(screens.length, ink)}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${ink.paper}" stroke="${ink.edge}"/>`,
    line(
      [
        { column: 0, text: "$", isDim: true },
        { column: 2, text: command },
      ],
      0,
    ),
    ...screens.flatMap((screen, at) => [
      `<g class="s${at}">`,
      ...screen.flatMap((runs, row) => (runs.length === 0 ? [] : [line(runs, row + 1)])),
      "</g>",
    ]),
    "</svg>",
    "",
  ].join("\n");
}

/** Each group of words begins at its column, however wide the reader's letters are. */
function line(runs: readonly Run[], row: number): string {
  const spans = runs.flatMap(({ column, text, ...style }) =>
    [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: words, index }) => {
      const x = (margin + (column + index) * cellWidth).toFixed(1);
      return `<tspan x="${x}"${classOf(style)}>${markup(words)}</tspan>`;
    }),
  );
  return `<text y="${margin + row * lineHeight + 15}">${spans.join("")}</text>`;
}

function classOf({ colour, isBold, isDim }: Omit<Run, "column" | "text">): string {
  const classes = [colour, isBold && "bold", isDim && "dim"].filter(Boolean).join(" ");
  return classes === "" ? "" : ` class="${classes}"`;
}

function style(count: number, ink: (typeof inks)[Theme]): string {
  const colours = Object.entries(ink)
    .filter(([name]) => !["text", "paper", "edge"].includes(name))
    .map(([name, value]) => `.${name}{fill:${value}}`);
  return [
    `text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:${ink.text}}`,
    ...colours,
    ".bold{font-weight:600}",
    ...(count > 1 ? [motion(count)] : []),
  ].join("");
}

/** All but the last screen are hidden, and so without motion they stay. */
function motion(count: number): string {
  const whole = (count - 1) * secondsEach + secondsOfLast;
  const percent = (seconds: number): string => `${((100 * seconds) / whole).toFixed(2)}%`;
  const shown = Array.from({ length: count }, (_, at) => {
    const [from, to] = [at * secondsEach, at === count - 1 ? whole : (at + 1) * secondsEach];
    const hiddenAgain = to < whole ? `${percent(to)}{opacity:0}` : "";
    const hiddenFirst = from > 0 ? "0%{opacity:0}" : "";
    return `.s${at}{animation:k${at} ${whole}s infinite step-end}@keyframes k${at}{${hiddenFirst}${percent(from)}{opacity:1}${hiddenAgain}}`;
  });
  const hidden = Array.from({ length: count - 1 }, (_, at) => `.s${at}`).join();
  return `${hidden}{opacity:0}@media (prefers-reduced-motion: no-preference){${shown.join("")}}`;
}
