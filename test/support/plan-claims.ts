/** What a step of a plan touches: containers, names, host ports, networks, addresses, volumes, and what it has of others. */
import type { StepId } from "../../src/core/ids.ts";
import type { ContainerConfig, ContainerRef, NamespaceMode } from "../../src/engine/container-config.ts";
import { containersIn } from "../../src/engine/container-refs.ts";
import { isUp } from "../../src/engine/container-state.ts";
import type { Snapshot } from "../../src/engine/port.ts";
import { type Condition, not } from "../../src/planner/plan/condition.ts";
import type { Operation } from "../../src/planner/plan/operation.ts";
import type { Plan, Step } from "../../src/planner/plan/plan.ts";

/** One thing that a step touches; two steps that only use it, or only give it free, may do so at once. */
export interface Claim {
  readonly what: "container" | "name" | "port" | "network" | "address" | "namespace" | "owner" | "volume";
  readonly key: string;
  readonly how: "owns" | "uses" | "frees";
  /** It touches it only then. */
  readonly when?: Condition;
}

type Config = Pick<ContainerConfig, "ports" | "networks" | "mounts" | "networkMode" | "pid" | "ipc">;

/** A container by its id, or by the step that makes it. */
interface Key {
  readonly key: string;
  readonly when?: Condition;
}

export function claimsOf(plan: Plan, snapshot: Snapshot): ReadonlyMap<StepId, readonly Claim[]> {
  const facts = new Facts(plan, snapshot);
  return new Map(plan.steps.map((step) => [step.id, claims(step, facts)]));
}

const claiming =
  (how: Claim["how"]) =>
  (what: Claim["what"], keys: readonly (Key | string)[]): Claim[] =>
    keys.map((key) => ({ what, how, ...(typeof key === "string" ? { key } : key) }));
const own = claiming("owns");
const use = claiming("uses");
const free = claiming("frees");

function claims({ id, operation }: Step, facts: Facts): Claim[] {
  if (operation.kind.startsWith("wait-")) return [];
  const refs = "container" in operation ? facts.keysOf(operation.container) : [];
  const of = (values: (config: Config) => readonly (Key | string)[]): Key[] => facts.each(refs, values);
  const base = own("container", refs);
  const names = refs.flatMap((ref) => facts.names(ref));
  const whileUp = (claim: typeof own): Claim[] => [
    ...claim("namespace", refs),
    ...claim("port", of(portsOf)),
    ...claim("address", of(addressesOf)),
  ];
  switch (operation.kind) {
    case "create-network":
      return own("network", [operation.network.name]);
    case "remove-network":
      return own("network", [facts.networkName(operation.id)]);
    case "create-volume":
      return own("volume", [operation.volume.name]);
    case "remove-volume":
      return own("volume", [operation.name]);
    case "create-container":
      return [
        ...own("container", [id]),
        ...own("name", [operation.name]),
        ...use("network", networksOf(operation.config)),
        ...use("volume", volumesOf(operation.config)),
        ...use(
          "owner",
          containersIn(operation.config).flatMap((ref) => facts.keysOf(ref)),
        ),
      ];
    case "connect-network":
      return [...base, ...use("network", [operation.endpoint.network]), ...own("address", pinned(operation))];
    case "disconnect-network":
      return [...base, ...use("network", [operation.network])];
    case "rename-container":
      return [...base, ...own("name", names)];
    case "remove-container":
      return [
        ...base,
        ...free(
          "name",
          refs.flatMap((ref) => facts.namesInTheEnd(ref)),
        ),
        ...own("owner", refs),
        ...(refs.some((ref) => facts.mayRun(ref)) ? whileUp(free) : []),
        ...use("volume", of(volumesOf)),
      ];
    case "start-container":
      return [
        ...base,
        ...whileUp(own),
        ...use("network", of(networksOf)),
        ...use(
          "namespace",
          of((config) => facts.ownersOf(config)),
        ),
      ];
    case "stop-container":
      return [...base, ...whileUp(free), ...use("network", of(networksOf))];
    default:
      return base;
  }
}

const portsOf = ({ ports }: Config): string[] =>
  ports.flatMap(({ hostPort, container }) => (hostPort ? [`${hostPort}/${container.split("/")[1] ?? ""}`] : []));
const networksOf = ({ networks }: Config): string[] => networks.map(({ network }) => network);
const addressesOf = ({ networks }: Config): string[] =>
  networks.flatMap(({ network, ipv4 }) => (ipv4 === undefined ? [] : [`${network} ${ipv4}`]));
