/** The pages' blocks of commands, typed in this process: each is one that is taken, and the README's plan is what is printed. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseArgs } from "../../src/cli/args/args.ts";
import { allCommands } from "../../src/cli/commands/index.ts";
import { inProcess } from "../support/commands.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { callsOf, pageText } from "../support/pages.ts";
import { fakeShell } from "../support/process-context.ts";

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

test("the plan at the top of the README is what plan prints", async () => {
  const [, expected] = /\$ windlass plan\n([\s\S]*?)```/.exec(pageText("README.md")) ?? [];
  const engine = new MemoryEngine();
  for (const image of ["nginx:1.27", "nginx:1.28", "redis:7"]) engine.addImage(image);
  const shop = (tag: string) => ({
    "/app/compose.yaml": `name: shop
services:
  web:
    image: nginx:${tag}
  db:
    image: redis:7
    volumes: ["data:/data"]
volumes: {data: {}}
`,
  });
  await inProcess(["up", "-d"], fakeShell(shop("1.27"), engine));
  expect((await inProcess(["plan"], fakeShell(shop("1.28"), engine))).out).toBe(expected);
});
