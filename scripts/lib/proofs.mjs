/** Finds in the tests' sources which attribute has a test that proves it, by the calls of test/support/proves.ts. */
import { readdirSync, readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const kinds = { proves: "inside", recorded: "request", loaded: "loaded" };

const call = /^\s*(proves|recorded|loaded)\(\s*(?:"([^"]+)"|\[((?:\s*"[^"]+",?)+)\s*\])/gm;

/** Each attribute that a title names, with the kind of its proof and the file. */
export function foundProofs() {
  const files = readdirSync(new URL("test", root), { recursive: true }).filter((name) => name.endsWith(".test.ts"));
  return files.sort().flatMap((name) => {
    const file = `test/${name.replaceAll("\\", "/")}`;
    return [...readFileSync(new URL(file, root), "utf8").matchAll(call)].flatMap(([, kind, single, several = ""]) => {
      const paths = single ? [single] : [...several.matchAll(/"([^"]+)"/g)].map(([, path]) => path);
      return paths.map((path) => ({ path, proof: kinds[kind], file }));
    });
  });
}
