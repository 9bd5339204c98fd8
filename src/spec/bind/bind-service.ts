/** A finished service node → the typed service. What it mounts is in bind-mounts.ts. */
import { type ProjectName, type ServiceName, serviceName } from "../../core/ids.ts";
import type { OrderedMap } from "../../core/ordered-json.ts";
import type { Resources } from "../../core/resources.ts";
import { scalarText } from "../canonical/canonical-values.ts";
import {
  amount,
  count,
  flag,
  flagOf,
  nanoseconds,
  text,
  texts,
  textsByKey,
  valuesByKey,
} from "../canonical/node-values.ts";
import type {
  Attachment,
  Build,
  Dependency,
  DependencyCondition,
  Port,
  PullPolicy,
  RestartRule,
  Service,
  ServiceHealthcheck,
} from "../project.ts";
import { spreadExposed } from "../short/expose.ts";
import { parsePullPolicy } from "../short/pull-policy.ts";
import { parseCondition, parseRestart } from "../short/restart.ts";
import { parseLink, parseVolumesFrom } from "../short/sharing.ts";
import { at, entriesOf, get, itemsOf } from "../tree/edit.ts";
import type { Node } from "../tree/tree.ts";
import { bindBlockIo, bindDeviceRequests, bindDevices } from "./bind-devices.ts";
import { bindHook, bindPreStart } from "./bind-hooks.ts";
import { bindModelVariables } from "./bind-models.ts";
import { bindGrants, bindTmpfs, bindVolumes } from "./bind-mounts.ts";
import { bindProvider } from "./bind-provider.ts";
import { bindReady } from "./bind-ready.ts";

/** What of the whole project a service depends on. */
interface Around {
  readonly name: ProjectName;
  readonly separator: string;
  readonly variables: ReadonlyMap<string, string>;
  readonly profiles: ReadonlyMap<string, string>;
}

