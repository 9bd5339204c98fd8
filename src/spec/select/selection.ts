/** Which services are meant: those that the profiles enable, and of these the ones that were named with what they need. */
import { closest } from "../../core/closest.ts";
import { closure } from "../../core/graph.ts";
import type { LoadRequest } from "../load-request.ts";
import { entriesOf, get, itemsOf, textOf } from "../tree/edit.ts";
import { fail, type Report, warn } from "../tree/report.ts";
import type { MapNode, Node } from "../tree/tree.ts";
import type { Variables } from "../variables/variables.ts";

export interface Selection {
  /** All services that profiles or the command line enable. */
  readonly enabled: ReadonlyMap<string, MapNode>;
  /** Name → the profiles that would enable it. */
  readonly disabled: ReadonlyMap<string, readonly string[]>;
  /** Named on the command line. */
  readonly named: ReadonlySet<string>;
  /** To be loaded: the named ones, or all enabled ones, and what these need. */
  readonly wanted: ReadonlySet<string>;
  /** All that services have, sorted. */
  readonly profiles: readonly string[];
}

/** A named service is enabled and its profiles become active. Reports `undefined-service`, warns of `undefined-profile`. */
export function select(tree: MapNode, request: LoadRequest, variables: Variables, report: Report): Selection {
  const services = new Map(
    [...entriesOf(get(tree, "services"))].flatMap(([name, { value }]) =>
      value.kind === "map" ? [[name, value] as const] : [],
    ),
  );
  const named = new Set(request.services.filter((name) => known(name, services, report)));
  const active = new Set(askedProfiles(request, variables));
  tellUnknownProfiles(request.profiles, services.values(), report);
  const enable = new Set([...named, ...(request.enable ?? [])]);
  for (const name of enable) for (const profile of profilesOf(services.get(name))) active.add(profile);
  const isOn = (name: string, service: MapNode): boolean => {
    const profiles = profilesOf(service);
    return (
      profiles.length === 0 || enable.has(name) || active.has("*") || profiles.some((profile) => active.has(profile))
    );
  };
  const enabled = new Map([...services].filter(([name, service]) => isOn(name, service)));
  const off = [...services].filter(([name]) => !enabled.has(name));
  const needs = new Map(
    [...enabled].map(([name, service]) => [name, dependenciesOf(service).filter((need) => enabled.has(need))] as const),
  );
  return {
    enabled,
    disabled: new Map(off.map(([name, service]) => [name, profilesOf(service)])),
    named,
    profiles: [...new Set([...services.values()].flatMap(profilesOf))].sort(),
    wanted:
      request.withoutDependencies && named.size > 0 ? named : closure(needs, named.size > 0 ? named : enabled.keys()),
  };
}

function askedProfiles(request: LoadRequest, variables: Variables): readonly string[] {
  if (request.profiles.length > 0) return request.profiles;
  return (variables.get("COMPOSE_PROFILES") ?? "")
    .split(",")
    .map((profile) => profile.trim())
    .filter((profile) => profile !== "");
}

/** A profile that no service has enables nothing: most likely it is misspelt. COMPOSE_PROFILES may be meant for many projects. */
function tellUnknownProfiles(asked: readonly string[], services: Iterable<MapNode>, report: Report): void {
  const known = new Set([...services].flatMap(profilesOf));
  for (const profile of asked) {
    if (profile === "*" || known.has(profile)) continue;
    const meant = closest(profile, known);
    warn(report, "undefined-profile", `no service has the profile ${JSON.stringify(profile)}`, {
      hint: meant === undefined ? undefined : `did you mean ${JSON.stringify(meant)}?`,
    });
  }
}

const profilesOf = (service: Node | undefined): readonly string[] =>
  itemsOf(get(service, "profiles")).flatMap((item) => textOf(item) ?? []);

const dependenciesOf = (service: Node): readonly string[] => [...entriesOf(get(service, "depends_on")).keys()];

function known(name: string, services: ReadonlyMap<string, MapNode>, report: Report): boolean {
  if (services.has(name)) return true;
  const meant = closest(name, services.keys());
  fail(report, "undefined-service", `no such service: ${name}`, {
    hint: meant === undefined ? undefined : `did you mean ${JSON.stringify(meant)}?`,
  });
  return false;
}
