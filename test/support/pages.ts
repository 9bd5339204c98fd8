/** What the project's pages have their readers type. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** @param page `README.md`, `docs/graph.md` */
export const pageText = (page: string): string => readFileSync(join(root, page), "utf8");

/** The lines of a text's blocks that call the command, without it; ` · ` stands between several, `#` before what is said of them. */
export function callsOf(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^```(?:console|sh|)\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
  return blocks
    .flatMap((block) => block.split("\n"))
    .flatMap((line) => /^(?:\$ )?windlass (.*)$/.exec(line)?.slice(1) ?? [])
    .flatMap((line) => line.replace(/ +# .*$/, "").split(" · "));
}
