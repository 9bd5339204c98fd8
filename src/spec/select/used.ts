/** Networks, volumes, configs, secrets and models that no loaded service uses are no part of the project. */
import { at, entriesOf, get, itemsOf, mapValues, textOf, update } from "../tree/edit.ts";
import type { MapNode, Node } from "../tree/tree.ts";

/** Section → the keys in it that a service uses. */
const uses: Readonly<Record<string, (service: Node) => Iterable<string>>> = {
  networks: (service) => entriesOf(get(service, "networks")).keys(),
  volumes: (service) =>
    itemsOf(get(service, "volumes")).flatMap((mount) =>
      textOf(get(mount, "type")) === "volume" ? (textOf(get(mount, "source")) ?? []) : [],
    ),
  configs: (service) => sourcesOf(get(service, "configs")),
  secrets: (service) => [...sourcesOf(get(service, "secrets")), ...sourcesOf(at(service, "build", "secrets"))],
  models: (service) => entriesOf(get(service, "models")).keys(),
};

const sourcesOf = (grants: Node | undefined): string[] =>
  itemsOf(grants).flatMap((item) => textOf(get(item, "source")) ?? []);

export function usedOnly(tree: MapNode): MapNode {
  const services = [...entriesOf(get(tree, "services")).values()].map((entry) => entry.value);
  return Object.entries(uses).reduce((node, [section, usedBy]) => {
    const used = new Set(services.flatMap((service) => [...usedBy(service)]));
    return update(node, [section], (all) => ({
      ...all,
      entries: new Map([...all.entries].filter(([key]) => used.has(key))),
    }));
  }, tree);
}

/** Without dependencies that may be absent and are: text that names a service must have it. */
export function presentNeeds(tree: MapNode): MapNode {
  const services = entriesOf(get(tree, "services"));
  return update(tree, ["services"], (all) =>
    mapValues(all, (service) =>
      service.kind !== "map"
        ? service
        : update(service, ["depends_on"], (needs) =>
            mapValues(needs, (need, name) => (services.has(name) ? need : undefined)),
          ),
    ),
  );
}
