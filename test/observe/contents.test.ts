/** What is in configs and secrets, as a running plan asks for it: by name. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sha256 } from "../../src/core/sha256.ts";
import { contentsOf } from "../../src/observe/contents.ts";
import type { Project } from "../../src/spec/project.ts";
import { never } from "../support/engines.ts";
import { projectOf } from "../support/scenario.ts";

const folder = mkdtempSync(join(tmpdir(), "wdl-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, "one");
const project = (): Promise<Project> =>
  projectOf(
    `services: {a: {image: x, secrets: [s.t], configs: [c, f]}}
secrets: {s.t: {environment: E}}
configs: {c: {content: é}, f: {file: ${file}}, gone: {file: ${join(folder, "gone")}}}`,
    {},
    { allResources: true },
    { E: "from outside" },
  );

const noLogins = { logins: async () => undefined };

test.each([
  ["secrets.s.t", "from outside"],
  ["configs.c", "é"],
  ["configs.f", "on disk"],
])("%s is known by its bytes and by their hash", async (name, text) => {
  writeFileSync(file, "on disk");
  const contents = contentsOf(await project(), noLogins);
  expect(Buffer.from(await contents.bytes(name, never)).toString()).toBe(text);
  expect(await contents.hash(name, never)).toBe(sha256(text));
});

test("a file that is not there has no hash, and a name that is not there is an error", async () => {
  const contents = contentsOf(await project(), noLogins);
  expect(await contents.hash("configs.gone", never)).toBeUndefined();
  await expect(contents.bytes("secrets.none", never)).rejects.toThrow("no content for secrets.none");
  await expect(contents.hash("configs.none", never)).rejects.toThrow("no content for configs.none");
});

test("logins are read when they are asked for, and once: what is copied is what its hash says", async () => {
  let reads = 0;
  const contents = contentsOf(await project(), { logins: async () => `read ${++reads}` });
  expect(reads).toBe(0);
  expect(await contents.hash("configs.#apisocket", never)).toBe(sha256("read 1"));
  expect(Buffer.from(await contents.bytes("configs.#apisocket", never)).toString()).toBe("read 1");
});
