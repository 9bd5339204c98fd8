/**
 * The printed model as a table: for each object its keys in the order in which they are printed and hashed, and when a key
 * is printed. A key that is in no row is not printed. Wherever the order of a mapping's keys is the user's, they are sorted.
 */
import type { Json } from "../core/canonical-json.ts";

export type Shape =
  | { readonly kind: "plain" }
  | { readonly kind: "object"; readonly fields: readonly Field[] }
  | { readonly kind: "each"; readonly of: Shape };

export interface Field {
  readonly key: string;
  readonly shape: Shape;
  /** "filled": not where it is empty, zero or false · "false": only where it is false · "present": wherever it was written · otherwise what stands for nothing. */
  readonly when: "filled" | "present" | "false" | { readonly otherwise: Json };
}

const plain: Shape = { kind: "plain" };
const object = (...fields: readonly Field[]): Shape => ({ kind: "object", fields });
const each = (of: Shape): Shape => ({ kind: "each", of });

const filled = (key: string, shape: Shape = plain): Field => ({ key, shape, when: "filled" });
const present = (key: string, shape: Shape = plain): Field => ({ key, shape, when: "present" });
const always = (key: string, otherwise: Json, shape: Shape = plain): Field => ({ key, shape, when: { otherwise } });
const texts = (...keys: readonly string[]): readonly Field[] => keys.map((key) => filled(key));

const build = object(...texts("context", "dockerfile", "dockerfile_inline", "args", "target"));

const amounts = object(...texts("cpus", "memory", "pids", "devices", "generic_resources"));

const update = object(
  present("parallelism"),
  ...texts("delay", "failure_action", "monitor", "max_failure_ratio", "order"),
);

const restartPolicy = object(filled("condition"), present("delay"), present("max_attempts"), present("window"));

const deploy = object(
  filled("mode"),
  present("replicas"),
  filled("labels"),
  present("update_config", update),
  present("rollback_config", update),
  always("resources", {}, object(present("limits", amounts), present("reservations", amounts))),
  present("restart_policy", restartPolicy),
  always("placement", {}, object(...texts("constraints", "preferences", "max_replicas_per_node"))),
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

const grant = object(...texts("source", "target", "uid", "gid"), present("mode"));

const attachment = object(
  ...texts("aliases", "driver_opts", "gw_priority", "interface_name", "ipv4_address", "ipv6_address"),
  ...texts("link_local_ips", "mac_address", "priority"),
);

const port = object(...texts("name", "mode", "host_ip", "target", "published", "protocol", "app_protocol"));

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

const limit = object(...texts("soft", "hard"));

export const serviceShape: Shape = object(
  filled("profiles"),
  present("attach"),
  present("build", build),
  ...texts("cap_add", "cap_drop", "cpus", "cpuset", "cpu_shares"),
  always("command", null),
  filled("configs", each(grant)),
  filled("container_name"),
  present("credential_spec", object(...texts("config", "file", "registry"))),
  filled("depends_on", each(dependency)),
  present("deploy", deploy),
  ...texts("dns", "dns_opt", "dns_search", "domainname"),
  always("entrypoint", null),
  ...texts("environment", "expose", "extra_hosts", "hostname"),
  present("healthcheck", healthcheck),
  filled("image"),
  present("init"),
  filled("labels"),
  present("logging", object(...texts("driver", "options"))),
  ...texts("mem_limit", "mem_reservation", "memswap_limit", "network_mode"),
  filled("networks", each(attachment)),
  ...texts("pids_limit", "platform"),
  filled("ports", each(port)),
  ...texts("privileged", "pull_policy", "read_only", "restart"),
  present("scale"),
  filled("secrets", each(grant)),
  ...texts("security_opt", "shm_size", "stdin_open"),
  present("stop_grace_period"),
  ...texts("stop_signal", "sysctls", "tmpfs", "tty"),
  filled("ulimits", each(limit)),
  filled("user"),
  filled("volumes", each(mount)),
  filled("working_dir"),
);

const subnet = object(...texts("subnet", "gateway", "ip_range", "aux_addresses"));

export const networkShape: Shape = object(
  ...texts("name", "driver", "driver_opts"),
  always("ipam", {}, object(filled("driver"), filled("config", each(subnet)), filled("options"))),
  ...texts("external", "internal", "attachable", "labels"),
  present("enable_ipv4"),
  present("enable_ipv6"),
);

export const volumeShape: Shape = object(...texts("name", "driver", "driver_opts", "external", "labels"));

export const fileShape: Shape = object(
  ...texts("name", "file", "environment", "content", "external", "labels", "driver", "driver_opts", "template_driver"),
);
