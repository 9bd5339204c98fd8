/**
 * The printed project as a table: for each object its keys in the order in which they are printed and hashed, and when a key
 * is printed. A key that is in no row is not printed, but `x-` keys in YAML. Wherever the order of a mapping's keys is the
 * user's, they are sorted.
 */
import type { Ordered } from "../../core/ordered-json.ts";

export type Shape =
  | { readonly kind: "plain" }
  | { readonly kind: "object"; readonly fields: readonly Field[] }
  | { readonly kind: "each"; readonly of: Shape };

export interface Field {
  readonly key: string;
  readonly shape: Shape;
  /** "filled": not where it is empty, zero or false · "false": only where it is false · "present": wherever it was written. */
  readonly when: "filled" | "present" | "false";
  /** What is printed where there is nothing to print, for the sake of the hash, or of those that need both of a pair. */
  readonly otherwise?: { readonly json?: Ordered; readonly yaml?: Ordered; readonly onlyWritten?: true };
  /** Empty is not the same as absent: YAML prints it wherever it was written. */
  readonly emptyMatters?: true;
  /** Its key in JSON, where that is another one. */
  readonly jsonKey?: string;
}

const plain: Shape = { kind: "plain" };
const object = (...fields: readonly Field[]): Shape & { readonly kind: "object" } => ({ kind: "object", fields });
const each = (of: Shape): Shape => ({ kind: "each", of });

const filled = (key: string, shape: Shape = plain): Field => ({ key, shape, when: "filled" });
const present = (key: string, shape: Shape = plain): Field => ({ key, shape, when: "present" });
const texts = (...keys: readonly string[]): readonly Field[] => keys.map((key) => filled(key));
/** JSON has it always, YAML where it says something. */
const inJson = (field: Field, json: Ordered): Field => ({ ...field, otherwise: { json } });
const always = (key: string, value: Ordered): Field => ({ ...filled(key), otherwise: { json: value, yaml: value } });

/** Printed where it is filled; but what it means where it is absent it does not mean where it is empty. */
const filledOrEmpty = (key: string, shape: Shape = plain): Field => ({ ...filled(key, shape), emptyMatters: true });

const nothing: Ordered = new Map();

const required: Field = { ...present("required"), otherwise: { json: true, yaml: true } };

const commandLine = (key: string): Field => inJson(present(key), null);

const limit = object({ ...filled("soft"), otherwise: { yaml: 0 } }, { ...filled("hard"), otherwise: { yaml: 0 } });

const grant = object(...texts("source", "target", "uid", "gid"), present("mode"));

const build = object(
  filledOrEmpty("context"),
  filledOrEmpty("dockerfile"),
  ...texts("dockerfile_inline", "entitlements", "args", "provenance", "sbom", "ssh", "labels"),
  ...texts("cache_from", "cache_to", "no_cache", "no_cache_filter", "additional_contexts", "pull", "extra_hosts"),
  ...texts("isolation", "network", "target"),
  filled("secrets", each(grant)),
  ...texts("shm_size", "tags"),
  filled("ulimits", each(limit)),
  ...texts("platforms", "privileged"),
);

const hook = object(
  commandLine("command"),
  ...texts("image", "user", "privileged", "working_dir", "environment", "per_replica"),
);

const watch = object(
  ...texts("path", "action", "target"),
  inJson(filled("exec", hook), new Map([["command", null]])),
  ...texts("include", "ignore", "initial_sync"),
);

const develop = object(filled("watch", each(watch)));

/** The reference has no names for these in JSON, and prints those of its own fields. */
const blockDevice = (value: string, none: Ordered): Shape =>
  object(
    { ...always("path", ""), jsonKey: "Path" },
    { ...always(value, none), jsonKey: `${value.charAt(0).toUpperCase()}${value.slice(1)}` },
  );

const blockDevices = object(
  filled("weight"),
  filled("weight_device", each(blockDevice("weight", 0))),
  ...["device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops"].map((key) =>
    filled(key, each(blockDevice("rate", "0"))),
  ),
);

const deviceRequest = object(
  filledOrEmpty("capabilities"),
  filled("driver"),
  filledOrEmpty("count"),
  filledOrEmpty("device_ids"),
  filled("options"),
);

const genericResource = object(present("discrete_resource_spec", object(always("kind", ""), always("value", 0))));

const amounts = object(
  ...texts("cpus", "memory", "pids"),
  filled("devices", each(deviceRequest)),
  filled("generic_resources", each(genericResource)),
);

const update = object(
  present("parallelism"),
  ...texts("delay", "failure_action", "monitor", "max_failure_ratio", "order"),
);

const restartPolicy = object(filled("condition"), present("delay"), present("max_attempts"), present("window"));

const placement = object(
  filled("constraints"),
  filled("preferences", each(object(filled("spread")))),
  filled("max_replicas_per_node"),
);

