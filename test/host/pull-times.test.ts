import { chmodSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lastPull, rememberPull } from "../../src/host/pull-times.ts";

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "wdl-pulls-"));
});
afterEach(() => {
  chmodSync(cache, 0o700);
  rmSync(cache, { recursive: true });
});

const app = { engine: "id", image: "app:1" };

test("a pull is remembered by engine, image and platform", async () => {
  const env = { XDG_CACHE_HOME: cache };
  await rememberPull(app, env);
  expect(Math.abs(Date.now() - ((await lastPull(app, env)) ?? 0))).toBeLessThan(60_000);
  for (const other of [{ engine: "other" }, { image: "app:2" }, { platform: "linux/arm64" }])
    expect(await lastPull({ ...app, ...other }, env)).toBeUndefined();
});

test("another pull renews the time, with the same file", async () => {
  const env = { HOME: cache };
  await rememberPull(app, env);
  const folder = join(cache, ".cache/windlass/pulls");
  const [file = ""] = readdirSync(folder);
  utimesSync(join(folder, file), 1, 1);
  expect(await lastPull(app, env)).toBe(1_000);
  await rememberPull(app, env);
  expect(await lastPull(app, env)).toBeGreaterThan(1_000);
  expect(readdirSync(folder)).toEqual([file]);
});

test("without a place for it, nothing is known and nothing fails", async () => {
  await rememberPull(app, {});
  expect(await lastPull(app, {})).toBeUndefined();
  const env = { XDG_CACHE_HOME: "/dev/null" };
  await rememberPull(app, env);
  expect(await lastPull(app, env)).toBeUndefined();
});