export function bindService(name: ServiceName, node: Node, project: Around, printed: () => OrderedMap): Service {
  const logging = get(node, "logging");
  const image = text(node, "image") ?? `${project.name}${project.separator}${name}`;
  return {
    name,
    image,
    pullPolicy: pullPolicyOf(node),
    environment: environmentOf(get(node, "environment")),
    labels: textsByKey(get(node, "labels")),
    replicas: count(node, "scale") ?? count(get(node, "deploy"), "replicas") ?? 1,
    dependsOn: new Map(
      [...entriesOf(get(node, "depends_on"))].map(([key, { value }]) => [serviceName(key), dependency(value)]),
    ),
    ports: itemsOf(get(node, "ports")).map(port),
    expose: [...new Set(texts(get(node, "expose")).flatMap((exposed) => spreadExposed(exposed) ?? []))],
    volumes: bindVolumes(get(node, "volumes")),
    tmpfs: texts(get(node, "tmpfs")).map(bindTmpfs),
    networks: attachments(get(node, "networks")),
    configs: bindGrants(get(node, "configs"), "/"),
    secrets: bindGrants(get(node, "secrets"), "/run/secrets/"),
    capAdd: texts(get(node, "cap_add")),
    capDrop: texts(get(node, "cap_drop")),
    privileged: flag(node, "privileged"),
    readOnly: flag(node, "read_only"),
    sysctls: textsByKey(get(node, "sysctls")),
    securityOpt: texts(get(node, "security_opt")).map((option) => project.profiles.get(option) ?? option),
    dns: texts(get(node, "dns")),
    dnsSearch: texts(get(node, "dns_search")),
    dnsOpt: texts(get(node, "dns_opt")),
    tty: flag(node, "tty"),
    stdinOpen: flag(node, "stdin_open"),
    extraHosts: texts(get(node, "extra_hosts")).map((line) => line.replace("=", ":")),
    ulimits: ulimits(get(node, "ulimits")),
    resources: resources(node),
    annotations: textsByKey(get(node, "annotations")),
    devices: bindDevices(node),
    deviceRequests: bindDeviceRequests(node),
    deviceCgroupRules: texts(get(node, "device_cgroup_rules")),
    groupAdd: texts(get(node, "group_add")),
    storageOpt: textsByKey(get(node, "storage_opt")),
    volumesFrom: texts(get(node, "volumes_from")).map(parseVolumesFrom),
    links: texts(get(node, "links")).map((link) => {
      const { name: linked, alias } = parseLink(link);
      return { service: serviceName(linked), alias };
    }),
    externalLinks: texts(get(node, "external_links")).map((link) => {
      const { name: container, alias } = parseLink(link);
      return { container, alias };
    }),
    models: bindModelVariables(get(node, "models")),
    useApiSocket: flag(node, "use_api_socket"),
    preStart: itemsOf(get(node, "pre_start")).map((hook) => bindPreStart(hook, image)),
    postStart: itemsOf(get(node, "post_start")).map(bindHook),
    preStop: itemsOf(get(node, "pre_stop")).map(bindHook),
    attach: flagOf(node, "attach") ?? true,
    get printed() {
      return printed();
    },
    ...(logging !== undefined && { logging: loggingOf(logging) }),
    ...optional({
      build: get(node, "build") && buildOf(get(node, "build")),
      platform: text(node, "platform") ?? (project.variables.get("DOCKER_DEFAULT_PLATFORM") || undefined),
      command: wordsOf(node, "command"),
      entrypoint: wordsOf(node, "entrypoint"),
      containerName: text(node, "container_name"),
      healthcheck: get(node, "healthcheck") && healthcheck(get(node, "healthcheck")),
      provider: bindProvider(node),
      ready: bindReady(node),
      restart: restartOf(node),
      networkMode: text(node, "network_mode"),
      macAddress: text(node, "mac_address"),
      user: text(node, "user"),
      workingDir: text(node, "working_dir"),
      hostname: text(node, "hostname"),
      domainname: text(node, "domainname"),
      init: flagOf(node, "init"),
      stopSignal: text(node, "stop_signal"),
      stopGracePeriod: nanoseconds(node, "stop_grace_period"),
      shmSize: amount(node, "shm_size"),
      blkio: bindBlockIo(get(node, "blkio_config")),
      cgroup: text(node, "cgroup"),
      cgroupParent: text(node, "cgroup_parent"),
      isolation: text(node, "isolation"),
      runtime: text(node, "runtime"),
      userns: text(node, "userns_mode"),
      uts: text(node, "uts"),
      ipc: text(node, "ipc"),
      pid: text(node, "pid"),
    }),
  };
}

/** The fields that have a value: an absent one is not there at all. */
export function optional<Fields extends Readonly<Record<string, unknown>>>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };
}

const wordsOf = (node: Node, key: string): readonly string[] | undefined => {
  const words = get(node, key);
  return words === undefined ? undefined : texts(words);
};

const environmentOf = (node: Node | undefined): Readonly<Record<string, string | null>> =>
  valuesByKey(node, (value) => (value === null ? null : scalarText(value)));

const pullPolicyOf = (node: Node): PullPolicy =>
  parsePullPolicy(text(node, "pull_policy") ?? "missing") ?? { kind: "missing" };

/** What `deploy` says wins, also where it leaves the condition open: the engine's default then. */
function restartOf(node: Node): RestartRule | undefined {
  const deployed = at(node, "deploy", "restart_policy");
  if (deployed !== undefined)
    return parseCondition(text(deployed, "condition") ?? "", count(deployed, "max_attempts") ?? 0);
  const written = text(node, "restart");
  return written === undefined ? undefined : parseRestart(written);
}

function buildOf(node: Node | undefined): Build {
  return {
    context: text(node, "context") ?? ".",
    dockerfile: text(node, "dockerfile") ?? "Dockerfile",
    args: textsByKey(get(node, "args")),
    tags: texts(get(node, "tags")),
    ...optional({ target: text(node, "target") }),
  };
}