const deploy = object(
  filled("mode"),
  present("replicas"),
  filled("labels"),
  present("update_config", update),
  present("rollback_config", update),
  inJson(filled("resources", object(present("limits", amounts), present("reservations", amounts))), nothing),
  present("restart_policy", restartPolicy),
  inJson(filled("placement", placement), nothing),
  filled("endpoint_mode"),
);

const dependency = object(filled("condition"), filled("restart"), present("required"));

const healthcheck = object(
  filled("test"),
  present("timeout"),
  present("interval"),
  present("retries"),
  present("start_period"),
  present("start_interval"),
  filled("disable"),
);

const attachment = object(
  ...texts("aliases", "driver_opts", "gw_priority", "interface_name", "ipv4_address", "ipv6_address"),
  ...texts("link_local_ips", "mac_address", "priority"),
);

const port = object(
  filled("name"),
  filledOrEmpty("mode"),
  ...texts("host_ip", "target", "published"),
  filledOrEmpty("protocol"),
  filled("app_protocol"),
);

const mount = object(
  ...texts("type", "source", "target", "read_only", "consistency"),
  present(
    "bind",
    object(
      ...texts("selinux", "propagation"),
      { key: "create_host_path", shape: plain, when: "false" },
      filled("recursive"),
    ),
  ),
  present("volume", object(...texts("labels", "nocopy", "subpath"))),
  present("tmpfs", object(...texts("size", "mode"))),
  present("image", object(filled("subpath"))),
);

const service = object(
  ...texts("profiles", "annotations"),
  present("attach"),
  present("build", build),
  present("develop", develop),
  present("blkio_config", blockDevices),
  ...texts("cap_add", "cap_drop", "cgroup_parent", "cgroup"),
  ...texts("cpu_count", "cpu_percent", "cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime"),
  ...texts("cpus", "cpuset", "cpu_shares"),
  commandLine("command"),
  filled("configs", each(grant)),
  filled("container_name"),
  present("credential_spec", object(...texts("config", "file", "registry"))),
  filled("depends_on", each(dependency)),
  present("deploy", deploy),
  filled("device_cgroup_rules"),
  filled("devices", each(object(filled("source"), filledOrEmpty("target"), filled("permissions")))),
  ...texts("dns", "dns_opt", "dns_search", "domainname"),
  commandLine("entrypoint"),
  present("provider", object(filledOrEmpty("type"), filled("options"))),
  filled("environment"),
  filled("env_file", each(object(filled("path"), required, filled("format")))),
  filled("expose"),
  present("extends", object(...texts("file", "service"))),
  ...texts("external_links", "extra_hosts", "group_add"),
  filled("gpus", each(deviceRequest)),
  filled("hostname"),
  present("healthcheck", healthcheck),
  filled("image"),
  present("init"),
  ...texts("ipc", "isolation", "labels", "label_file", "links"),
  present("logging", object(...texts("driver", "options"))),
  ...texts("mem_limit", "mem_reservation", "memswap_limit"),
  filledOrEmpty("mem_swappiness"),
  filled("mac_address"),
  filled("models", each(object(...texts("endpoint_var", "model_var")))),
  filledOrEmpty("network_mode"),
  filled("networks", each(attachment)),
  ...texts("oom_kill_disable", "oom_score_adj", "pid", "pids_limit", "platform"),
  filled("ports", each(port)),
  ...texts("privileged", "pull_policy", "read_only", "restart", "runtime"),
  present("scale"),
  filled("secrets", each(grant)),
  ...texts("security_opt", "shm_size", "stdin_open"),
  present("stop_grace_period"),
  ...texts("stop_signal", "storage_opt", "sysctls", "tmpfs", "tty"),
  filled("ulimits", each(limit)),
  ...texts("use_api_socket", "user", "userns_mode", "uts"),
  filled("volumes", each(mount)),
  ...texts("volumes_from", "working_dir"),
  filled("pre_start", each(hook)),
  filled("post_start", each(hook)),
  filled("pre_stop", each(hook)),
);

export const serviceShape: Shape = service;

/** A service's keys in the order in which they are printed. */
export const serviceKeys: readonly string[] = service.fields.map(({ key }) => key);

const subnet = object(...texts("subnet", "gateway", "ip_range", "aux_addresses"));

export const networkShape: Shape = object(
  filledOrEmpty("name"),
  ...texts("driver", "driver_opts"),
  inJson(filled("ipam", object(filled("driver"), filled("config", each(subnet)), filled("options"))), nothing),
  ...texts("external", "internal", "attachable", "labels"),
  present("enable_ipv4"),
  present("enable_ipv6"),
);

export const volumeShape: Shape = object(
  filledOrEmpty("name"),
  ...texts("driver", "driver_opts", "external", "labels"),
);

export const fileShape: Shape = object(
  filledOrEmpty("name"),
  ...texts("file", "environment"),
  filledOrEmpty("content"),
  ...texts("external", "labels", "driver", "driver_opts", "template_driver"),
);

export const aiModelShape: Shape = object(...texts("name", "model", "context_size", "runtime_flags"));
