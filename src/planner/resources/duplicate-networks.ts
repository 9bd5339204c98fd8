/**
 * Several networks of one name, as older engines let them come about: the project's superfluous ones are removed before
 * anything else gives the name. What can't be cleared up that way is refused.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import { bestFirst } from "../../engine/duplicate-networks.ts";
import { labels } from "../../engine/labels.ts";
import type { NetworkFact } from "../../engine/port.ts";
import type { Network, Project } from "../../spec/project.ts";
import { about } from "../checks/foreign.ts";
import type { Draft } from "../plan/draft.ts";
import { keys } from "../plan/needs.ts";

export interface Found {
  /** The one that is meant; the project's own first. */
  readonly live?: NetworkFact;
  /** Whether there are several, of which all but one are removed. */
  readonly hasDuplicates: boolean;
  readonly errors: readonly Diagnostic[];
}

/** By name, an external one also by id. */
export function findNetwork(project: Project, network: Network, all: readonly NetworkFact[], draft: Draft): Found {
  const byId = network.external ? all.find(({ id }) => id === network.name) : undefined;
  const named = byId ? [byId] : all.filter(({ name }) => name === network.name);
  const own = bestFirst(named.filter((fact) => fact.labels[labels.project] === project.name));
  const live = own[0] ?? named[0];
  if (live === undefined || named.length === 1) return { ...(live && { live }), hasDuplicates: false, errors: [] };
  const superfluous = network.external ? [] : own.slice(1).filter(({ containers }) => containers.length === 0);
  if (superfluous.length < named.length - 1)
    return { live, hasDuplicates: true, errors: [ambiguous(project, network)] };
  for (const { id } of superfluous)
    draft.add({
      id: `remove network ${network.name} ${id.slice(0, 12)}`,
      gives: [keys.unambiguous(network.name)],
      operation: { kind: "remove-network", id, name: network.name },
      resource: { kind: "network", name: network.name },
      reason: { code: "duplicate-network" },
    });
  return { live, hasDuplicates: true, errors: [] };
}

const ambiguous = (project: Project, network: Network): Diagnostic => ({
  code: "network-ambiguous",
  severity: "error",
  message: `the engine has several networks named "${network.name}"`,
  ...about(project, "network", network),
  hint: network.external
    ? "give its id as the name: `docker network ls --no-trunc` shows it"
    : "remove those that are not meant: `docker network ls` shows their ids",
});
