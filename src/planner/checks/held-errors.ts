/** Names, ports and addresses that a container has and this plan does not free: told before the first call, with the line that asks. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { ServiceName } from "../../core/ids.ts";
import type { ContainerConfig, Endpoint } from "../../engine/container-config.ts";
import { isUp } from "../../engine/container-state.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact, ListedContainer, Snapshot } from "../../engine/port.ts";
import type { Project } from "../../spec/project.ts";
import { type Path, pathText } from "../../spec/tree/tree.ts";
import { serviceOf } from "../compare/classify.ts";
import { isWayBack } from "../plan/condition.ts";
import type { DraftStep } from "../plan/draft.ts";
import { fixedPorts, type Key, keys, portHeld, portNeeded } from "../plan/needs.ts";

export const heldErrors = (project: Project, snapshot: Snapshot, steps: readonly DraftStep[]): Diagnostic[] => [
  ...nameErrors(project, snapshot, steps),
  ...exclusiveErrors(project, snapshot, steps),
];

function nameErrors(project: Project, { listed }: Snapshot, steps: readonly DraftStep[]): Diagnostic[] {
  const holders = new Map(listed.map((container) => [container.name, container]));
  const freed = idsIn(steps, ({ kind }) => kind === "remove-container" || kind === "rename-container");
  const told = new Set<string>();
  return steps.flatMap(({ operation, resource }): Diagnostic[] => {
    if (!("name" in operation) || !naming.has(operation.kind) || told.has(operation.name)) return [];
    const holder = holders.get(operation.name);
    if (holder === undefined || freed.has(holder.id)) return [];
    told.add(operation.name);
    return [nameTaken(project, operation.name, resource.service ?? "", holder)];
  });
}

const naming: ReadonlySet<string> = new Set(["create-container", "rename-container", "run-pre-start"]);

function nameTaken(project: Project, name: string, service: string, holder: ListedContainer): Diagnostic {
  const owner = holder.labels[labels.project];
  const isOurs = owner === project.name;
  const by = isOurs
    ? "another container of this project"
    : owner === undefined
      ? "a container that is not part of any project"
      : `the project "${owner}"`;
  return {
    code: "name-taken",
    severity: "error",
    message: `container name "${name}" is already in use by ${by}, so service "${service}" cannot use it`,
    ...at(project, ["services", service, "container_name"]),
    hint: !isOurs
      ? "choose another name, or remove that container yourself"
      : project.services.has((holder.labels[labels.service] ?? "") as ServiceName)
        ? "choose another name, or let that container be recreated"
        : orphanHint,
  };
}

const orphanHint = "remove containers whose service is not in the file with --remove-orphans";

/** Something that one container has at a time. */
interface Thing {
  readonly held: readonly Key[];
  readonly needed: readonly Key[];
  readonly diagnostic: Pick<Diagnostic, "code" | "message"> & { readonly below: Path };
}

function thingsOf(project: Project, service: string, config: Pick<ContainerConfig, "ports" | "networks">): Thing[] {
  const declared = project.services.get(service as ServiceName)?.ports ?? [];
  return [
    ...fixedPorts(config).map((port): Thing => {
      const index = declared.findIndex(({ published }) => Number(published) === port.port);
      const message = `host port ${port.hostIp || "0.0.0.0"}:${port.port}/${port.protocol}`;
      const below = index < 0 ? ["ports"] : ["ports", index];
      return { held: portHeld(port), needed: portNeeded(port), diagnostic: { code: "port-taken", message, below } };
    }),
    ...config.networks.flatMap(({ network, ipv4, ipv6 }) =>
      [ipv4, ipv6].flatMap((address): Thing[] => {
        if (!address) return [];
        const message = `the address ${address} on the network "${network}"`;
        const keyed = [keys.address(`${network} ${address}`)];
        return [{ held: keyed, needed: keyed, diagnostic: { code: "address-unusable", message, below: ["networks"] } }];
      }),
    ),
  ];
}

