/** Project files that people wrote: those of the tests and examples, and others that may stand beside the checkout. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shared } from "../../support/shared.ts";

export interface YamlFile {
  readonly path: string;
  readonly text: string;
}

const root: string = join(import.meta.dirname, "../../..");

const filesIn = (folder: string): readonly YamlFile[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .toSorted()
    .map((name) => join(folder, name))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));

export const ownFiles: readonly YamlFile[] = [...filesIn(join(root, "test")), ...filesIn(join(root, "examples"))];

const corpus: string | undefined = shared("corpus");

export const foreignFiles: readonly YamlFile[] = corpus === undefined ? [] : filesIn(corpus);
