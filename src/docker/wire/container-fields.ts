/**
 * The one table of how a ContainerConfig travels: for each field its place in the engine's JSON, and how it is written
 * there and read back. create-body.ts writes by it, facts.ts reads by it, so the two can't drift apart. `Config` means
 * the body's root when writing, as the engine has it.
 */
import { canonicalCapabilities, canonicalExposed, canonicalPorts, canonicalUlimits } from "../../engine/canonical.ts";
import type { ContainerConfig, NamespaceMode, PortBinding, RestartPolicy } from "../../engine/container-config.ts";
import { blkio, deviceRequests, devices } from "./devices.ts";
import {
  decodeContainer,
  decodeNamespace,
  decodeNetworkMode,
  decodeNetworks,
  encodeContainer,
  encodeNamespace,
  encodeNetworks,
  ownMacAddress,
} from "./endpoints.ts";
import { at, type Codec, type Field } from "./field.ts";
import { healthcheck } from "./healthcheck.ts";
import { list, number, orAbsent, record, text, textRecord, texts } from "./json.ts";
import { decodeMounts, encodeMounts } from "./mounts.ts";

const word: Codec<string | undefined> = { write: (value) => value, read: orAbsent };
const amount: Codec<number | undefined> = { write: (value) => value, read: (raw) => number(raw) || undefined };
/** Below zero is the engine's way to say that nothing is set. */
const amountOrZero: Codec<number | undefined> = {
  write: (value) => value,
  read: (raw) => (typeof raw === "number" && raw >= 0 ? raw : undefined),
};
const flag: Codec<boolean> = { write: (value) => value, read: (raw) => raw === true };
const choice: Codec<boolean | undefined> = {
  write: (value) => value,
  read: (raw) => (typeof raw === "boolean" ? raw : undefined),
};
const words: Codec<readonly string[]> = { write: (value) => value, read: texts };
const argv: Codec<readonly string[] | undefined> = {
  write: (value) => value,
  read: (raw) => (Array.isArray(raw) ? texts(raw) : undefined),
};
const pairs: Codec<Readonly<Record<string, string>>> = { write: (value) => value, read: textRecord };
const capabilities: Codec<readonly string[]> = {
  write: canonicalCapabilities,
  read: (raw) => canonicalCapabilities(texts(raw)),
};

const environment: Codec<ContainerConfig["environment"]> = {
  write: (value) => Object.entries(value).map(([name, item]) => (item === null ? name : `${name}=${item}`)),
  read: (raw) =>
    Object.fromEntries(
      texts(raw).map((entry) => {
        const end = entry.indexOf("=");
        return end < 0 ? [entry, null] : [entry.slice(0, end), entry.slice(end + 1)];
      }),
    ),
};

const exposed: Codec<readonly string[]> = {
  write: (value) => Object.fromEntries(canonicalExposed(value).map((port) => [port, {}])),
  read: (raw) => canonicalExposed(Object.keys(record(raw))),
};

const ports: Field<readonly PortBinding[]> = {
  write: (value) => {
    const byPort = Map.groupBy(canonicalPorts(value), ({ container }) => container);
    return {
      ExposedPorts: Object.fromEntries([...byPort.keys()].map((port) => [port, {}])),
      HostConfig: {
        PortBindings: Object.fromEntries(
          [...byPort].map(([port, bindings]) => [
            port,
            bindings.map(({ hostIp, hostPort }) => ({ HostIp: hostIp, HostPort: hostPort })),
          ]),
        ),
      },
    };
  },
  read: ({ raw }) =>
    canonicalPorts(
      Object.entries(record(record(raw.HostConfig).PortBindings)).flatMap(([container, bindings]) =>
        list(bindings).map((binding) => {
          const { HostIp, HostPort } = record(binding);
          return { container, hostIp: text(HostIp), hostPort: text(HostPort) };
        }),
      ),
    ),
};

/** The engine closes it for the one who is attached alone where it is told that somebody will be. */
const stdinOnce: Field<boolean | undefined> = {
  write: () => ({ AttachStdin: true, StdinOnce: true }),
  read: ({ raw }) => record(raw.Config).StdinOnce === true || undefined,
};

