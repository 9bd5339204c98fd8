/** `provider` → the program that stands for a service. */
import { text, texts } from "../canonical/node-values.ts";
import type { Provider } from "../project.ts";
import { entriesOf, get } from "../tree/edit.ts";
import type { Node } from "../tree/tree.ts";

export function bindProvider(service: Node): Provider | undefined {
  const node = get(service, "provider");
  if (node === undefined) return undefined;
  const options = [...entriesOf(get(node, "options"))].flatMap(([name, { value }]) =>
    texts(value).map((one) => [name, one] as const),
  );
  return { type: text(node, "type") ?? "", options };
}