/** Ports and addresses of containers of this project. What others hold is told for every service (preflight.ts). */
function exclusiveErrors(project: Project, { containers }: Snapshot, steps: readonly DraftStep[]): Diagnostic[] {
  const stopped = idsIn(steps, ({ kind }) => kind === "stop-container");
  const starts = steps.filter(({ operation, onlyIf }) => operation.kind === "start-container" && !isWayBack(onlyIf));
  const replicas = new Map(
    starts.flatMap(({ operation, resource }) =>
      "container" in operation && operation.container.by === "id" ? [[operation.container.id, resource.name]] : [],
    ),
  );
  const placesOf = placesAfter(steps);
  const holders = new Map<Key, ContainerFact[]>();
  for (const container of containers)
    if (replicas.has(container.id) || (isUp(container.status) && !stopped.has(container.id)))
      for (const { held } of thingsOf(project, "", { ...container.config, networks: placesOf(container) }))
        for (const key of held) holders.set(key, [...(holders.get(key) ?? []), container]);
  if (holders.size === 0) return [];
  const configs = new Map<string, Pick<ContainerConfig, "ports" | "networks">>([
    ...containers.map((container) => [container.id, { ...container.config, networks: placesOf(container) }] as const),
    ...steps.flatMap(({ id, operation }) =>
      operation.kind === "create-container" ? [[id as string, operation.config] as const] : [],
    ),
  ]);
  return [...starts, ...steps.filter(({ operation }) => operation.kind === "connect-network")].flatMap((step) => {
    const { operation, resource, onlyIf } = step;
    if (!("container" in operation) || isWayBack(onlyIf)) return [];
    const ref = operation.container;
    const id = ref.by === "id" ? ref.id : ref.step;
    const config =
      operation.kind === "connect-network" ? { ports: [], networks: [operation.endpoint] } : configs.get(id);
    return thingsOf(project, resource.service ?? "", config ?? { ports: [], networks: [] }).flatMap((thing) => {
      const holder = thing.needed
        .flatMap((key) => holders.get(key) ?? [])
        .find((one) => one.id !== id && replicas.get(one.id) !== resource.name);
      if (holder === undefined) return [];
      const { below, message, code } = thing.diagnostic;
      return [
        {
          code,
          severity: "error",
          message: `${message} is already in use by container "${holder.name}"`,
          ...at(project, ["services", resource.service ?? "", ...below]),
          hint: project.services.has(serviceOf(holder) as ServiceName)
            ? "take another one, or let that container be recreated without it"
            : orphanHint,
        } satisfies Diagnostic,
      ];
    });
  });
}

/** Where a container is on networks once the plan has run: what it leaves is free for others. */
function placesAfter(steps: readonly DraftStep[]): (container: ContainerFact) => readonly Endpoint[] {
  const left = new Map<string, Set<string>>();
  const joined = new Map<string, Endpoint[]>();
  for (const { operation, onlyIf } of steps) {
    if (!("container" in operation) || operation.container.by !== "id" || isWayBack(onlyIf)) continue;
    const { id } = operation.container;
    if (operation.kind === "disconnect-network") left.set(id, (left.get(id) ?? new Set()).add(operation.network));
    if (operation.kind === "connect-network") joined.set(id, [...(joined.get(id) ?? []), operation.endpoint]);
  }
  return ({ id, endpoints }) => [
    ...endpoints.filter(({ network }) => left.get(id)?.has(network) !== true),
    ...(joined.get(id) ?? []),
  ];
}

const idsIn = (
  steps: readonly DraftStep[],
  matches: (operation: DraftStep["operation"]) => boolean,
): ReadonlySet<string> =>
  new Set(
    steps.flatMap(({ operation }) =>
      matches(operation) && "container" in operation && operation.container.by === "id" ? [operation.container.id] : [],
    ),
  );

function at(project: Project, path: Path): Pick<Diagnostic, "path" | "place"> {
  const place = project.placeOf(path);
  return { path: pathText(path), ...(place && { place }) };
}