const restart: Codec<RestartPolicy | undefined> = {
  write: ({ name, maxRetries }) => ({ Name: name, MaximumRetryCount: maxRetries }),
  read: (raw) => {
    const { Name, MaximumRetryCount } = record(raw);
    const name = restartNames.find((known) => known === Name) ?? "no";
    return { name, maxRetries: number(MaximumRetryCount) };
  },
};
const restartNames = ["no", "always", "on-failure", "unless-stopped"] as const;

const ulimits: Codec<ContainerConfig["ulimits"]> = {
  write: (value) => value.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard })),
  read: (raw) =>
    canonicalUlimits(
      list(raw).map((item) => {
        const { Name, Soft, Hard } = record(item);
        return { name: text(Name), soft: number(Soft), hard: number(Hard) };
      }),
    ),
};

const logging: Codec<ContainerConfig["logging"]> = {
  write: ({ driver, options }) => ({ Type: driver, Config: options }),
  read: (raw) => {
    const { Type, Config } = record(raw);
    return text(Type) === "" ? undefined : { driver: text(Type), options: textRecord(Config) };
  },
};

/** The engine names a container that has no name of its own on the network after its id. */
const hostname: Field<string | undefined> = {
  ...at("Config", "Hostname", word),
  read: ({ raw }) => {
    const name = orAbsent(record(raw.Config).Hostname);
    return name === text(raw.Id).slice(0, 12) ? undefined : name;
  },
};

const unmasked = "systempaths=unconfined";

/** One option is no option on the wire but two empty lists; another the engine adds to privileged containers itself. */
const securityOpt: Field<readonly string[]> = {
  write: (value) => ({
    HostConfig: {
      SecurityOpt: value.filter((option) => option !== unmasked),
      ...(value.includes(unmasked) && { MaskedPaths: [], ReadonlyPaths: [] }),
    },
  }),
  read: ({ raw }) => {
    const host = record(raw.HostConfig);
    const isEmpty = (paths: unknown): boolean => Array.isArray(paths) && paths.length === 0;
    const isUnmasked = isEmpty(host.MaskedPaths) && isEmpty(host.ReadonlyPaths);
    const options = texts(host.SecurityOpt).filter((o) => !(o === "label=disable" && host.Privileged === true));
    return isUnmasked ? [...options, unmasked] : options;
  },
};

const namespace = (key: string): Field<NamespaceMode | undefined> => ({
  write: (value) => ({ HostConfig: { [key]: encodeNamespace(value) } }),
  read: ({ raw, names }) => decodeNamespace(record(raw.HostConfig)[key], names),
});

/** The engine takes `rw` where nothing is said. */
const volumesFrom: Field<ContainerConfig["volumesFrom"]> = {
  write: (value) => ({
    HostConfig: { VolumesFrom: value.map(({ of, readOnly }) => `${encodeContainer(of)}${readOnly ? ":ro" : ""}`) },
  }),
  read: ({ raw, names }) =>
    texts(record(raw.HostConfig).VolumesFrom).map((entry) => {
      const [id = "", mode = ""] = entry.split(":");
      return { of: decodeContainer(id, names), readOnly: mode.split(",").includes("ro") };
    }),
};

