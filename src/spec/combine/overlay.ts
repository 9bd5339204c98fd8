/** What is laid over a project's files from outside, such as by the command line: a document like theirs, merged last. */
import type { Overlay } from "../load-request.ts";
import { entriesOf, get, mapOf, withEntries } from "../tree/edit.ts";
import type { MapNode } from "../tree/tree.ts";
import type { Variables } from "../variables/variables.ts";
import { mergeAll } from "./merge.ts";
import { withoutTags } from "./reset.ts";
import type { Tools } from "./tools.ts";

/** The tree with the overlay over it: it makes no services, and its volumes are those that the files leave out. */
export async function laidOver(
  tree: MapNode,
  { name, text }: Overlay,
  variables: Variables,
  tools: Tools,
): Promise<MapNode> {
  tools.library.know(name, text);
  const [services, volumes] = [entriesOf(get(tree, "services")), entriesOf(get(tree, "volumes"))];
  const documents = (await tools.library.documents(name, "overlay")).map((document) => {
    const kept = (key: string, isMeant: (name: string) => boolean): MapNode =>
      mapOf(
        [...entriesOf(get(document, key))].filter(([one]) => isMeant(one)),
        document.place,
      );
    return tools.fill(
      withEntries(document, [
        ["services", kept("services", (one) => services.has(one))],
        ["volumes", kept("volumes", (one) => !volumes.has(one))],
      ]),
      variables,
    );
  });
  return withoutTags(mergeAll([tree, ...documents], tools.report));
}
