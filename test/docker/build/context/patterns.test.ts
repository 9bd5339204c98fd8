import { expect, test } from "vitest";
import { decide, type Fitting, ignoreLines, parsePatterns } from "../../../../src/docker/build/context/patterns.ts";
import table from "./ignore-cases.json" with { type: "json" };

/** As a walk does it: what fits a folder is handed down. */
function ignored(file: string, paths: readonly string[]): readonly string[] {
  const patterns = parsePatterns(ignoreLines(file));
  return paths.filter((path) => {
    const steps = path.split("/");
    let above: Fitting | undefined;
    let isMatched = false;
    for (const depth of steps.keys()) {
      const decision = decide(patterns, steps.slice(0, depth + 1).join("/"), above);
      above = decision.fitting;
      isMatched = decision.isMatched;
    }
    return isMatched;
  });
}

test.each(table.cases)("an ignore file is read as docker reads it: $file", ({ file, ignored: expected, invalid }) => {
  if (invalid) expect(() => ignored(file, table.paths)).toThrow(/invalid pattern/);
  else expect(ignored(file, table.paths)).toEqual(expected);
});
