/**
 * The paths that a build names, with all that links on the way lead to, as patterns: then what a link points to is sent
 * along with the link.
 */

import { cleanPath } from "../../../core/clean-path.ts";
import { parsePatterns } from "./patterns.ts";
import type { Tree } from "./tree.ts";
import { pathOf, textOfPath } from "./tree.ts";

/**
 * @param paths relative to the root, or from the root with a slash; a name may be a pattern
 * @returns undefined where everything is meant
 */
export async function followLinks(tree: Tree, paths: readonly string[]): Promise<readonly string[] | undefined> {
  const found = new Set<string>();
  const visit = async (path: string): Promise<void> => {
    const steps = relativeTo(path).split("/").filter(Boolean);
    if (steps.length === 0) return void found.add(".");
    for (const depth of steps.keys()) {
      const here = steps.slice(0, depth + 1).join("/");
      const targets = await targetsOf(tree, here);
      const isLast = depth === steps.length - 1;
      if (targets.length > 0 || isLast) {
        if (found.has(here)) return;
        found.add(here);
      }
      if (targets.length > 0) {
        for (const target of targets) await visit([target, ...steps.slice(depth + 1)].join("/"));
        return;
      }
    }
  };
  for (const path of paths) await visit(pathOf(path));
  if (found.has(".")) return undefined;
  const sorted = [...found].sort().map(textOfPath);
  return sorted.filter((path) => !sorted.some((other) => path.startsWith(`${other}/`)));
}

/** Never above the root. */
const relativeTo = (path: string): string => cleanPath(`/${path}`).slice(1);

/** Where the links that a path means point to, from the root. */
async function targetsOf(tree: Tree, path: string): Promise<readonly string[]> {
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  const name = path.slice(folder === "" ? 0 : folder.length + 1);
  const names = /[*?[]/.test(name) ? await matching(tree, folder, name) : [name];
  const targets = await Promise.all(
    names.map(async (one) => {
      const target = (await tree.look(folder === "" ? one : `${folder}/${one}`))?.target;
      if (target === undefined) return [];
      return [target.startsWith("/") ? target : `${folder}/${target}`];
    }),
  );
  return targets.flat();
}

async function matching(tree: Tree, folder: string, name: string): Promise<readonly string[]> {
  const [pattern] = parsePatterns([textOfPath(name)]);
  const names = (await tree.look(folder))?.names ?? [];
  return pattern === undefined ? [] : names.filter((one) => pattern.fits(textOfPath(one)));
}
