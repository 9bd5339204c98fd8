/**
 * The engine's JSON → our words. Pure. Reading never fails on what is missing; only an answer without its identity is
 * an error, because it is not the answer to what was asked.
 */

import { defined } from "../../core/defined.ts";
import { canonicalExposed } from "../../engine/canonical.ts";
import { type ContainerConfig, mutableFields } from "../../engine/container-config.ts";
import { plainConfig } from "../../engine/plain-config.ts";
import type {
  ContainerFact,
  ContainerState,
  ContainerStatus,
  Health,
  ImageFact,
  ListedContainer,
  ListedImage,
  LiveMount,
  NetworkFact,
  VolumeFact,
} from "../../engine/port.ts";
import { CallError } from "../http/call-error.ts";
import { wire } from "./container-fields.ts";
import { liveEndpoints } from "./endpoints.ts";
import type { Inspected } from "./field.ts";
import { readHealthcheck } from "./healthcheck.ts";
import { type JsonRecord, list, number, orAbsent, record, text, textRecord, texts } from "./json.ts";

function identity(raw: JsonRecord, key: "Id" | "Name"): string {
  const value = text(raw[key]);
  if (value === "") throw new CallError({ kind: "broken", reason: `it has no ${key}` });
  return value;
}

export const containerId = (value: unknown): string => identity(record(value), "Id");

/** @param names containers' names by id, for those that others refer to */
export function containerFact(value: unknown, names: ReadonlyMap<string, string> = noNames): ContainerFact {
  const raw = record(value);
  return factOf(raw, containerConfig({ raw, names }));
}

