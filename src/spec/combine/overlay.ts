/** What is laid over a project's files from outside, such as by the command line: a document like theirs, merged last. */
import type { Overlay } from "../load-request.ts";
import { entriesOf, get, mapOf, withEntries } from "../tree/edit.ts";
import type { MapNode } from "../tree/tree.ts";
import type { Variables } from "../variables/variables.ts";
import { mergeAll } from "./merge.ts";
import { withoutTags } from "./reset.ts";
import type { Tools } from "./tools.ts";

/** The tree with the overlay over it; of services that the files do not have it makes none. */
export async function laidOver(
  tree: MapNode,
  { name, text }: Overlay,
  variables: Variables,
  tools: Tools,
): Promise<MapNode> {
  tools.library.know(name, text);
  const known = entriesOf(get(tree, "services"));
  const documents = (await tools.library.documents(name, "overlay")).map((document) => {
    const services = get(document, "services");
    const own = [...entriesOf(services)].filter(([service]) => known.has(service));
    return tools.fill(withEntries(document, [["services", mapOf(own, services?.place ?? document.place)]]), variables);
  });
  return withoutTags(mergeAll([tree, ...documents], tools.report));
}
