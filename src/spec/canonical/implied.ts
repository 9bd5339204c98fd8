/** Dependencies that follow from other attributes: who shares, links or mounts what another service has needs it first. */
import { entriesOf, entry, fields, get, itemsOf, made, mapOf, scalar, textOf, withEntries } from "../tree/edit.ts";
import type { Entry, MapNode, Node } from "../tree/tree.ts";

interface Need {
  readonly service: string;
  /** What says so, in the file. */
  readonly from: Node;
  /** Whether this service starts again when the other one was replaced. */
  readonly restart: boolean;
}

/** The service with them under `depends_on`; what the file says there stays. */
export function withImpliedDependencies(service: MapNode): MapNode {
  const written = get(service, "depends_on");
  const all = new Map<string, Entry>(entriesOf(written));
  for (const need of needsOf(service)) if (!all.has(need.service)) all.set(need.service, entry(started(need)));
  if (all.size === entriesOf(written).size) return service;
  return withEntries(service, [["depends_on", mapOf(all, written?.place ?? service.place)]]);
}

/** Attributes that may say `service:<name>`. */
const namespaces = ["network_mode", "ipc", "pid", "uts", "cgroup"] as const;

function* needsOf(service: MapNode): Generator<Need> {
  for (const from of itemsOf(get(service, "links"))) {
    const [, name] = /^([^:]*):[^:]*$/.exec(textOf(from) ?? "") ?? [undefined, textOf(from)];
    if (name) yield { service: name, from, restart: true };
  }
  for (const attribute of namespaces) {
    const from = get(service, attribute);
    const [, name] = /^service:(.+)$/.exec(textOf(from) ?? "") ?? [];
    if (from && name) yield { service: name, from, restart: true };
  }
  for (const from of itemsOf(get(service, "volumes_from"))) {
    const [name = ""] = (textOf(from) ?? "").split(":");
    if (name !== "" && name !== "container") yield { service: name, from, restart: false };
  }
}

const started = ({ from, restart }: Need): MapNode =>
  fields(from.place, {
    condition: scalar("service_started", from),
    required: made(true, from.place),
    restart: made(restart, from.place),
  });
