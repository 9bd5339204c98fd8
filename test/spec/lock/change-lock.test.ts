import { expect, test } from "vitest";
import { changed, changesOf, type Found } from "../../../src/spec/lock/change-lock.ts";
import { type Lock, lockText } from "../../../src/spec/lock/lock.ts";

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const [before, now] = ["2026-01-01T00:00:00Z", "2026-02-02T00:00:00Z"];
const amd64 = (digit: string): Found["platforms"] => [{ platform: "linux/amd64", digest: digest(digit) }];

const lock: Lock = new Map([
  ["nginx", { digest: digest("1"), checkedAt: before, platforms: amd64("2") }],
  ["redis", { digest: digest("3"), checkedAt: before, platforms: [{ platform: "linux/amd64" }] }],
]);
const all = new Set(lock.keys());

test("the same digest changes nothing, not even the time", () => {
  const changes = changesOf(lock, all, new Map([["nginx", { digest: digest("1"), platforms: amd64("2") }]]), now);
  expect(changes.map(({ image, kind }) => [image, kind])).toEqual([
    ["nginx", "kept"],
    ["redis", "kept"],
  ]);
  expect(lockText(changed(changes))).toBe(lockText(lock));
});

test("another digest is new, with its platforms and time; a new image is added, one that nobody uses goes", () => {
  const found = new Map<string, Found>([
    ["nginx", { digest: digest("5"), platforms: amd64("6") }],
    ["busybox", { digest: digest("7"), platforms: [] }],
  ]);
  const changes = changesOf(lock, new Set(["nginx", "busybox"]), found, now);
  expect(changes.map(({ image, kind }) => [image, kind])).toEqual([
    ["busybox", "added"],
    ["nginx", "moved"],
    ["redis", "removed"],
  ]);
  expect([...changed(changes)]).toEqual([
    ["busybox", { digest: digest("7"), checkedAt: now, platforms: [] }],
    ["nginx", { digest: digest("5"), checkedAt: now, platforms: amd64("6") }],
  ]);
});

test("what a platform's digest is, is learnt and never forgotten", () => {
  const look = (from: Lock, platforms: Found["platforms"]): Lock =>
    changed(changesOf(from, all, new Map([["redis", { digest: digest("3"), platforms }]]), now));
  const known = look(lock, amd64("4"));
  expect(known.get("redis")).toEqual({ digest: digest("3"), checkedAt: now, platforms: amd64("4") });
  expect(look(known, [{ platform: "linux/amd64" }])).toEqual(known);
});
