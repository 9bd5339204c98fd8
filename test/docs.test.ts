/** What the documents claim and a test can hold: codes, paths, commands, examples. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exitCodes } from "../src/cli/process/exit-codes.ts";
import { errorCodes } from "../src/core/codes.ts";
import { natures } from "../src/executor/natures.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const documents: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
  ...readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("README.md"))
    .map((name) => `examples/${name}`),
];

const sourceText: string = textsUnder("src", ".ts", (path) => !path.endsWith("core/codes.ts"));
/** What tests expect: their code, and the texts that stand in files. */
const expectations: string = ["test.ts", ".txt", ".json", "cases.ts"]
  .map((ending) => textsUnder("test", ending, (path) => !path.endsWith("docs.test.ts")))
  .join("\n");

function textsUnder(folder: string, ending: string, wanted: (path: string) => boolean): string {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(wanted)
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
}

test("every code has an entry in the errors' page, and every entry a code", () => {
  const entries = [...read("docs/errors.md").matchAll(/^### (.*)$/gm)].flatMap(([, heading = ""]) =>
    [...heading.matchAll(/`([^`]+)`/g)].map(([, code]) => code),
  );
  expect(entries.sort()).toEqual([...errorCodes].sort());
});

test("the page of exit codes has those of the command, and no others", () => {
  const codes = [...read("docs/exit-codes.md").matchAll(/^\| `(\d+)` \|/gm)].map(([, code]) => Number(code));
  expect(codes).toEqual(Object.values(exitCodes));
});

test("every code is used", () => {
  expect(errorCodes.filter((code) => !sourceText.includes(`"${code}"`))).toEqual([]);
});

test("every code is met by a test", () => {
  // As data, in brackets behind `error`, or behind the severity in the texts of test/errors: no word of another sentence.
  const met = (code: string): boolean =>
    new RegExp(`"${code}[":]|\\[${code}\\\\?\\]|^(error|warning) ${code}( |$)|[\`"]${code}: `, "m").test(expectations);
  expect(errorCodes.filter((code) => !met(code))).toEqual([]);
});

/** What stands in backticks in the first column of the table below a heading of the plan's page. */
function rowsOf(heading: string): readonly string[] {
  const [, section = ""] = read("docs/plan-format.md").split(new RegExp(`^#+ ${heading}$`, "m"));
  const [text = ""] = section.split(/^#+ /m);
  const cells = [...text.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = ""]) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word)).sort();
}

/** The members of a union of texts in the source: those of its discriminant, where it has one. */
function membersOf(path: string, from: string, to: string, discriminant = ""): readonly string[] {
  const [, after = ""] = read(path).split(from);
  const [text = ""] = after.split(to);
  const parts = [...text.matchAll(new RegExp(`${discriminant}([^;}]*)`, "g"))].map(([, part = ""]) => part);
  return [...new Set([...parts.join().matchAll(/"([a-z-]+)"/g)].map(([, word = ""]) => word))].sort();
}

/** Both lists are read out of texts: two that are empty agree on nothing. */
function expectSame(rows: readonly string[], members: readonly string[]): void {
  expect(rows).toEqual(members);
  expect(rows.length).toBeGreaterThan(1);
}

test("the plan's page lists every reason and no others", () => {
  expectSame(rowsOf("Reasons"), membersOf("src/core/reason.ts", "export type Reason =", "\n\n", "code: "));
});

test("the plan's page lists every operation and no others", () => {
  expectSame(rowsOf("Operations"), [...Object.keys(natures), "join"].sort());
});

test("the plan's page lists every action of a verdict and no others", () => {
  expectSame(rowsOf("Actions"), membersOf("src/planner/plan/plan.ts", "readonly action:", "readonly reason"));
});

test("the plan's page lists every fact of a condition, and how they combine", () => {
  const kinds = membersOf("src/planner/plan/condition.ts", "export type Condition =", "/** A fact", "kind: ");
  const combining = ["all", "any", "not", "at-least"];
  expectSame([...rowsOf("Conditions"), ...combining].sort(), kinds);
  expect(combining.filter((word) => !read("docs/plan-format.md").includes(`\`${word}\``))).toEqual([]);
});

test("files that documents name without their folder exist", () => {
  const paths = ["src", "test"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }),
  );
  const missing = documents.flatMap((document) =>
    [...read(document).matchAll(/`([\w./-]+\.ts)`/g)]
      .map(([, path = ""]) => path)
      .filter(
        (path) => !paths.some((known) => `/src/${known}`.endsWith(`/${path}`) || `/test/${known}`.endsWith(`/${path}`)),
      )
      .map((path) => `${document}: ${path}`),
  );
  expect(missing).toEqual([]);
});

test("links between documents and to pictures lead somewhere", () => {
  const broken = documents.flatMap((document) =>
    [...read(document).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)|(?:src|srcset)="([^"]+)"/g)]
      .map(([, target = "", picture = ""]) => target || picture)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => !existsSync(join(root, document, "..", target)))
      .map((target) => `${document}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test("files that documents name in code exist", () => {
  const missing = documents.flatMap((document) =>
    [...read(document).matchAll(/`((?:src|test|scripts|schemas|examples|docs|bench)\/[\w./-]+)`/g)]
      .map(([, path = ""]) => path)
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${document}: ${path}`),
  );
  expect(missing).toEqual([]);
});

test("npm scripts that documents name exist", () => {
  const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
  const named = documents.flatMap((document) =>
    [...read(document).matchAll(/npm run ([a-z:-]+)/g)].map(([, name = ""]) => name),
  );
  expect([...new Set(named)].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test("every example has a page and an expected plan", () => {
  const folders = readdirSync(join(root, "examples"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const incomplete = folders.filter(
    ({ name }) =>
      !["README.md", "compose.yaml", "expected-plan.txt"].every((file) =>
        existsSync(join(root, "examples", name, file)),
      ),
  );
  expect(incomplete.map(({ name }) => name)).toEqual([]);
});

test("the project speaks of no machine's folders", () => {
  const folders = ["wo" + "rk", "ro" + "ot", "fa" + "rm"].join("|");
  const pattern = new RegExp(`(^|[^a-z.\\w])/(${folders})/`);
  expect(documents.filter((document) => pattern.test(read(document)))).toEqual([]);
});