function factOf(raw: JsonRecord, config: ContainerConfig): ContainerFact {
  return {
    id: identity(raw, "Id"),
    name: text(raw.Name).replace(/^\//, ""),
    labels: textRecord(record(raw.Config).Labels),
    imageId: text(raw.Image),
    ...defined({ imageContent: orAbsent(record(raw.ImageManifestDescriptor).digest) }),
    createdAt: text(raw.Created),
    status: containerStatus(raw),
    config,
    mounts: list(raw.Mounts).map((mount) => liveMount(record(mount))),
    endpoints: liveEndpoints(raw),
  };
}

/** A container as far as it can have changed since it was made; the rest of its configuration is not read. */
export function glimpsedContainer(value: unknown): ContainerFact {
  const raw = record(value);
  const inspected = { raw, names: noNames };
  const read = (name: keyof ContainerConfig): [string, unknown] => [name, wire[name].read(inspected)];
  const changing = defined(Object.fromEntries([...mutableFields, "networkMode" as const].map(read)));
  return factOf(raw, { ...plainConfig(text(record(raw.Config).Image)), ...changing });
}

const noNames: ReadonlyMap<string, string> = new Map();

/** Sound because the table has every field, and a field that must be there always reads as something. */
export const containerConfig = (inspected: Inspected): ContainerConfig =>
  defined(
    Object.fromEntries(Object.entries(wire).map(([name, field]) => [name, field.read(inspected)])),
  ) as unknown as ContainerConfig;

function liveMount(raw: JsonRecord): LiveMount {
  return {
    type: text(raw.Type),
    source: text(raw.Name) || text(raw.Source),
    target: text(raw.Destination),
    readOnly: raw.RW === false,
  };
}

const states: readonly ContainerState[] = ["created", "running", "paused", "restarting", "exited", "dead", "removing"];
const healths: readonly Health[] = ["starting", "healthy", "unhealthy"];

const stateOf = (value: unknown): ContainerState =>
  states.find((state) => state === value) ?? podmanStates.get(text(value)) ?? "dead";

/** States that only Podman tells apart. */
const podmanStates: ReadonlyMap<string, ContainerState> = new Map([
  ["configured", "created"],
  ["initialized", "created"],
  ["stopping", "running"],
  ["stopped", "exited"],
]);

export function containerStatus(value: unknown): ContainerStatus {
  const raw = record(value);
  const state = record(raw.State);
  const health = record(state.Health);
  const lastProbe = record(list(health.Log).at(-1));
  return {
    id: identity(raw, "Id"),
    state: stateOf(state.Status),
    exitCode: number(state.ExitCode),
    health: healths.find((known) => known === health.Status) ?? "none",
    restartCount: number(raw.RestartCount),
    startedAt: moment(state.StartedAt),
    finishedAt: moment(state.FinishedAt),
    error: text(state.Error),
    oomKilled: state.OOMKilled === true,
    ...defined({
      healthOutput: orAbsent(lastProbe.Output),
      healthcheck: readHealthcheck(record(raw.Config).Healthcheck),
    }),
  };
}

/** The engine writes the year 1 for "never". */
const moment = (value: unknown): string => (text(value).startsWith("0001-") ? "" : text(value));

export function listedContainer(value: unknown): ListedContainer {
  const raw = record(value);
  // Links give a container further names, which have a second slash.
  const name = texts(raw.Names).find((given) => !given.slice(1).includes("/")) ?? "";
  return {
    id: identity(raw, "Id"),
    name: name.replace(/^\//, ""),
    labels: textRecord(raw.Labels),
    state: stateOf(raw.State),
    image: text(raw.Image),
    imageId: text(raw.ImageID),
    ...defined({ platform: platformText(record(record(raw.ImageManifestDescriptor).platform)) }),
    volumes: list(raw.Mounts)
      .map(record)
      .filter((mount) => mount.Type === "volume")
      .map((mount) => text(mount.Name)),
    publishedPorts: list(raw.Ports)
      .map(record)
      .filter((port) => number(port.PublicPort) > 0)
      .map((port) => ({
        // Podman leaves out the address that stands for all.
        hostIp: text(port.IP) || "0.0.0.0",
        hostPort: number(port.PublicPort),
        containerPort: number(port.PrivatePort),
        protocol: text(port.Type),
      })),
    exposedPorts: list(raw.Ports)
      .map(record)
      .filter((port) => number(port.PublicPort) === 0)
      .map((port) => ({ containerPort: number(port.PrivatePort), protocol: text(port.Type) })),
  };
}

/** `linux/arm64/v8`; `undefined` where nothing is said. */
const platformText = ({ os, architecture, variant }: JsonRecord): string | undefined =>
  orAbsent([os, architecture, variant].map(text).filter(Boolean).join("/"));

export function networkFact(value: unknown): NetworkFact {
  const raw = record(value);
  const ipam = record(raw.IPAM);
  return {
    id: identity(raw, "Id"),
    name: text(raw.Name),
    createdAt: text(raw.Created),
    driver: text(raw.Driver),
    driverOptions: textRecord(raw.Options),
    ipamOptions: textRecord(ipam.Options),
    subnets: list(ipam.Config).map((config) => {
      const { Subnet, IPRange, Gateway, AuxiliaryAddresses } = record(config);
      return {
        ...defined({ subnet: orAbsent(Subnet), ipRange: orAbsent(IPRange), gateway: orAbsent(Gateway) }),
        auxAddresses: textRecord(AuxiliaryAddresses),
      };
    }),
    internal: raw.Internal === true,
    attachable: raw.Attachable === true,
    labels: textRecord(raw.Labels),
    containers: Object.entries(record(raw.Containers)).map(([id, entry]) => ({
      id,
      name: text(record(entry).Name),
    })),
    ...defined({
      ipamDriver: orAbsent(ipam.Driver),
      enableIPv4: typeof raw.EnableIPv4 === "boolean" ? raw.EnableIPv4 : undefined,
      enableIPv6: typeof raw.EnableIPv6 === "boolean" ? raw.EnableIPv6 : undefined,
    }),
  };
}

export function volumeFact(value: unknown): VolumeFact {
  const raw = record(value);
  return {
    name: identity(raw, "Name"),
    driver: text(raw.Driver),
    driverOptions: textRecord(raw.Options),
    labels: textRecord(raw.Labels),
    ...defined({ mountpoint: orAbsent(raw.Mountpoint), scope: orAbsent(raw.Scope) }),
  };
}

export function listedImage(value: unknown): ListedImage {
  const raw = record(value);
  return {
    id: identity(raw, "Id"),
    parentId: text(raw.ParentId),
    references: texts(raw.RepoTags).filter((reference) => reference !== "<none>:<none>"),
    digests: texts(raw.RepoDigests),
    labels: textRecord(raw.Labels),
    created: number(raw.Created),
    size: number(raw.Size),
    sharedSize: number(raw.SharedSize),
    containers: number(raw.Containers),
  };
}

export function imageFact(value: unknown): ImageFact {
  const raw = record(value);
  const config = record(raw.Config);
  const environment = texts(config.Env).map((entry): [string, string] => {
    const [name = ""] = entry.split("=", 1);
    return [name, entry.slice(name.length + 1)];
  });
  return {
    id: identity(raw, "Id"),
    references: texts(raw.RepoTags),
    digests: texts(raw.RepoDigests),
    createdAt: text(raw.Created),
    size: number(raw.Size),
    command: texts(config.Cmd),
    entrypoint: texts(config.Entrypoint),
    environment: Object.fromEntries(environment),
    labels: textRecord(config.Labels),
    user: text(config.User),
    workingDir: text(config.WorkingDir),
    stopSignal: text(config.StopSignal),
    exposed: canonicalExposed(Object.keys(record(config.ExposedPorts))),
    volumes: Object.keys(record(config.Volumes)),
    platform: [raw.Os, raw.Architecture, raw.Variant].map(text).filter(Boolean).join("/"),
    ...defined({
      healthcheck: readHealthcheck(config.Healthcheck),
      content: contentOf(raw),
      taggedAt: moment(record(raw.Metadata).LastTagTime) || undefined,
    }),
  };
}

/**
 * The manifest of the image's own platform, where the engine keeps manifests: the id is then that of an index, which
 * changes with what else stands in it (other platforms, what a build says of itself).
 */
function contentOf({ Manifests, Os, Architecture, Variant }: JsonRecord): string | undefined {
  const images = list(Manifests)
    .map(record)
    .filter(({ Kind }) => Kind === "image");
  const own = images.find(({ ImageData }) => {
    const { os, architecture, variant } = record(record(ImageData).Platform);
    return text(os) === text(Os) && text(architecture) === text(Architecture) && text(variant) === text(Variant);
  });
  return orAbsent((own ?? images[0])?.ID);
}
