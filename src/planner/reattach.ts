/** Containers that no service of the plan stands for, but that must leave a network that is made anew: connected again. */
import type { ServiceName } from "../core/ids.ts";
import type { ContainerFact } from "../engine/port.ts";
import { isUp, serviceOf } from "./compare/classify.ts";
import { byId, containerResource, shortName } from "./containers/container-steps.ts";
import { startSteps } from "./containers/starting.ts";
import type { Parts, ServicesPlan } from "./services.ts";

export function reattachOthers(parts: Parts, { standings, removed }: ServicesPlan): void {
  const { snapshot, networks } = parts;
  const handled = new Set(
    [...standings.values()].flat().flatMap(({ replica }) => ("live" in replica.fate ? replica.fate.live.id : [])),
  );
  const others = snapshot.containers.filter(
    ({ id }) => networks.detached.has(id) && !handled.has(id) && !removed.has(id),
  );
  for (const container of others) reattach(container, parts);
}

function reattach(container: ContainerFact, { project, networks, draft }: Parts): void {
  const resource = containerResource(container);
  const because = "its network is made anew";
  const connects = container.endpoints
    .filter(({ network }) => networks.remade.has(network))
    .map(({ networkId: _, ...endpoint }) =>
      draft.add({
        id: `connect ${shortName(container.name, container)} to ${endpoint.network}`,
        after: [networks.made.get(endpoint.network)],
        operation: { kind: "connect-network", container: byId(container), endpoint },
        resource,
        because,
      }),
    );
  if (!isUp(container)) return;
  draft.say({ resource, action: "restart", because });
  const name = shortName(container.name, container);
  const service = project.services.get(serviceOf(container) as ServiceName);
  startSteps({ service, name, container: byId(container), resource, because, after: connects }, draft);
}
