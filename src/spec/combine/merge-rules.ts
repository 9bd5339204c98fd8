/** What merges in its own way: a table by path. What is not listed merges as merge.ts says. */

import { keyedMap } from "../short/keyed.ts";
import { entriesOf, entry, get, listOf, made, mapOf, scalar, textOf } from "../tree/edit.ts";
import { type Rules, rulesOf } from "../tree/rules.ts";
import type { Node } from "../tree/tree.ts";

export type MergeRule =
  /** The later one, whatever it is, null too. */
  | "replace"
  | {
      /** Brings both to one form before they merge; what it can't read stays as it is. */
      readonly normal: (node: Node) => Node;
      /** Two lists as one. Absent: all items. */
      readonly joined?: (items: readonly Node[]) => readonly Node[];
      /** Values of a mapping replace each other, null too. */
      readonly nullWins?: boolean;
      /** The later one replaces the earlier as a whole. */
      readonly replaces?: (base: Node, over: Node) => boolean;
    };

const same = (node: Node): Node => node;

/** `K=V` lists and mappings: one mapping, the later value of a key wins. */
const keyed: MergeRule = { normal: keyedMap, nullWins: true };

const asList = (node: Node): Node => (node.kind === "scalar" ? listOf([node], node.place) : node);

/** Appended; of items with one key the last, in the place of the first. */
const oneEach = (key: (item: Node) => unknown): MergeRule => ({
  normal: asList,
  joined: (items) => [...new Map(items.map((item) => [key(item), item])).values()],
});

const itself = (item: Node): unknown => (item.kind === "scalar" ? String(item.value) : item);

const set: MergeRule = oneEach(itself);

/** `K=V` words that are a list all the same: one for each key. */
const options: MergeRule = oneEach((item) => textOf(item)?.split("=", 1)[0] ?? itself(item));

/** env_file: one entry for each path. */
const files: MergeRule = oneEach((item) => textOf(item) ?? textOf(get(item, "path")) ?? item);

const list: MergeRule = { normal: asList };

/** A list of names means a mapping with nothing to say about each. */
const names =
  (value: (item: Node) => Node) =>
  (node: Node): Node =>
    node.kind === "list" && node.items.every((item) => textOf(item) !== undefined)
      ? mapOf(
          node.items.map((item) => [textOf(item) ?? "", entry(value(item), item.place)] as const),
          node.place,
        )
      : node;

const nothing = (item: Node): Node => scalar(null, item);

/** A short dependency says "started" and so overrides an earlier condition. */
const started = (item: Node): Node =>
  mapOf(
    [
      ["condition", entry(scalar("service_started", item))],
      ["required", entry(made(true, item.place))],
    ],
    item.place,
  );

const hosts: MergeRule = {
  normal: (node) => (node.kind === "map" ? listOf(hostLines(node), node.place) : node),
  joined: (items) => [...new Map(items.map((item) => [textOf(item) ?? item, item])).values()],
};

/** `{a: [x, y]}` → `a=x`, `a=y` */
function hostLines(node: Node): readonly Node[] {
  return [...entriesOf(node)].flatMap(([host, { value }]) =>
    (value.kind === "list" ? value.items : [value]).map((address) =>
      address.kind === "scalar" ? scalar(`${host}=${address.value}`, address) : address,
    ),
  );
}

const logging: MergeRule = {
  normal: same,
  replaces: (base, over) => {
    const [before, after] = [textOf(get(base, "driver")), textOf(get(over, "driver"))];
    return before !== undefined && after !== undefined && before !== after;
  },
};

/** One entry for each subnet, its keys merged. */
const subnets: MergeRule = {
  normal: same,
  joined: (items) => {
    const bySubnet = new Map<unknown, Node>();
    for (const item of items) {
      const key = textOf(get(item, "subnet")) ?? item;
      const earlier = bySubnet.get(key);
      const both = earlier?.kind === "map" && item.kind === "map";
      bySubnet.set(key, both ? mapOf([...earlier.entries, ...item.entries], earlier.place) : item);
    }
    return [...bySubnet.values()];
  },
};

const build: MergeRule = {
  normal: (node) => (node.kind === "scalar" ? mapOf([["context", entry(node)]], node.place) : node),
};

export const mergeRules: Rules<MergeRule> = rulesOf<MergeRule>([
  ["services.*.command", "replace"],
  ["services.*.entrypoint", "replace"],
  ["services.*.healthcheck.test", "replace"],
  ["services.*.ulimits.*", "replace"],
  ["services.*.environment", keyed],
  ["services.*.labels", keyed],
  ["services.*.sysctls", keyed],
  ["services.*.build", build],
  ["services.*.annotations", keyed],
  ["services.*.build.additional_contexts", keyed],
  ["services.*.build.args", keyed],
  ["services.*.build.extra_hosts", hosts],
  ["services.*.build.labels", keyed],
  ["services.*.build.tags", options],
  ["services.*.deploy.labels", keyed],
  ["services.*.volumes.*.volume.labels", keyed],
  ["networks.*.labels", keyed],
  ["volumes.*.labels", keyed],
  ["services.*.env_file", files],
  ["services.*.label_file", list],
  ["services.*.dns", options],
  ["services.*.dns_opt", options],
  ["services.*.dns_search", options],
  ["services.*.tmpfs", options],
  ["services.*.cap_add", options],
  ["services.*.cap_drop", options],
  ["services.*.device_cgroup_rules", set],
  ["services.*.expose", set],
  ["services.*.external_links", set],
  ["services.*.group_add", set],
  ["services.*.links", options],
  ["services.*.profiles", options],
  ["services.*.security_opt", set],
  ["services.*.volumes_from", set],
  ["services.*.networks.*.aliases", options],
  ["services.*.networks.*.link_local_ips", options],
  ["services.*.extra_hosts", hosts],
  ["services.*.depends_on", { normal: names(started) }],
  ["services.*.models", { normal: names(nothing) }],
  ["services.*.networks", { normal: names(nothing) }],
  ["services.*.logging", logging],
  ["networks.*.ipam.config", subnets],
]);
