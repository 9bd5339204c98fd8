import { describe, expect, test } from "vitest";
import { Transfer } from "../../../src/cli/render/transfer.ts";
import type { Progress } from "../../../src/core/events.ts";

/** What is shown at a time, after what was told before. */
function shown(atMs: number, ...told: readonly (readonly [atMs: number, progress: Progress])[]): string {
  const transfer = new Transfer();
  for (const [at, progress] of told) transfer.see(progress, at);
  return transfer.text(atMs);
}

const loading = (part: string, current: number, total: number): Progress => ({
  part,
  text: "Downloading",
  current: current * 1_000_000,
  total: total * 1_000_000,
});

describe("how far an image has come", () => {
  test("is what all its layers have together, how fast that is, and how long the rest takes", () => {
    expect(
      shown(
        2_000,
        [0, loading("a", 0, 10)],
        [0, loading("b", 0, 30)],
        [2_000, loading("a", 10, 10)],
        [2_000, loading("b", 10, 30)],
      ),
    ).toBe("20.0MB of 40.0MB, 10.0MB/s, 2.0s left");
  });

  test("says no time while a layer has not told how much it is", () => {
    expect(
      shown(2_000, [0, loading("a", 0, 10)], [0, { part: "b", text: "Waiting" }], [2_000, loading("a", 5, 10)]),
    ).toBe("5.0MB of 10.0MB, 2.5MB/s");
  });

  test("says no rate before it is more than a guess, and none of what stands still", () => {
    expect(shown(500, [0, loading("a", 0, 10)], [500, loading("a", 5, 10)])).toBe("5.0MB of 10.0MB");
    expect(shown(60_000, [0, loading("a", 0, 10)], [500, loading("a", 5, 10)])).toBe("5.0MB of 10.0MB");
  });

  test("goes by the last few seconds", () => {
    expect(
      shown(20_000, [0, loading("a", 0, 100)], [16_000, loading("a", 80, 100)], [20_000, loading("a", 84, 100)]),
    ).toBe("84.0MB of 100.0MB, 1.0MB/s, 16s left");
  });

  test("never falls, and never goes beyond the whole", () => {
    expect(shown(500, [0, loading("a", 8, 10)], [100, loading("a", 2, 10)])).toBe("8.0MB of 10.0MB");
    expect(shown(500, [0, loading("a", 12, 10)], [0, loading("b", 0, 10)])).toBe("10.0MB of 20.0MB");
  });

  test("is layers once all bytes are here, whatever extracting counts", () => {
    expect(
      shown(
        500,
        [0, loading("a", 10, 10)],
        [0, { part: "a", text: "Download complete" }],
        [0, { part: "a", text: "Extracting" }],
        [0, { part: "b", text: "Already exists" }],
      ),
    ).toBe("1 of 2 layers");
  });

  test("is that of a push, too", () => {
    expect(
      shown(
        500,
        [0, { part: "a", text: "Pushing", current: 5_000, total: 10_000 }],
        [0, { part: "b", text: "Layer already exists" }],
      ),
    ).toBe("5.0kB of 10.0kB");
  });

  test("is what stands in the way, until it goes on", () => {
    const retry: Progress = { kind: "retry", text: "Retrying in 2s: EOF" };
    expect(shown(500, [0, loading("a", 5, 10)], [0, retry])).toBe("Retrying in 2s: EOF");
    expect(shown(500, [0, loading("a", 5, 10)], [0, retry], [0, loading("a", 6, 10)])).toBe("6.0MB of 10.0MB");
  });

  test("is nothing before anything is known", () => {
    expect(shown(0)).toBe("");
    expect(shown(0, [0, { part: "1", text: "Pulling from app" }], [0, { part: "a", text: "Waiting" }])).toBe("");
  });
});
