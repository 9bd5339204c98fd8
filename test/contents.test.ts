import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { contentsOf, fileFacts } from "../src/contents.ts";
import { sha256 } from "../src/core/sha256.ts";
import { never } from "./support/engines.ts";
import { projectOf } from "./support/scenario.ts";

const folder = mkdtempSync(join(tmpdir(), "wdl-"));
afterAll(() => rmSync(folder, { recursive: true }));

const mounting = (...files: readonly string[]): Promise<Parameters<typeof fileFacts>[0]> =>
  projectOf(
    JSON.stringify({
      services: { a: { image: "x", secrets: files.map((_, i) => `s${i}`) } },
      secrets: Object.fromEntries(files.map((file, i) => [`s${i}`, { file: join(folder, file) }])),
    }),
  );

test("the bytes of a copied file are the text's, under the name that plans have for it", async () => {
  const project = await projectOf(
    "services: {a: {image: x, secrets: [s.t], configs: [c]}}\nsecrets: {s.t: {environment: E}}\nconfigs: {c: {content: é}}",
    {},
    {},
    { E: "from outside" },
  );
  const text = async (name: string): Promise<string> => Buffer.from(await contentsOf(project)(name)).toString();
  expect(await text("secrets.s.t")).toBe("from outside");
  expect(await text("configs.c")).toBe("é");
  expect(() => contentsOf(project)("secrets.none")).toThrow("no content");
});

test("a mounted file is known by its hash, where the engine has this disk", async () => {
  writeFileSync(join(folder, "one"), "text");
  const project = await mounting("one");
  const { fileHashes } = await fileFacts(project, true, never);
  expect([...fileHashes]).toEqual([[join(folder, "one"), sha256("text")]]);
  expect((await fileFacts(project, false, never)).fileHashes.size).toBe(0);
});

test("what is missing, a folder or a pipe is left out, and nothing waits for it", async () => {
  execFileSync("mkfifo", [join(folder, "pipe")]);
  const { fileHashes } = await fileFacts(await mounting("missing", ".", "pipe"), true, never);
  expect([...fileHashes]).toEqual([]);
});

test("each plan has a salt of its own", async () => {
  const project = await mounting();
  expect((await fileFacts(project, true, never)).salt).not.toBe((await fileFacts(project, true, never)).salt);
});
