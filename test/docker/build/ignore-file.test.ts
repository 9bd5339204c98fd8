import { describe, expect, test } from "vitest";
import { parseIgnoreFile } from "../../../src/docker/build/ignore-file.ts";

const ignored = (text: string, ...paths: readonly string[]): readonly string[] => {
  const file = parseIgnoreFile(text, ["Dockerfile"]);
  return paths.filter((path) => file.ignores(path));
};

describe("an ignore file", () => {
  test("ignores a folder and all beneath, and matches by letter case", () => {
    expect(ignored("a/\n*.log\n", "a", "a/b/c", "A", "x.log", "d/x.log")).toEqual(["a", "a/b/c", "x.log"]);
    expect(ignored("**/*.log", "x.log", "d/e/x.log")).toEqual(["x.log", "d/e/x.log"]);
  });

  test("never ignores itself and the Dockerfile", () => {
    expect(ignored("*\n", "Dockerfile", ".dockerignore", "a")).toEqual(["a"]);
  });

  test("has exceptions, the last rule counts", () => {
    expect(ignored("logs\n!logs/keep\n", "logs/a", "logs/keep")).toEqual(["logs/a"]);
  });

  test("has comments, a byte order mark and signs that mean themselves", () => {
    expect(ignored("\uFEFFa\n# b\nc++\n(d)\ne|f\n", "a", "b", "c++", "(d)", "e", "e|f")).toEqual([
      "a",
      "c++",
      "(d)",
      "e|f",
    ]);
  });

  test("says which ignored folders must be walked for an exception", () => {
    const file = parseIgnoreFile("*\n!a/b/*.txt\n", ["docker/Dockerfile"]);
    expect(["a", "a/b", "a/b/c", "docker"].map((path) => file.mayKeepBeneath(path))).not.toContain(false);
    expect(["b", "ab", "node_modules"].map((path) => file.mayKeepBeneath(path))).not.toContain(true);
    expect(parseIgnoreFile("*\n!**/x", []).mayKeepBeneath("anything")).toBe(true);
  });
});
