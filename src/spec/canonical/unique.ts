/** One entry for each port, mount target, name and the like: a later one stands in the place of the earlier. A table by path. */

import { get, mapItems, mapValues, textOf } from "../tree/edit.ts";
import { below, type Rules, rulesOf } from "../tree/rules.ts";
import type { MapNode, Node } from "../tree/tree.ts";
import { scalarText } from "./canonical-values.ts";

/** What makes two items the same thing. */
type Key = (item: Node) => unknown;

const field = (node: Node, key: string, otherwise = ""): string => {
  const value = get(node, key);
  return value?.kind === "scalar" && value.value !== null ? scalarText(value.value) : otherwise;
};

/** A key of long forms; an item that is none is only itself. */
const ofLong =
  (key: (item: Node) => string): Key =>
  (item) =>
    item.kind === "map" ? key(item) : item;

const itself: Key = (item) => (item.kind === "scalar" ? scalarText(item.value) : item);

/** `K=V` words that are a list all the same: one for each key. */
const word: Key = (item) => textOf(item)?.split("=", 1)[0] ?? itself(item);

const target = ofLong((item) => field(item, "target"));

const keys: Rules<Key> = rulesOf<Key>([
  ["services.*.build.tags", word],
  ["services.*.cap_add", word],
  ["services.*.cap_drop", word],
  ["services.*.configs", ofLong((item) => field(item, "target", `/${field(item, "source")}`))],
  ["services.*.device_cgroup_rules", itself],
  ["services.*.devices", target],
  ["services.*.dns", word],
  ["services.*.dns_opt", word],
  ["services.*.dns_search", word],
  ["services.*.expose", itself],
  ["services.*.external_links", itself],
  ["services.*.group_add", itself],
  ["services.*.links", word],
  ["services.*.networks.*.aliases", word],
  ["services.*.networks.*.link_local_ips", word],
  [
    "services.*.ports",
    ofLong(
      (item) =>
        `${field(item, "host_ip", "0.0.0.0")}:${field(item, "published")}:${field(item, "target")}/${field(item, "protocol", "tcp")}`,
    ),
  ],
  ["services.*.profiles", word],
  ["services.*.secrets", ofLong((item) => field(item, "target", `/run/secrets/${field(item, "source")}`))],
  ["services.*.security_opt", itself],
  ["services.*.tmpfs", word],
  ["services.*.volumes", target],
  ["services.*.volumes_from", itself],
]);

/** For a tree in its long forms. */
export function unique(tree: MapNode): MapNode {
  return mapValues(tree, (value, key) => visit(value, below(keys, key)));
}

function visit(node: Node, rules: Rules<Key> | undefined): Node {
  if (rules === undefined || node.kind === "scalar") return node;
  if (node.kind === "map") return mapValues(node, (value, key) => visit(value, below(rules, key)));
  const key = rules.rule;
  if (key === undefined) return mapItems(node, (item, index) => visit(item, below(rules, index)));
  if (node.items.length < 2) return node;
  const items = [...new Map(node.items.map((item) => [key(item), item])).values()];
  return items.length === node.items.length ? node : { ...node, items };
}
