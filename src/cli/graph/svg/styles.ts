/** The colours of a drawing, for a light and a dark page. The reader's scheme chooses. */
import type { NodeKind } from "../graph.ts";

interface Palette {
  readonly page: string;
  readonly box: string;
  readonly odd: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly blue: string;
  readonly green: string;
  readonly yellow: string;
  readonly red: string;
  readonly purple: string;
  readonly pink: string;
}

const light: Palette = {
  page: "#ffffff",
  box: "#ffffff",
  odd: "#f6f8fa",
  text: "#1f2328",
  quiet: "#59636e",
  line: "#8b949e",
  blue: "#0969da",
  green: "#1a7f37",
  yellow: "#9a6700",
  red: "#cf222e",
  purple: "#8250df",
  pink: "#bf3989",
};

const dark: Palette = {
  page: "#0d1117",
  box: "#161b22",
  odd: "#151b23",
  text: "#f0f6fc",
  quiet: "#9198a1",
  line: "#6e7681",
  blue: "#4493f8",
  green: "#3fb950",
  yellow: "#d29922",
  red: "#f85149",
  purple: "#ab7df8",
  pink: "#db61a2",
};

type Colour = "blue" | "green" | "yellow" | "red" | "purple" | "pink" | "quiet";

const kinds: Readonly<Partial<Record<NodeKind, Colour>>> = {
  service: "blue",
  volume: "yellow",
  config: "quiet",
  secret: "purple",
  model: "pink",
};

/** Of networks, one after the other; their names tell them apart, too. */
export const chipColours: readonly Colour[] = ["green", "blue", "purple", "pink", "yellow"];

const tones = { good: "green", pending: "yellow", bad: "red" } as const;

function rulesOf(palette: Palette): string {
  const { page, box, odd, text, quiet, line } = palette;
  const rules: readonly (readonly [selectors: readonly string[], rule: string])[] = [
    [[".page", ".lane rect", ".label rect"], `fill:${page}`],
    [[".lane.odd rect"], `fill:${odd}`],
    [["text"], `fill:${text}`],
    [[".note", ".label text"], `fill:${quiet}`],
    [[".line"], `stroke:${line}`],
    [[".tip"], `fill:${line}`],
    [[".node .box"], `fill:${box};stroke:${line}`],
    ...Object.entries(kinds).map(([kind, name]) => [[`.${kind} .box`], `stroke:${palette[name]}`] as const),
    ...Object.entries(tones).map(([tone, name]) => [[`.${tone} .box`], `stroke:${palette[name]}`] as const),
    ...chipColours.flatMap((name) => [
      [[`.chip.${name} rect`], `fill:${palette[name]};fill-opacity:.15;stroke:${palette[name]}`] as const,
    ]),
  ];
  return rules.map(([selectors, rule]) => `${selectors.map(ours).join(",")}{${rule}}`).join("\n");
}

/** Within a page the rules are for this drawing alone. */
const ours = (selector: string): string => `.windlass-graph ${selector}`;

const shapes: Readonly<Record<string, string>> = {
  text: 'font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace',
  ".head": "font-size:14px;font-weight:bold",
  ".note": "font-size:10px",
  ".label text": "font-size:10px;text-anchor:middle",
  ".label rect": "fill-opacity:.85",
  ".chip text": "font-size:10px",
  ".line": "fill:none;stroke-width:1.2",
  ".weak .line": "stroke-dasharray:4 3",
  ".node .box": "stroke-width:1.4",
  ".maybe .box": "stroke-dasharray:4 3",
  ".fallback .box": "stroke-dasharray:4 3",
  ".idle .box": "stroke-dasharray:4 3",
};

export const styles: string = [
  "",
  ...Object.entries(shapes).map(([selector, rule]) => `${ours(selector)}{${rule}}`),
  rulesOf(light),
  "@media (prefers-color-scheme:dark){",
  rulesOf(dark),
  "}",
  "",
].join("\n");
