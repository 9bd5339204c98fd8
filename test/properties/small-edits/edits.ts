/** Small edits of a file. One that would leave a file that nobody could load changes nothing. */
import { type FileModel, isValid, networkNames, type ServiceModel } from "./model.ts";

export const editKinds = [
  "image",
  "tty",
  "variable",
  "limit",
  "port",
  "move-port",
  "container-name",
  "swap-names",
  "network",
  "alias",
  "address",
  "swap-addresses",
  "internal",
  "network-of",
  "pid-of",
  "volumes-from",
  "scale",
  "pull",
  "build",
  "pre-start",
  "post-start",
  "pre-stop",
  "health",
  "job",
  "volume",
  "anonymous-volume",
  "config",
  "content",
  "depend",
  "depend-restart",
  "depend-optionally",
  "depend-no-more",
  "reverse-dependency",
  "provider",
  "remove-service",
  "rename-service",
] as const;

export type EditKind = (typeof editKinds)[number];

/** `n`: which of a few values. */
export interface Edit {
  readonly kind: EditKind;
  readonly service: number;
  readonly other: number;
  readonly n: number;
}

interface Scene {
  readonly file: FileModel;
  readonly name: string;
  readonly service: ServiceModel;
  /** Another service, or the same one where there is only one. */
  readonly otherName: string;
  readonly other: ServiceModel;
  readonly n: number;
}

const toggle = <Key extends keyof ServiceModel>(service: ServiceModel, key: Key, value: ServiceModel[Key]): void => {
  if (service[key] === value) delete service[key];
  else service[key] = value;
};

/** The service, or the first other one that has what there is to be moved. */
const holder = (
  { services }: FileModel,
  service: ServiceModel,
  has: (service: ServiceModel) => boolean,
): ServiceModel | undefined => (has(service) ? service : Object.values(services).find(has));

const depends = ({ dependsOn }: ServiceModel): boolean => Object.keys(dependsOn).length > 0;

const swap = (one: ServiceModel | undefined, other: ServiceModel, key: "port" | "containerName"): void => {
  if (one === undefined || one === other) return;
  const { [key]: mine } = one;
  const { [key]: theirs } = other;
  delete one[key];
  delete other[key];
  if (theirs !== undefined) Object.assign(one, { [key]: theirs });
  if (mine !== undefined) Object.assign(other, { [key]: mine });
};

const network = (n: number): string => networkNames[n % networkNames.length] ?? "n1";
const conditions = ["service_started", "service_healthy", "service_completed_successfully"] as const;

