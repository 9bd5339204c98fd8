import { expect, test } from "vitest";
import { diagnosticsText, errorText } from "../../../src/cli/render/problem.ts";
import { coloured, uncoloured } from "../../../src/cli/terminal/paint.ts";
import type { Diagnostic } from "../../../src/core/diagnostics.ts";
import { WindlassError } from "../../../src/core/errors.ts";

const view = { paint: uncoloured, cwd: "/app", columns: 60 };
const file = "/app/compose.yaml";
const source = `services:
  web:
    imagee: nginx
    ports: "80"
\tweird: "\u001b[2J"
    long: [${"a, ".repeat(40)}last]
    名前: 値
`;
const sources = new Map([[file, source]]);

const at = (line: number, column: number, endColumn?: number): Diagnostic["place"] => ({
  file,
  line,
  column,
  ...(endColumn !== undefined && { endColumn }),
});

const diagnostics: readonly Diagnostic[] = [
  {
    code: "wrong-type",
    severity: "error",
    message: "`ports` must be a list",
    place: { ...at(4, 12, 16), file } as never,
  },
  { code: "no-image-or-build", severity: "error", message: "it has no place" },
  {
    code: "unknown-key",
    severity: "error",
    message: "unknown key `imagee`",
    hint: "did you mean `image`?",
    place: at(3, 5, 11) as never,
  },
  { code: "obsolete-attribute", severity: "warning", message: "control characters", place: at(5, 2, 7) as never },
  { code: "invalid-value", severity: "error", message: "far to the right", place: at(6, 131, 135) as never },
  { code: "unknown-key", severity: "error", message: "wide letters", hint: "two\nlines", place: at(7, 9, 10) as never },
];

test("complaints are sorted by place, each with its line and the range underlined", async () => {
  await expect(diagnosticsText(diagnostics, sources, view)).toMatchFileSnapshot("../golden/problems.txt");
});

test("no line of a frame is wider than the screen", () => {
  const frames = diagnosticsText(diagnostics, sources, view).split("\n");
  for (const line of frames) expect(line.length).toBeLessThanOrEqual(60);
});

test("nothing of the file steers the terminal", () => {
  expect(diagnosticsText(diagnostics, sources, view)).not.toContain("\u001b");
});

test("an error without places is its message and hint, one with several says how many", () => {
  expect(errorText(new WindlassError("usage", "no such thing", { hint: "see help" }), view)).toBe(
    "error[usage]: no such thing\n = hint: see help\n",
  );
  const error = new WindlassError("invalid-project", "unused", { diagnostics, sources });
  expect(errorText(error, view)).toMatch(/\n5 errors\n$/);
});

test("colours change nothing but the colour", () => {
  const painted = diagnosticsText(diagnostics, sources, { ...view, paint: coloured });
  expect(painted).toContain("\u001b[31m");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
  expect(painted.replace(/\u001b\[\d+m/g, "")).toBe(diagnosticsText(diagnostics, sources, view));
});

test("the name of a file steers nothing", () => {
  const place = { file: "/app/a\u001b[2Jb\nc.yaml", line: 1, column: 2 };
  const chain = [{ words: "extended from", place }];
  const text = diagnosticsText(
    [{ code: "yaml-syntax", severity: "error", message: "m", place, chain }],
    new Map(),
    view,
  );
  expect(text).toBe("error[yaml-syntax]: m\n --> a␛[2Jb␊c.yaml:1:2\n  = extended from a␛[2Jb␊c.yaml:1:2\n");
});

test("files are named from where the user stands, standard input by its name", () => {
  const place = (path: string): string =>
    diagnosticsText(
      [{ code: "yaml-syntax", severity: "error", message: "m", place: { file: path, line: 1, column: 2 } }],
      new Map(),
      view,
    ).split("\n")[1] ?? "";
  expect(place("/app/sub/a.yaml")).toBe(" --> sub/a.yaml:1:2");
  expect(place("/other/a.yaml")).toBe(" --> /other/a.yaml:1:2");
  expect(place("-")).toBe(" --> <stdin>:1:2");
});

test("what stands in no project file says how it came to be read", () => {
  const base = "/app/base/common.yaml";
  const text = diagnosticsText(
    [
      {
        code: "unknown-key",
        severity: "error",
        message: "unknown key `imagee`",
        hint: "did you mean `image`?",
        place: { file: base, line: 3, column: 5, endColumn: 11 },
        chain: [
          { words: "extended from", place: { file: "/app/inc.yaml", line: 12, column: 7 } },
          { words: "included from", place: { file, line: 1, column: 10 } },
        ],
      },
    ],
    new Map([[base, source]]),
    view,
  );
  expect(text).toBe(`error[unknown-key]: unknown key \`imagee\`
 --> base/common.yaml:3:5
  |
3 |     imagee: nginx
  |     ^^^^^^
  = extended from inc.yaml:12:7
  = included from compose.yaml:1:10
  = hint: did you mean \`image\`?
`);
});
