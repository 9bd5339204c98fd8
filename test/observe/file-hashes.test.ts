import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sha256 } from "../../src/core/sha256.ts";
import { fileHashes } from "../../src/observe/file-hashes.ts";
import type { Project } from "../../src/spec/project.ts";
import { never } from "../support/engines.ts";
import { projectOf } from "../support/scenario.ts";

const folder = mkdtempSync(join(tmpdir(), "wdl-"));
afterAll(() => rmSync(folder, { recursive: true }));

const mounting = (...files: readonly string[]): Promise<Project> =>
  projectOf(
    JSON.stringify({
      services: { a: { image: "x", secrets: files.map((_, i) => `s${i}`) } },
      secrets: Object.fromEntries(files.map((file, i) => [`s${i}`, { file: join(folder, file) }])),
    }),
  );

test("a mounted file is known by the hash of what is in it", async () => {
  writeFileSync(join(folder, "one"), "text");
  expect(await fileHashes(await mounting("one"), never)).toEqual({ [join(folder, "one")]: sha256("text") });
});

test("what is missing, a folder or a pipe is left out, and nothing waits for it", async () => {
  execFileSync("mkfifo", [join(folder, "pipe")]);
  expect(await fileHashes(await mounting("missing", ".", "pipe"), never)).toEqual({});
});
