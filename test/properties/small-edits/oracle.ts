/** Whether the engine holds what the file declares: looked at container by container, without asking the planner. */
import { isUp } from "../../../src/engine/container-state.ts";
import { labels } from "../../../src/engine/labels.ts";
import { networksNamed, type Stored } from "../../support/memory/state.ts";
import { addressOf, type FileModel, networkNames, type ServiceModel, scaleOf } from "./model.ts";
import type { Situation } from "./situation.ts";

export interface Asked {
  readonly removeOrphans: boolean;
  /** Containers of services that restart with others are looked at too: what ran before, and of which service. */
  readonly before?: ReadonlyMap<string, string>;
}

/** @returns what is not as declared: a class, then details */
export function undeclared(file: FileModel, situation: Situation, asked: Asked): (readonly [string, string])[] {
  const { engine } = situation;
  const own = [...engine.containers.values()].filter(({ config }) => config.labels[labels.project] === "shop");
  const of = (service: string): Stored[] => own.filter(({ config }) => config.labels[labels.service] === service);
  const wrong: (readonly [string, string])[] = [];
  const declared = Object.entries(file.services).filter(([, { provider }]) => !provider);
  for (const [name, service] of declared) {
    const have = of(name);
    const count = scaleOf(service);
    if (have.length !== count) wrong.push(["number of containers", `${name}: ${have.length}, not ${count}`]);
    const names = have.map((container) => container.name).sort();
    const want = service.containerName ? [service.containerName] : have.map((_, i) => `shop-${name}-${i + 1}`);
    const isNamed = service.containerName
      ? names.every((each) => want.includes(each))
      : names.every((each) => /^shop-[a-z]\d?-\d+$/.test(each) && each.startsWith(`shop-${name}-`));
    if (!isNamed) wrong.push(["container's name", `${name}: ${names.join(", ")}`]);
    for (const container of have)
      for (const [what, [is, ought]] of Object.entries(compared(name, service, container, file, situation, of)))
        if (JSON.stringify(is) !== JSON.stringify(ought))
          wrong.push([what, `${container.name}: ${JSON.stringify(is)}, not ${JSON.stringify(ought)}`]);
    if (asked.before) wrong.push(...restarted(name, service, asked.before, of));
  }
  const known = new Set(declared.map(([name]) => name));
  const strangers = own.filter(({ config }) => !known.has(config.labels[labels.service] ?? ""));
  if (asked.removeOrphans && strangers.length > 0)
    wrong.push(["orphans are left", strangers.map(({ name }) => name).join(", ")]);
  for (const [name, { internal }] of networkNames
    .map((key) => [key, networksNamed(engine, `shop_${key}`)[0]] as const)
    .filter(
      (pair): pair is readonly [string, NonNullable<(typeof pair)[1]>] =>
        pair[1] !== undefined && isUsed(file, pair[0]),
    ))
    if (internal !== (file.internal[name] ?? false)) wrong.push(["network's definition", name]);
  return wrong;
}

const isUsed = ({ services }: FileModel, network: string): boolean =>
  Object.values(services).some(({ networks, networkOf, provider }) => !provider && !networkOf && network in networks);

type Pair = readonly [is: unknown, ought: unknown];