const dependency = (node: Node): Dependency => ({
  condition: (text(node, "condition") ?? "service_started") as DependencyCondition,
  restart: flag(node, "restart"),
  required: flagOf(node, "required") ?? true,
});

function healthcheck(node: Node | undefined): ServiceHealthcheck {
  const test = get(node, "test");
  return {
    disable: flag(node, "disable"),
    ...optional({
      test: test && texts(test),
      interval: nanoseconds(node, "interval"),
      timeout: nanoseconds(node, "timeout"),
      startPeriod: nanoseconds(node, "start_period"),
      startInterval: nanoseconds(node, "start_interval"),
      retries: count(node, "retries"),
    }),
  };
}

const port = (node: Node): Port => ({
  target: count(node, "target") ?? 0,
  protocol: text(node, "protocol") ?? "tcp",
  hostIp: text(node, "host_ip") ?? "",
  published: text(node, "published") ?? "",
});

/** By priority, the highest first, then by name. */
function attachments(node: Node | undefined): ReadonlyMap<string, Attachment> {
  const bound = [...entriesOf(node)].map(([key, { value }]) => [key, attachment(value)] as const);
  return new Map(bound.sort(([a, one], [b, other]) => other.priority - one.priority || (a < b ? -1 : 1)));
}

const attachment = (node: Node): Attachment => ({
  aliases: texts(get(node, "aliases")),
  linkLocalIps: texts(get(node, "link_local_ips")),
  driverOptions: textsByKey(get(node, "driver_opts")),
  gatewayPriority: count(node, "gw_priority") ?? 0,
  priority: count(node, "priority") ?? 0,
  ...optional({
    ipv4: text(node, "ipv4_address"),
    ipv6: text(node, "ipv6_address"),
    macAddress: text(node, "mac_address"),
    interfaceName: text(node, "interface_name"),
  }),
});

const ulimits = (node: Node | undefined): Service["ulimits"] =>
  [...entriesOf(node)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { value }]) => {
      const single = value.kind === "scalar" ? Number(value.value) : 0;
      return { name, soft: count(value, "soft") ?? single, hard: count(value, "hard") ?? single };
    });

const loggingOf = (node: Node): { readonly driver: string; readonly options: Readonly<Record<string, string>> } => ({
  driver: text(node, "driver") ?? "",
  options: textsByKey(get(node, "options")),
});

/** `deploy.resources` is the newer way to say what the plain attributes say; where both are there they agree. */
function resources(node: Node): Resources {
  const limits = at(node, "deploy", "resources", "limits");
  const cpus = amount(limits, "cpus") ?? amount(node, "cpus");
  const swappiness = count(node, "mem_swappiness");
  return optional({
    memory: amount(limits, "memory") ?? amount(node, "mem_limit"),
    memoryReservation:
      amount(at(node, "deploy", "resources", "reservations"), "memory") ?? amount(node, "mem_reservation"),
    memorySwap: amount(node, "memswap_limit"),
    nanoCpus: cpus === undefined ? undefined : Math.round(cpus * 1e9),
    cpuShares: amount(node, "cpu_shares"),
    cpuset: text(node, "cpuset"),
    pidsLimit: amount(limits, "pids") ?? amount(node, "pids_limit"),
    cpuPeriod: amount(node, "cpu_period"),
    cpuQuota: amount(node, "cpu_quota"),
    cpuRealtimePeriod: amount(node, "cpu_rt_period"),
    cpuRealtimeRuntime: amount(node, "cpu_rt_runtime"),
    cpuCount: amount(node, "cpu_count"),
    cpuPercent: amount(node, "cpu_percent"),
    memorySwappiness: swappiness === undefined || swappiness < 0 ? undefined : swappiness,
    oomKillDisable: flag(node, "oom_kill_disable") || undefined,
    oomScoreAdj: amount(node, "oom_score_adj"),
  });
}
