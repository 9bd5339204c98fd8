/** Documents → one tree: variables, then what a document includes, then what its services extend, then it merges over the earlier. */

import { fail } from "../tree/report.ts";
import { counter, excess, mostOfProject } from "../tree/size.ts";
import type { MapNode } from "../tree/tree.ts";
import { extender } from "./extend.ts";
import { type Assemble, includer } from "./include.ts";
import { mergeAll } from "./merge.ts";
import { withoutTags } from "./reset.ts";
import type { Tools } from "./tools.ts";

/**
 * For one load. A document may extend what it includes; it does not see the services of earlier documents, and its tags
 * (`!reset`, `!override`) act on all that is below it: what it includes, what its services extend, and earlier documents.
 */
export function assembler(tools: Tools): Assemble {
  const extend = extender(tools);
  const sizeOf = counter();
  const include = includer((...input) => assemble(...input), tools);
  const assemble: Assemble = async (documents, scope, trail) => {
    const whole: MapNode[] = [];
    for (const document of documents) {
      const filled = tools.fill(document, scope.variables);
      whole.push(await extend(await include(filled, scope, trail), scope));
    }
    const tree = withoutTags(mergeAll(whole, tools.report));
    const { values, characters } = mostOfProject;
    const most = { values, characters: Math.max(characters, 4 * (tools.context.maxFileBytes ?? 0)) };
    const wrong = excess(sizeOf(tree), most);
    if (wrong === undefined) return tree;
    fail(tools.report, "yaml-too-large", `all files together hold ${wrong}`, { place: tree.place });
    return { ...tree, entries: new Map() };
  };
  return assemble;
}
