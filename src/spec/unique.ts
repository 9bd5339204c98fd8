/** One entry for each port, mount target and the like: a later one stands in the place of the earlier. A table by path. */

import { scalarText } from "./canonical-values.ts";
import { get, mapValues, update } from "./edit.ts";
import type { MapNode, Node } from "./tree.ts";

const field = (node: Node, key: string, otherwise = ""): string => {
  const value = get(node, key);
  return value?.kind === "scalar" && value.value !== null ? scalarText(value.value) : otherwise;
};

/** Attribute of a service → what makes two of its items the same thing. */
const keys: Readonly<Record<string, (item: Node) => string>> = {
  ports: (item) =>
    `${field(item, "host_ip", "0.0.0.0")}:${field(item, "published")}:${field(item, "target")}/${field(item, "protocol", "tcp")}`,
  devices: (item) => field(item, "target"),
  volumes: (item) => field(item, "target"),
  configs: (item) => field(item, "target", `/${field(item, "source")}`),
  secrets: (item) => field(item, "target", `/run/secrets/${field(item, "source")}`),
};

export function unique(tree: MapNode): MapNode {
  return update(tree, ["services"], (services) =>
    mapValues(services, (service) =>
      service.kind === "map"
        ? mapValues(service, (value, attribute) => {
            const key = Object.hasOwn(keys, attribute) ? keys[attribute] : undefined;
            if (key === undefined || value.kind !== "list" || value.items.length < 2) return value;
            return {
              ...value,
              items: [...new Map(value.items.map((item) => [item.kind === "map" ? key(item) : item, item])).values()],
            };
          })
        : service,
    ),
  );
}
