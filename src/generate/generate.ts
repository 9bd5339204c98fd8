/**
 * Containers → a Compose file that asks for such containers. Networks and volumes are named as external: the file uses those
 * that the containers have, with their data, and makes none.
 */
import type { Ordered, OrderedMap } from "../core/ordered-json.ts";
import type { ContainerConfig, ContainerRef, Mount } from "../engine/container-config.ts";
import { labels } from "../engine/labels.ts";
import type { ContainerFact, ImageFact } from "../engine/port.ts";
import { serviceKeys } from "../spec/render/shapes.ts";
import { type About, attributes } from "./attributes.ts";

export interface Found {
  readonly container: ContainerFact;
  /** Absent where it is gone. */
  readonly image: ImageFact | undefined;
  /** Volumes that it has of other containers. */
  readonly borrowed: ReadonlySet<string>;
}

/** @param found in the order in which they were asked for */
export function generated(found: readonly Found[], name: string | undefined): OrderedMap {
  const named = serviceNames(found.map(({ container }) => container));
  const keys = { networks: new Map<string, string>(), volumes: new Map<string, string>() };
  const keyOf: About["keyOf"] = (kind, asked) => {
    const free = [...keys[kind].values()];
    const key = keys[kind].get(asked) ?? unlike(free, asked.replaceAll(/[^a-zA-Z0-9._-]/g, "_"));
    keys[kind].set(asked, key);
    return key;
  };
  const serviceOf = (ref: ContainerRef): string | undefined =>
    ref.by === "id" ? [...named].find(([{ id, name: own }]) => id === ref.id || own === ref.id)?.[1] : undefined;
  const groups = Map.groupBy(found, ({ container }) => named.get(container) ?? "");
  const services = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([service, [first, ...others]]): [string, Ordered] => [
      service,
      first === undefined ? new Map() : serviceText(first, service, others.length + 1, { keyOf, serviceOf }),
    ]);
  return new Map<string, Ordered>([
    ...(name === undefined ? [] : [["name", name] as const]),
    ["services", new Map(services)],
    ...section("networks", keys.networks),
    ...section("volumes", keys.volumes),
  ]);
}

const section = (kind: string, keys: ReadonlyMap<string, string>): readonly (readonly [string, Ordered])[] =>
  keys.size === 0
    ? []
    : [
        [
          kind,
          new Map(
            [...keys]
              .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
              .map(([name, key]): [string, Ordered] => [
                key,
                new Map<string, Ordered>([
                  ["name", name],
                  ["external", true],
                ]),
              ]),
          ),
        ],
      ];

/** As an earlier Compose file called it, or as the container is called; those of one service of one project are one. */
function serviceNames(containers: readonly ContainerFact[]): ReadonlyMap<ContainerFact, string> {
  const taken = new Map<string, string>();
  return new Map(
    containers.map((container) => {
      const { [labels.service]: service, [labels.project]: project = "" } = container.labels;
      const whole = service === undefined ? `container ${container.name}` : `service ${project} ${service}`;
      const name = taken.get(whole) ?? unlike([...taken.values()], service ?? container.name);
      taken.set(whole, name);
      return [container, name];
    }),
  );
}

/** The name, or one like it that is free. */
function unlike(taken: readonly string[], name: string): string {
  for (let number = 1; ; number++) {
    const one = number === 1 ? name : `${name}-${number}`;
    if (!taken.includes(one)) return one;
  }
}

function serviceText(found: Found, service: string, scale: number, names: Pick<About, "keyOf" | "serviceOf">): Ordered {
  const config = wholeConfig(found, service);
  const about: About = { config, image: found.image, ...names };
  const all = Object.entries(attributes).flatMap(([field, row]) => {
    const value = config[field as keyof ContainerConfig];
    // Each row is of the field's own type, as in the table.
    return value === undefined ? [] : Object.entries((row as (value: unknown, about: About) => object)(value, about));
  });
  const written = [...all, ...(scale > 1 ? [["scale", scale] as const] : [])].filter(
    (entry): entry is [string, Ordered] => !isNothing(entry[1]),
  );
  return new Map(written.toSorted(([a], [b]) => serviceKeys.indexOf(a) - serviceKeys.indexOf(b)));
}

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (value instanceof Map && value.size === 0);

/** With volumes that have no name of their own, which only its mounts tell; without names that Compose gives anyway. */
function wholeConfig(
  { container: { config, mounts, name }, image, borrowed }: Found,
  service: string,
): ContainerConfig {
  const known = new Set([...config.mounts.map(({ target }) => target), ...(image?.volumes ?? [])]);
  const unnamed = mounts
    .filter(({ type, source, target }) => type === "volume" && !known.has(target) && !borrowed.has(source))
    .map(({ target }): Mount => ({ type: "volume", target, readOnly: false, noCopy: false }));
  return {
    ...config,
    mounts: [...config.mounts, ...unnamed],
    networks: config.networks.map((endpoint) => ({
      ...endpoint,
      aliases: endpoint.aliases.filter((alias) => alias !== service && alias !== name),
    })),
  };
}
