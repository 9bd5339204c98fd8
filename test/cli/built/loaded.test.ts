/**
 * What commands load before they do anything: the start-up of most of them is this. A module that one of these lists has
 * and did not have before must be worth it; `-u` writes them again.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadedBy } from "../../support/loaded.ts";

const folder = mkdtempSync(join(tmpdir(), "wdl-loaded-"));
writeFileSync(join(folder, "compose.yaml"), "name: shop\nservices:\n  web:\n    image: busybox\n");
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["version", ["version"]],
  ["help", ["--help"]],
  ["completion", ["__complete", "u"]],
  ["config", ["config"]],
  ["config-quiet", ["config", "-q"]],
])("%s loads what is in its list, and no more", async (name, words) => {
  const loaded = await loadedBy(words, folder, { PATH: process.env.PATH });
  await expect(loaded).toMatchFileSnapshot(`../golden/loaded/${name}.txt`);
});
