/** The pages' blocks of commands, typed in this process: each is one that is taken. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseArgs } from "../../src/cli/args/args.ts";
import { allCommands } from "../../src/cli/commands/index.ts";
import { callsOf, pageText } from "../support/pages.ts";

const commands = await allCommands();

const root = join(import.meta.dirname, "../..");
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"));

test.each(pages.flatMap((page) => callsOf(pageText(page)).map((words) => [page, words] as const)))(
  "%s: windlass %s is a call that is taken",
  (_, words) => {
    // What follows a `|` or `>` is the shell's.
    const argv = words.split(/ [|>]/)[0]?.split(" ").filter(Boolean) ?? [];
    expect(parseArgs(argv, commands, { columns: 80, version: "" }).kind).toBe(words.includes("--help") ? "say" : "run");
  },
);