function compared(
  name: string,
  service: ServiceModel,
  container: Stored,
  file: FileModel,
  situation: Situation,
  of: (service: string) => Stored[],
): Record<string, Pair> {
  const { engine } = situation;
  const { config, endpoints, networkIds, status, run } = container;
  const reference = service.build ? `built-${name}` : service.image;
  const keys = service.networkOf ? [] : Object.keys(service.networks);
  const networks = service.networkOf ? [] : (keys.length > 0 ? keys : ["default"]).map((key) => `shop_${key}`).sort();
  const all = [...endpoints.values()].toSorted((a, b) => (a.network < b.network ? -1 : 1));
  // Which of them are missing or too many is one thing, how it is on the others another.
  const on = all.filter(({ network }) => networks.includes(network));
  const shared = networks.filter((network) => endpoints.has(network));
  const idOf = (network: string): string | undefined => networksNamed(engine, network)[0]?.id;
  const started = !service.job;
  const hook = service.postStart && !run?.isByHand ? [`seed ${service.postStart}`] : [];
  return {
    state: [[status.state, status.exitCode], started ? ["running", 0] : ["exited", 0]],
    image: [
      [config.image, container.imageId],
      [reference, engine.images.get(reference)?.id],
    ],
    "tty, variable or limit": [
      [config.tty, config.environment.V, config.memory],
      [
        service.tty ?? false,
        service.variable ? String(service.variable) : undefined,
        service.limit ? service.limit * 64 * 2 ** 20 : undefined,
      ],
    ],
    "networks: some are missing": [shared, networks],
    "networks: too many": [all.map(({ network }) => network), on.map(({ network }) => network)],
    "networks' ids": [
      started ? on.map(({ network }) => networkIds.get(network)) : [],
      started ? on.map(({ network }) => idOf(network)) : [],
    ],
    aliases: [
      on.flatMap(({ network, aliases }) =>
        aliases.filter((alias) => /^x\d$/.test(alias) || alias === name).map((alias) => `${network} ${alias}`),
      ),
      shared.flatMap((network) => {
        const alias = service.networks[network.slice("shop_".length)]?.alias;
        return [...(alias ? [`x${alias}`] : []), name]
          .sort()
          .reverse()
          .map((each) => `${network} ${each}`);
      }),
    ].map((list) => list.toSorted()) as unknown as Pair,
    "static address": [
      on.flatMap(({ ipv4 }) => ipv4 ?? []),
      shared.flatMap((network) => {
        const key = network.slice("shop_".length);
        const address = service.networks[key]?.address;
        return address === undefined ? [] : [addressOf(key, address)];
      }),
    ],
    ports: [
      config.ports.map(({ hostPort }) => hostPort),
      service.port === undefined ? [] : [String(8000 + service.port)],
    ],
    volumes: [
      config.mounts
        .flatMap((mount) =>
          mount.type === "volume" && (mount.target === "/data" || mount.target === "/anonymous") ? mount.target : [],
        )
        .sort(),
      [...(service.anonymous ? ["/anonymous"] : []), ...(service.named ? ["/data"] : [])],
    ],
    "volumes that are there": [
      config.mounts.every(
        (mount) => mount.type !== "volume" || mount.source === undefined || engine.volumes.has(mount.source),
      ),
      true,
    ],
    "health check": [
      config.healthcheck?.test !== undefined && config.healthcheck.test[0] !== "NONE",
      service.health ?? false,
    ],
    "configs' content": [container.files.get("/conf"), service.config ? `content ${file.content}` : undefined],
    "post_start in this run": [
      [...new Set(run?.commands.filter((words) => words.startsWith("seed")) ?? [])].filter(() => !run?.isByHand),
      hook,
    ],
    "shared namespaces": [
      (["network", "pid"] as const).map((kind) =>
        joinedBy(container, kind, of(kind === "network" ? (service.networkOf ?? "") : (service.pidOf ?? "")), started),
      ),
      (["networkOf", "pidOf"] as const).map((key) => (service[key] ? "the owner's run" : "own")),
    ],
    volumes_from: [
      config.volumesFrom.map(({ of: from }) =>
        of(service.volumesFrom ?? "").some(({ id }) => from.by === "id" && from.id === id),
      ),
      service.volumesFrom ? [true] : [],
    ],
    "providers' variables": [
      Object.keys(service.dependsOn)
        .filter((need) => file.services[need]?.provider)
        .map((need) => config.environment[`${need.toUpperCase()}_URL`]),
      Object.keys(service.dependsOn)
        .filter((need) => file.services[need]?.provider)
        .map(() => situation.variable),
    ],
  };
}

/** Which run of whom a container has joined. */
function joinedBy({ config, run }: Stored, kind: "network" | "pid", owners: readonly Stored[], runs: boolean): string {
  const mode = kind === "network" ? config.networkMode : config.pid;
  if (mode?.kind !== "container") return "own";
  const owner = owners.find(({ id }) => mode.of.by === "id" && mode.of.id === id);
  if (owner === undefined) return "of a container that is not the owner's";
  if (!runs) return "the owner's run";
  const joined = run?.joined[kind];
  return isUp(owner.status) && joined?.startedAt === owner.status.startedAt
    ? "the owner's run"
    : "an earlier run of the owner";
}

/** `restart: true`: who depends on a container that took another's place was started after it. */
function restarted(
  name: string,
  { dependsOn, job }: ServiceModel,
  before: ReadonlyMap<string, string>,
  of: (service: string) => Stored[],
): (readonly [string, string])[] {
  if (job) return [];
  return Object.entries(dependsOn).flatMap(([need, { restart }]) => {
    const isReplaced = [...before].some(([id, service]) => service === need && !of(need).some((now) => now.id === id));
    const newest = of(need)
      .filter(({ id, run }) => !before.has(id) && run)
      .map(({ status }) => status.startedAt)
      .sort()
      .at(-1);
    const late = of(name).filter(({ status }) => newest !== undefined && status.startedAt < newest);
    return restart && isReplaced && late.length > 0
      ? [["restart: true", `${late[0]?.name} runs since before ${need}`] as const]
      : [];
  });
}
