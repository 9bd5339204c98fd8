/** Small edits of texts: what a slip of the hand makes, and all that means something in YAML. */
import fc from "fast-check";

interface Edit {
  readonly kind: keyof typeof kinds;
  readonly at: number;
  readonly with: string;
}

const pieces = [
  ...[
    " ",
    "  ",
    "\n",
    "\n\n",
    "\n  ",
    "\n-",
    "\t",
    "\r",
    "\r\n",
    "a",
    "0",
    "é",
    "😀",
    "\u2028",
    "\u0085",
    "\ufeff",
    "\0",
  ],
  ...[":", ": ", " :", "- ", "-", "#", " #", "# x\n", "'", '"', "''", "{", "}", "[", "]", "{}", "[]", ",", "?"],
  ...["\\", "\\n", "\\x41", '\\"', '"a\\tb\\e"', '{"a":', "[a: ", "a:b", " :a", "-a", "?a"],
  ...[
    "|",
    ">",
    "|-",
    ">-",
    "|+",
    "|2",
    " |\n",
    "&a ",
    "*a",
    "!",
    "!!str ",
    "%",
    "@",
    "`",
    "~",
    "<<",
    "<<: ",
    "=",
    "---",
    "---\n",
    "...",
  ],
];

/** Each makes another text; `at` is between 0 and 1. */
const kinds = {
  remove: (text, at) => text.slice(0, place(text, at)) + text.slice(place(text, at) + 1),
  insert: (text, at, piece) => text.slice(0, place(text, at)) + piece + text.slice(place(text, at)),
  replace: (text, at, piece) => text.slice(0, place(text, at)) + piece + text.slice(place(text, at) + 1),
  cut: (text, at) => text.slice(0, place(text, at)),
  "remove line": (text, at) => inLines(text, at, () => []),
  "repeat line": (text, at) => inLines(text, at, (line) => [line, line]),
  indent: (text, at) => inLines(text, at, (line) => [` ${line}`]),
  "indent more": (text, at) => inLines(text, at, (line) => [`   ${line}`]),
  outdent: (text, at) => inLines(text, at, (line) => [line.replace(/^ {1,2}/, "")]),
  "begin line": (text, at, piece) => inLines(text, at, (line) => [line.replace(/^ */, (blanks) => blanks + piece)]),
  "end line": (text, at, piece) => inLines(text, at, (line) => [line + piece]),
  "all lines end": (text) => text.replaceAll(/\r?\n/g, "\r\n"),
} as const satisfies Readonly<Record<string, (text: string, at: number, piece: string) => string>>;

const place = (text: string, at: number): number => Math.floor(at * (text.length + 1));

function inLines(text: string, at: number, change: (line: string) => readonly string[]): string {
  const lines = text.split("\n");
  const index = Math.floor(at * lines.length);
  return lines.toSpliced(index, 1, ...change(lines[index] ?? "")).join("\n");
}

/** Anywhere between 0 and 1, and not near its ends as `fc.double` prefers it. */
const anywhere: fc.Arbitrary<number> = fc.noBias(fc.nat(999_999).map((part) => part / 1_000_000));

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])),
  at: anywhere,
  with: fc.constantFrom(...pieces),
});

/** A few lines of one of the texts, or all, with a few edits. */
export const editsOf = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      text: fc.constantFrom(...texts),
      from: anywhere,
      lines: fc.option(fc.integer({ min: 2, max: 12 })),
      edits: fc.array(edit, { minLength: 1, maxLength: 3, size: "max" }),
    })
    .map(({ text, from, lines, edits }) =>
      edits.reduce(
        (before, one) => kinds[one.kind](before, one.at, one.with),
        lines === null ? text : part(text, from, lines),
      ),
    );

/** Some lines as a text of its own: without the indentation that all of them have. */
function part(text: string, from: number, count: number): string {
  const all = text.split("\n");
  const start = Math.floor(from * all.length);
  const lines = all.slice(start, start + count);
  const margins = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const margin = Math.min(...margins, 80);
  return lines.map((line) => line.slice(margin)).join("\n");
}
