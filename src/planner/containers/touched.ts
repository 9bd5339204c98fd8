/** Which containers the steps of a draft are about: what is left to others, and what the engine will still have. */
import type { ContainerFact } from "../../engine/port.ts";
import type { DraftStep } from "../plan/draft.ts";

/** Ids of the containers that are removed, for sure or not. */
export const removedBy = (steps: readonly DraftStep[]): ReadonlySet<string> =>
  new Set(
    steps.flatMap(({ operation }) =>
      operation.kind === "remove-container" && operation.container.by === "id" ? [operation.container.id] : [],
    ),
  );

/** Those on a network that is recreated which nothing takes from there yet. */
export function leftOnRecreated(
  containers: readonly ContainerFact[],
  recreated: ReadonlyMap<string, string>,
  steps: readonly DraftStep[],
): readonly ContainerFact[] {
  if (recreated.size === 0) return [];
  const leaving = new Set(
    steps.flatMap(({ operation }) =>
      (operation.kind === "remove-container" || operation.kind === "disconnect-network") &&
      operation.container.by === "id"
        ? [operation.container.id]
        : [],
    ),
  );
  return containers.filter(
    ({ id, endpoints }) => !leaving.has(id) && endpoints.some(({ networkId }) => recreated.has(networkId)),
  );
}
