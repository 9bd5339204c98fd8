import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compileCacheFolder } from "../../../src/cli/process/compile-cache.ts";

const me = process.getuid?.() ?? 0;
let home: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "windlass-cache-")));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const found = (env: Record<string, string> = { HOME: home }, user = me): string | undefined =>
  compileCacheFolder(env, user);

test("it is made below the user's home, for the user alone", () => {
  expect(found()).toBe(join(home, ".cache/windlass/compiled"));
  expect(statSync(join(home, ".cache/windlass/compiled")).mode & 0o777).toBe(0o700);
  expect(statSync(join(home, ".cache/windlass")).mode & 0o777).toBe(0o700);
  expect(found()).toBe(join(home, ".cache/windlass/compiled"));
});

test("XDG_CACHE_HOME says where caches are, unless it is relative", () => {
  expect(found({ HOME: "/nonexistent", XDG_CACHE_HOME: join(home, "caches") })).toBe(
    join(home, "caches/windlass/compiled"),
  );
  expect(found({ HOME: home, XDG_CACHE_HOME: "caches" })).toBeUndefined();
});

test.each([
  ["that others can read", () => chmodSync(join(home, ".cache/windlass/compiled"), 0o755)],
  ["that others can write to", () => chmodSync(join(home, ".cache/windlass/compiled"), 0o777)],
  ["whose parent others can write to", () => chmodSync(join(home, ".cache/windlass"), 0o777)],
  ["below a folder that others can write to", () => chmodSync(home, 0o777)],
  [
    "that is a symbolic link",
    () => {
      rmSync(join(home, ".cache/windlass/compiled"), { recursive: true });
      mkdirSync(join(home, "elsewhere"), { mode: 0o700 });
      symlinkSync(join(home, "elsewhere"), join(home, ".cache/windlass/compiled"));
    },
  ],
  [
    "whose parent is a symbolic link",
    () => {
      rmSync(join(home, ".cache/windlass"), { recursive: true });
      mkdirSync(join(home, "elsewhere/compiled"), { recursive: true, mode: 0o700 });
      symlinkSync(join(home, "elsewhere"), join(home, ".cache/windlass"));
    },
  ],
])("a folder %s is not used", (_what, spoil) => {
  expect(found()).toBeDefined();
  spoil();
  expect(found()).toBeUndefined();
});

test("another user's folder is not used, and no error is made of a place that cannot be had", () => {
  expect(found()).toBeDefined();
  expect(found({ HOME: home }, me + 1)).toBeUndefined();
  expect(found({ HOME: "/dev/null" })).toBeUndefined();
});

test("in a shared sticky folder, the user's own is used", () => {
  chmodSync(home, 0o1777);
  expect(found()).toBeDefined();
});
