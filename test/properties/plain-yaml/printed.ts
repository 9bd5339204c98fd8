// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of files
/** Trees as plain YAML, each part of them in a style of its own. */
import fc from "fast-check";

interface Style {
  /** Blanks that a level is indented by. */
  readonly step: number;
  readonly isFlow: boolean;
  /** Begins in the line of its dash, or right below its key. */
  readonly isCompact: boolean;
  readonly comment: string;
  readonly before: string;
}

type Tree =
  | { readonly kind: "text"; readonly text: string; readonly style: Style }
  | { readonly kind: "lines"; readonly header: string; readonly lines: readonly string[]; readonly style: Style }
  | { readonly kind: "list"; readonly items: readonly Tree[]; readonly style: Style }
  | { readonly kind: "map"; readonly entries: readonly (readonly [string, Tree])[]; readonly style: Style };

const style: fc.Arbitrary<Style> = fc.record({
  step: fc.integer({ min: 1, max: 4 }),
  isFlow: fc.boolean(),
  isCompact: fc.boolean(),
  comment: fc.constantFrom("", "", "", "  ", " # a comment: [", " #"),
  before: fc.constantFrom("", "", "", "\n", "# a comment: {\n", "      # 'far in'\n\n"),
});

const words = ["a", "web", "-x", "--flag=1", "a b", "a:b#c", "http://x:80/y?z", "1:30", "$A", "${B:-c}", "yes"];
const others = [
  "true",
  "017",
  "0x1F",
  "-1.5e3",
  ".inf",
  "~",
  "null",
  "1_000",
  "99999999999999999999",
  ".5",
  "",
  "''",
  '""',
];
const singleQuoted = fc.string().map((text) => `'${text.replaceAll("'", "''")}'`);
const doubleQuoted = fc.string().map((text) => JSON.stringify(text));
const text: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...words, ...others), singleQuoted, doubleQuoted);
const key: fc.Arbitrary<string> = fc.oneof(fc.stringMatching(/^[a-zA-Z][a-zA-Z._-]{0,8}$/), singleQuoted, doubleQuoted);

const literal = fc.record({
  header: fc.constantFrom("|", "|-"),
  lines: fc.array(fc.constantFrom("a", "b: [", "  c", "# d", "", "e  "), { maxLength: 5 }),
});
const folded = fc.record({
  header: fc.constantFrom(">", ">-"),
  lines: fc.array(fc.constantFrom("a", "b: [", "# d", "", "e  "), { maxLength: 5 }),
});

const { map } = fc.letrec<{ tree: Tree; map: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ kind: fc.constant("text" as const), text, style }),
    fc
      .tuple(fc.oneof(literal, folded), style)
      .map(([{ header, lines }, how]) => ({ kind: "lines" as const, header, lines: ["first", ...lines], style: how })),
    fc.record({ kind: fc.constant("list" as const), items: fc.array(tie("tree"), { maxLength: 4 }), style }),
    tie("map"),
  ),
  map: fc.record({
    kind: fc.constant("map" as const),
    entries: fc.uniqueArray(fc.tuple(key, tie("tree")), {
      maxLength: 4,
      selector: ([name]) => name.replace(/^['"]|['"]$/g, ""),
    }),
    style,
  }),
}));

/** On one line, or on several. */
function flow(tree: Tree, pad: string): string {
  if (tree.kind === "lines") return JSON.stringify(tree.lines.join("\n"));
  if (tree.kind === "text") return /^[^'"].*[{}]/.test(tree.text) ? `'${tree.text}'` : tree.text;
  const [open, close] = tree.kind === "list" ? "[]" : "{}";
  const parts =
    tree.kind === "list"
      ? tree.items.map((item) => flow(item, `${pad} `) || "~")
      : tree.entries.map(([name, value]) => flowEntry(name, value, `${pad} `));
  if (tree.style.isCompact) return `${open}${parts.join(", ")}${close}`;
  return `${open}${tree.style.comment}\n${pad} ${parts.join(`,\n\n${pad} `)}\n${pad}${close}`;
}

const flowEntry = (name: string, value: Tree, pad: string): string =>
  value.kind === "text" && value.text === "" && value.style.isCompact ? name : `${name}: ${flow(value, pad)}`;

const isFlow = (tree: Tree): boolean =>
  tree.kind !== "text" &&
  tree.kind !== "lines" &&
  (tree.style.isFlow || (tree.kind === "list" ? tree.items : tree.entries).length === 0);

/** What stands behind `key:` or `-`, and the lines below. `indent`: of that key or dash. */
function behind(tree: Tree, indent: number, isItem: boolean): string {
  const { style } = tree;
  if (tree.kind === "text") return ` ${tree.text}${style.comment}\n`;
  if (tree.kind === "lines") return ` ${tree.header}\n${indented(tree.lines, indent + style.step)}`;
  if (isFlow(tree)) return ` ${flow(tree, " ".repeat(indent + 1))}${style.comment}\n`;
  if (isItem && style.isCompact) {
    const within = indent + 1 + style.step;
    return " ".repeat(style.step) + block(tree, within).slice(within);
  }
  const isBelow = !isItem && tree.kind === "list" && style.isCompact;
  return `${style.comment}\n${style.before}${block(tree, isBelow ? indent : indent + style.step)}`;
}

const indented = (lines: readonly string[], indent: number): string =>
  lines.map((line) => `${line === "" ? "" : " ".repeat(indent)}${line}\n`).join("");

function block(tree: Tree, indent: number): string {
  const pad = " ".repeat(indent);
  if (tree.kind === "text" || tree.kind === "lines") return "";
  return tree.kind === "list"
    ? tree.items.map((item) => `${pad}-${behind(item, indent, true)}`).join("")
    : tree.entries.map(([name, value]) => `${pad}${name}:${behind(value, indent, false)}`).join("");
}

/** Files that say something, and that the plain reader is to read. */
export const printed: fc.Arbitrary<string> = fc
  .record({ tree: map, start: fc.constantFrom("", "", "---\n", "# first\n"), hasReturns: fc.boolean() })
  .map(({ tree, start, hasReturns }) => {
    const text = start + (isFlow(tree) ? `${flow(tree, "")}\n` : block(tree, 0));
    return hasReturns ? text.replaceAll("\n", "\r\n") : text;
  });
