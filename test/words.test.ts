/** What people read, held against the words to avoid that CONTRIBUTING.md lists. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runProgram } from "./support/program.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const pagesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .map((name) => `${folder}/${name}`);

const pages: readonly string[] = ["README.md", "CHANGELOG.md", ...pagesIn("docs"), ...pagesIn("examples")];

/** What stands in backticks in the first column of the table. */
const avoided: readonly string[] = (/\| avoid \| write \|\n([\s\S]*)/.exec(read("CONTRIBUTING.md"))?.[1] ?? "")
  .split("\n")
  .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word));

/** Only words: no code, no link's address. Ends of lines are spaces. */
const prose = (page: string): string =>
  page
    .replace(/^```[\s\S]*?^```/gm, "")
    .replace(/`[^`\n]*`/g, "`…`")
    .replace(/\]\([^)]*\)/g, "]")
    .replace(/[^\S\n]+/g, " ");

const found = (text: string): readonly string[] => {
  const joined = text.replace(/\s+/g, " ");
  return avoided.filter((word) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`, "i").test(joined));
};

test("the list is there, and finds what it lists", () => {
  expect(avoided.length).toBeGreaterThan(30);
  expect(found("The volume is made\nanew. Anewer.")).toEqual(["anew"]);
  expect(found(prose("`anew`\n```\nanew\n```\n[x](anew.md)"))).toEqual([]);
});

test.each(pages)("%s has none of the words to avoid", (page) => {
  expect(found(prose(read(page)))).toEqual([]);
});

test("no command's help has one", async () => {
  const help = async (...argv: readonly string[]): Promise<string> => (await runProgram([...argv, "--help"])).stdout;
  const all = await help();
  const commands = [...all.matchAll(/^ {2,4}([a-z]+)\b.* {2,}\S/gm)].map(([, name = ""]) => name);
  expect(commands).toEqual(expect.arrayContaining(["up", "down", "plan", "config"]));
  const texts = [all, ...(await Promise.all(commands.map((name) => help(name))))];
  expect(texts.flatMap(found)).toEqual([]);
});

/** Written for whoever comes first: a longer sentence is two. */
const introductions = [
  "README.md",
  "docs/README.md",
  "docs/quick-start.md",
  "docs/concepts.md",
  "docs/coming-from-docker-compose.md",
];

/** Sentences of a page; headings, list items and table cells end one. */
const sentences = (page: string): readonly string[] =>
  prose(page)
    .split(/\n(?=\s*(?:[-#|]|\d+\.|\n))|\||(?<=[.!?:;])\s+/)
    .map((sentence) => sentence.replace(/\s+/g, " ").trim());

test.each(introductions)("%s has no sentence of more than 25 words", (page) => {
  expect(sentences(read(page)).filter((sentence) => sentence.split(" ").length > 25)).toEqual([]);
});