const edits: Readonly<Record<EditKind, (scene: Scene) => void>> = {
  image: ({ service }) => {
    service.image = service.image === "i:1" ? "i:2" : "i:1";
  },
  tty: ({ service }) => toggle(service, "tty", true),
  variable: ({ service, n }) => toggle(service, "variable", n + 1),
  limit: ({ service, n }) => toggle(service, "limit", n + 1),
  port: ({ service, n }) => toggle(service, "port", n),
  "move-port": ({ file, service, other }) =>
    swap(
      holder(file, service, ({ port }) => port !== undefined),
      other,
      "port",
    ),
  "container-name": ({ service, n }) => toggle(service, "containerName", `name${n}`),
  "swap-names": ({ file, service, other }) =>
    swap(
      holder(file, service, ({ containerName }) => containerName !== undefined),
      other,
      "containerName",
    ),
  network: ({ service, n }) => {
    delete service.networkOf;
    if (network(n) in service.networks) delete service.networks[network(n)];
    else service.networks[network(n)] = {};
  },
  alias: ({ service, n }) => {
    if (service.networkOf) return;
    if (Object.keys(service.networks).length === 0) service.networks.n1 = {};
    for (const endpoint of Object.values(service.networks)) endpoint.alias = endpoint.alias === n + 1 ? 0 : n + 1;
  },
  address: ({ service, n }) => {
    service.networks.n1 ??= {};
    if (service.networks.n1.address === n) delete service.networks.n1.address;
    else service.networks.n1.address = n;
  },
  "swap-addresses": ({ file, service, other }) => {
    const from = holder(file, service, ({ networks }) => networks.n1?.address !== undefined);
    const to = from === other ? service : other;
    if (from === undefined || from === to || to.networkOf || to.provider) return;
    const [mine, theirs] = [from.networks.n1, to.networks.n1];
    delete from.networks.n1;
    if (theirs) from.networks.n1 = theirs;
    if (mine) to.networks.n1 = mine;
  },
  internal: ({ file, n }) => {
    file.internal[network(n)] = !file.internal[network(n)];
  },
  "network-of": ({ service, otherName, other }) => {
    if (service.networkOf === otherName) delete service.networkOf;
    else if (other !== service) {
      service.networkOf = otherName;
      service.networks = {};
      delete service.port;
    }
  },
  "pid-of": ({ service, otherName, other }) => {
    if (other !== service) toggle(service, "pidOf", otherName);
  },
  "volumes-from": ({ service, otherName, other }) => {
    if (other !== service) toggle(service, "volumesFrom", otherName);
  },
  scale: ({ service, n }) => toggle(service, "scale", [2, 0, 3][n] ?? 1),
  pull: ({ service }) => toggle(service, "pull", "always"),
  build: ({ service, n }) => {
    toggle(service, "build", true);
    if (service.build && n > 0) service.pull = "build";
    else delete service.pull;
  },
  "pre-start": ({ service }) => toggle(service, "preStart", true),
  "post-start": ({ service, n }) => toggle(service, "postStart", n + 1),
  "pre-stop": ({ service }) => toggle(service, "preStop", true),
  health: ({ service }) => toggle(service, "health", true),
  job: ({ service }) => toggle(service, "job", true),
  volume: ({ service }) => toggle(service, "named", true),
  "anonymous-volume": ({ service }) => toggle(service, "anonymous", true),
  config: ({ service }) => toggle(service, "config", true),
  content: ({ file }) => {
    file.content++;
  },
  depend: ({ service, otherName, other, n }) => {
    if (other === service) return;
    const condition = conditions[n] ?? "service_started";
    if (condition === "service_healthy") other.health = true;
    if (condition === "service_completed_successfully") other.job = true;
    service.dependsOn[otherName] = { condition };
  },
  "depend-restart": ({ service, otherName, other }) => {
    if (other !== service) service.dependsOn[otherName] = { condition: "service_started", restart: true };
  },
  "depend-optionally": ({ service, otherName, other }) => {
    if (other !== service) service.dependsOn[otherName] = { condition: "service_started", required: false };
  },
  "depend-no-more": ({ file, service }) => {
    const from = holder(file, service, depends);
    const [first] = Object.keys(from?.dependsOn ?? {});
    if (from && first !== undefined) delete from.dependsOn[first];
  },
  "reverse-dependency": ({ file, service }) => {
    const from = holder(file, service, depends);
    const [first] = Object.keys(from?.dependsOn ?? {});
    const name = Object.keys(file.services).find((each) => file.services[each] === from);
    const need = file.services[first ?? ""];
    if (!from || first === undefined || name === undefined || need === undefined) return;
    delete from.dependsOn[first];
    need.dependsOn[name] = { condition: "service_started" };
  },
  provider: ({ service }) => {
    toggle(service, "provider", true);
    if (!service.provider) return;
    service.networks = {};
    delete service.networkOf;
    delete service.pidOf;
    delete service.volumesFrom;
  },
  "remove-service": ({ file, name }) => {
    delete file.services[name];
    forAll(file, (service) => {
      delete service.dependsOn[name];
      for (const key of ["networkOf", "pidOf", "volumesFrom"] as const) if (service[key] === name) delete service[key];
    });
  },
  "rename-service": ({ file, name, service, n }) => {
    const to = `r${n}`;
    if (file.services[to]) return;
    delete file.services[name];
    file.services[to] = service;
    forAll(file, (each) => {
      const { [name]: dependency, ...others } = each.dependsOn;
      each.dependsOn = dependency ? { ...others, [to]: dependency } : others;
      for (const key of ["networkOf", "pidOf", "volumesFrom"] as const) if (each[key] === name) each[key] = to;
    });
  },
};

const forAll = ({ services }: FileModel, act: (service: ServiceModel) => void): void =>
  Object.values(services).forEach(act);

/** @param used told of each kind that changed something */
export function edited(file: FileModel, list: readonly Edit[], used: (kind: EditKind) => void = () => {}): FileModel {
  return list.reduce((before, { kind, n, ...edit }) => {
    const after = structuredClone(before);
    const names = Object.keys(after.services);
    const name = names[edit.service % names.length] ?? "";
    const otherName = names[(edit.service + 1 + (edit.other % Math.max(1, names.length - 1))) % names.length] ?? name;
    const [service, other] = [after.services[name], after.services[otherName]];
    if (service === undefined || other === undefined) return before;
    edits[kind]({ file: after, name, service, otherName, other, n });
    if (!isValid(after)) return before;
    if (JSON.stringify(after) !== JSON.stringify(before)) used(kind);
    return after;
  }, file);
}