const pinned = ({ endpoint }: Extract<Operation, { kind: "connect-network" }>): string[] =>
  endpoint.ipv4 === undefined ? [] : [`${endpoint.network} ${endpoint.ipv4}`];
const volumesOf = ({ mounts }: Config): string[] =>
  mounts.flatMap((mount) => (mount.type === "volume" && mount.source !== undefined ? [mount.source] : []));

/** What is known of containers by their ids or by the steps that make them. */
class Facts {
  readonly #configs: ReadonlyMap<string, Config>;
  /** Container → each name that it has or gets, and the condition of the step that gives it. */
  readonly #names = new Map<string, Map<string, Condition | undefined>>();
  readonly #networks: ReadonlyMap<string, string>;
  /** Container → the name that it had and has given up for sure. */
  readonly #lost = new Map<string, string>();
  readonly #ended: ReadonlySet<string>;
  readonly #made: ReadonlyMap<string, Condition | undefined>;

  constructor(plan: Plan, snapshot: Snapshot) {
    const left = new Set(
      plan.steps.flatMap(({ operation }) =>
        operation.kind === "disconnect-network" && operation.container.by === "id"
          ? [`${operation.container.id} ${operation.network}`]
          : [],
      ),
    );
    const live = snapshot.containers.map(({ id, config, endpoints }) => {
      const networks = endpoints.filter(({ network }) => !left.has(`${id} ${network}`));
      return [id, { ...config, networks }] as const;
    });
    const made = plan.steps.flatMap((step) =>
      step.operation.kind === "create-container" ? [[step, step.operation] as const] : [],
    );
    this.#configs = new Map<string, Config>([...live, ...made.map(([{ id }, { config }]) => [id, config] as const)]);
    this.#made = new Map(made.map(([step]) => [step.id, step.onlyIf]));
    this.#ended = new Set(snapshot.containers.flatMap(({ id, status }) => (isUp(status) ? [] : [id])));
    this.#networks = new Map(snapshot.networks.map(({ id, name }) => [id, name]));
    for (const { id, name } of snapshot.listed) this.#names.set(id, new Map([[name, undefined]]));
    for (const [{ id }, { name }] of made) this.#names.set(id, new Map([[name, undefined]]));
    for (const step of plan.steps) {
      const { operation } = step;
      if (operation.kind !== "rename-container") continue;
      for (const { key } of this.keysOf(operation.container)) {
        const first = this.#names.get(key)?.keys().next().value;
        if (step.onlyIf === undefined && first !== undefined) this.#lost.set(key, first);
        this.#names.set(key, (this.#names.get(key) ?? new Map()).set(operation.name, step.onlyIf));
      }
    }
  }

  /** What has ended long ago holds nothing that others wait for. */
  mayRun({ key }: Key): boolean {
    return !this.#ended.has(key);
  }

  /** A container that may be an older one instead is each of them, in its case. */
  keysOf(ref: ContainerRef): Key[] {
    if (ref.by === "id") return [{ key: ref.id }];
    const when = this.#made.get(ref.step);
    const made = { key: ref.step, ...(when && { when }) };
    return ref.fallback === undefined ? [made] : [made, { key: ref.fallback, ...(when && { when: not(when) }) }];
  }

  /** Every name that it has or gets. */
  names({ key, ...when }: Key): Key[] {
    return [...(this.#names.get(key) ?? [])].map(([name, given]) => ({
      key: name,
      ...(given && { when: given }),
      ...when,
    }));
  }

  /** Without the name that a step has taken from it for sure. */
  namesInTheEnd(ref: Key): Key[] {
    const lost = this.#lost.get(ref.key);
    return this.names(ref).filter(({ key }) => key !== lost);
  }

  networkName(id: string): string {
    return this.#networks.get(id) ?? id;
  }

  /** Whose namespaces it shares. */
  ownersOf({ networkMode, pid, ipc }: Config): Key[] {
    const modes: (NamespaceMode | undefined)[] = [networkMode, pid, ipc];
    return modes.flatMap((mode) => (mode?.kind === "container" ? this.keysOf(mode.of) : []));
  }

  each(refs: readonly Key[], values: (config: Config) => readonly (Key | string)[]): Key[] {
    return refs.flatMap(({ key, when }) => {
      const config = this.#configs.get(key);
      return (config ? values(config) : []).map((value) => ({
        ...(typeof value === "string" ? { key: value } : value),
        ...(typeof value === "string" && when && { when }),
      }));
    });
  }
}