/** Told back as `/other:/self/alias`, by names. */
const links: Field<ContainerConfig["links"]> = {
  write: (value) => ({ HostConfig: { Links: value.map(({ of, alias }) => `${encodeContainer(of)}:${alias}`) } }),
  read: ({ raw }) =>
    texts(record(raw.HostConfig).Links).map((entry) => {
      const [other = "", alias = ""] = entry.split(":");
      const name = other.replace(/^\//, "");
      return { of: { by: "id", id: name, name }, alias: alias.slice(alias.lastIndexOf("/") + 1) };
    }),
};

/** Every field of ContainerConfig: a new one without a line here does not compile. */
export const wire: { readonly [Name in keyof ContainerConfig]-?: Field<ContainerConfig[Name]> } = {
  image: { ...at("Config", "Image", word), read: ({ raw }) => text(record(raw.Config).Image) },
  // In the create call's query; the image tells it back.
  platform: { write: () => ({}), read: () => undefined },
  command: at("Config", "Cmd", argv),
  entrypoint: at("Config", "Entrypoint", argv),
  environment: at("Config", "Env", environment),
  labels: at("Config", "Labels", pairs),
  user: at("Config", "User", word),
  workingDir: at("Config", "WorkingDir", word),
  hostname,
  domainname: at("Config", "Domainname", word),
  tty: at("Config", "Tty", flag),
  stdinOpen: at("Config", "OpenStdin", flag),
  stdinOnce,
  autoRemove: at("HostConfig", "AutoRemove", choice),
  stopSignal: at("Config", "StopSignal", word),
  stopTimeoutSeconds: at("Config", "StopTimeout", {
    write: (value) => value,
    read: (raw) => (typeof raw === "number" ? raw : undefined),
  }),
  healthcheck,
  exposed: at("Config", "ExposedPorts", exposed),
  ports,
  mounts: {
    write: (value, api) => ({ HostConfig: encodeMounts(value, api) }),
    read: ({ raw }) => decodeMounts(record(raw.HostConfig)),
  },
  networkMode: {
    write: (value) => ({
      HostConfig: { NetworkMode: encodeNamespace(value) },
      ...(value.kind === "named" && value.name === "disabled" && { NetworkDisabled: true }),
    }),
    read: ({ raw, names }) => decodeNetworkMode(record(raw.HostConfig).NetworkMode, names),
  },
  networks: { write: encodeNetworks, read: ({ raw }) => decodeNetworks(raw) },
  macAddress: { ...at("Config", "MacAddress", word), read: ({ raw }) => ownMacAddress(raw) },
  restart: at("HostConfig", "RestartPolicy", restart),
  init: at("HostConfig", "Init", choice),
  privileged: at("HostConfig", "Privileged", flag),
  readOnly: at("HostConfig", "ReadonlyRootfs", flag),
  capAdd: at("HostConfig", "CapAdd", capabilities),
  capDrop: at("HostConfig", "CapDrop", capabilities),
  securityOpt,
  sysctls: at("HostConfig", "Sysctls", pairs),
  ulimits: at("HostConfig", "Ulimits", ulimits),
  dns: at("HostConfig", "Dns", words),
  dnsSearch: at("HostConfig", "DnsSearch", words),
  dnsOptions: at("HostConfig", "DnsOptions", words),
  extraHosts: at("HostConfig", "ExtraHosts", words),
  logging: at("HostConfig", "LogConfig", logging),
  shmSize: at("HostConfig", "ShmSize", amount),
  memory: at("HostConfig", "Memory", amount),
  memoryReservation: at("HostConfig", "MemoryReservation", amount),
  memorySwap: at("HostConfig", "MemorySwap", amount),
  nanoCpus: at("HostConfig", "NanoCpus", amount),
  cpuShares: at("HostConfig", "CpuShares", amount),
  cpuset: at("HostConfig", "CpusetCpus", word),
  pidsLimit: at("HostConfig", "PidsLimit", amount),
  cpuPeriod: at("HostConfig", "CpuPeriod", amount),
  cpuQuota: at("HostConfig", "CpuQuota", amount),
  cpuRealtimePeriod: at("HostConfig", "CpuRealtimePeriod", amount),
  cpuRealtimeRuntime: at("HostConfig", "CpuRealtimeRuntime", amount),
  cpuCount: at("HostConfig", "CpuCount", amount),
  cpuPercent: at("HostConfig", "CpuPercent", amount),
  memorySwappiness: at("HostConfig", "MemorySwappiness", amountOrZero),
  oomKillDisable: at("HostConfig", "OomKillDisable", {
    write: (value) => value,
    read: (raw) => raw === true || undefined,
  }),
  oomScoreAdj: at("HostConfig", "OomScoreAdj", amount),
  blkio,
  devices: at("HostConfig", "Devices", devices),
  deviceRequests: at("HostConfig", "DeviceRequests", deviceRequests),
  deviceCgroupRules: at("HostConfig", "DeviceCgroupRules", words),
  annotations: at("HostConfig", "Annotations", pairs),
  groupAdd: at("HostConfig", "GroupAdd", words),
  storageOpt: at("HostConfig", "StorageOpt", pairs),
  cgroup: at("HostConfig", "CgroupnsMode", word),
  cgroupParent: at("HostConfig", "CgroupParent", word),
  isolation: at("HostConfig", "Isolation", word),
  runtime: at("HostConfig", "Runtime", word),
  userns: at("HostConfig", "UsernsMode", word),
  uts: at("HostConfig", "UTSMode", word),
  ipc: namespace("IpcMode"),
  pid: namespace("PidMode"),
  volumesFrom,
  links,
};
