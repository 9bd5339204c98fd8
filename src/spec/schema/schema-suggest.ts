/**
 * What an unknown key was probably meant to be: another spelling, the word that another tool or field uses, or the
 * right word in the wrong place.
 */
import { closest } from "../../core/closest.ts";
import { type Node, type Path, pathText } from "../tree/tree.ts";
import { type Attribute, attributeAt, serviceKeys } from "./schema-attributes.ts";

/** A hint for a key that is not known under the mapping at `path`; undefined where nothing comes near. */
export function keyHint(path: Path, key: string, value: Node | undefined): string | undefined {
  const keys = attributeAt(path)?.keys ?? {};
  const meant = meantKey(path, key);
  if (meant !== undefined) return `did you mean \`${meant}\`?`;
  return misplaced(path, key, value) ?? listed(keys);
}

/** The key of this mapping, or the path below it, that was meant. */
export function meantKey(path: Path, key: string): string | undefined {
  const attribute = attributeAt(path);
  const keys = Object.keys(attribute?.keys ?? {});
  const word = key.toLowerCase().replaceAll("-", "_");
  const synonym = synonyms
    .get(word)
    ?.find((meant) => attributeAt([...path, ...meant.split(".")]) !== undefined && known(attribute, meant));
  return keys.find((known) => known === word) ?? synonym ?? closest(key, keys);
}

const known = (attribute: Attribute | undefined, meant: string): boolean =>
  Object.hasOwn(attribute?.keys ?? {}, meant.split(".")[0] ?? "");

/** The right key a level or more away. */
function misplaced(path: Path, key: string, value: Node | undefined): string | undefined {
  if (path.length === 0) {
    if (Object.hasOwn(serviceKeys, key))
      return `\`${key}\` is an attribute of a service: indent it under one of \`services\``;
    const service = value?.kind === "map" && (value.entries.has("image") || value.entries.has("build"));
    return service ? `if \`${key}\` is a service, indent it under \`services\`` : undefined;
  }
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const above = path.slice(0, depth);
    if (Object.hasOwn(attributeAt(above)?.keys ?? {}, key))
      return depth === 0
        ? `\`${key}\` belongs to the top level of the file`
        : `\`${key}\` belongs to \`${pathText(above)}\``;
  }
  return undefined;
}

const few = 8;

/** The keys themselves, where they are few. */
function listed(keys: Readonly<Record<string, Attribute>>): string | undefined {
  const names = Object.keys(keys).map((name) => `\`${name}\``);
  return names.length > 0 && names.length <= few ? `known here: ${names.join(", ")}` : undefined;
}

/** Words of the field, of `docker run` and of older file formats → what the format calls it, best first. */
const synonyms: ReadonlyMap<string, readonly string[]> = new Map([
  ["arg", ["args", "build.args"]],
  ["arguments", ["args", "command"]],
  ["add_host", ["extra_hosts"]],
  ["add_hosts", ["extra_hosts"]],
  ["alias", ["aliases"]],
  ["annotation", ["annotations"]],
  ["args", ["build.args", "command"]],
  ["build_args", ["args", "build.args"]],
  ["buildargs", ["args", "build.args"]],
  ["capabilities", ["cap_add"]],
  ["cmd", ["command"]],
  ["config", ["configs"]],
  ["container", ["container_name", "target"]],
  ["containers", ["services"]],
  ["context", ["build.context"]],
  ["cpu", ["cpus"]],
  ["cpu_limit", ["cpus"]],
  ["cpuset_cpus", ["cpuset"]],
  ["dependencies", ["depends_on"]],
  ["dependency", ["depends_on"]],
  ["depends", ["depends_on"]],
  ["dest", ["target"]],
  ["destination", ["target"]],
  ["device", ["devices"]],
  ["docker_file", ["dockerfile"]],
  ["dockerfile", ["build.dockerfile"]],
  ["dst", ["target"]],
  ["env", ["environment"]],
  ["env_files", ["env_file"]],
  ["environments", ["environment"]],
  ["envs", ["environment"]],
  ["extend", ["extends"]],
  ["external_ip", ["host_ip"]],
  ["file_mode", ["mode"]],
  ["group", ["gid", "group_add"]],
  ["gpu", ["gpus"]],
  ["health", ["healthcheck"]],
  ["health_check", ["healthcheck"]],
  ["host", ["published", "hostname"]],
  ["host_name", ["hostname"]],
  ["host_port", ["published"]],
  ["hosts", ["extra_hosts"]],
  ["container_port", ["target"]],
  ["includes", ["include"]],
  ["instances", ["scale", "replicas"]],
  ["ip", ["ipv4_address", "host_ip"]],
  ["ip_address", ["ipv4_address", "host_ip"]],
  ["label", ["labels"]],
  ["limits", ["resources.limits", "deploy.resources.limits"]],
  ["link", ["links"]],
  ["log", ["logging"]],
  ["log_driver", ["logging.driver"]],
  ["log_opt", ["logging.options"]],
  ["log_options", ["logging.options"]],
  ["mem", ["mem_limit", "memory"]],
  ["memory", ["mem_limit"]],
  ["memory_limit", ["mem_limit", "memory"]],
  ["memory_reservation", ["mem_reservation"]],
  ["memory_swap", ["memswap_limit"]],
  ["mount", ["volumes"]],
  ["mounts", ["volumes"]],
  ["net", ["network_mode"]],
  ["network", ["networks"]],
  ["opts", ["options", "driver_opts"]],
  ["options", ["driver_opts", "logging.options"]],
  ["owner", ["uid", "user"]],
  ["pids", ["pids_limit"]],
  ["port", ["ports", "published"]],
  ["profile", ["profiles"]],
  ["publish", ["published", "ports"]],
  ["pull", ["pull_policy"]],
  ["readonly", ["read_only"]],
  ["replica", ["scale", "replicas"]],
  ["replicas", ["deploy.replicas"]],
  ["reservations", ["resources.reservations", "deploy.resources.reservations"]],
  ["resources", ["deploy.resources"]],
  ["restart_policy", ["restart"]],
  ["ro", ["read_only"]],
  ["runas", ["user"]],
  ["secret", ["secrets"]],
  ["service", ["services"]],
  ["shm", ["shm_size"]],
  ["src", ["source"]],
  ["stage", ["target"]],
  ["stop_timeout", ["stop_grace_period"]],
  ["timeout", ["stop_grace_period"]],
  ["ulimit", ["ulimits"]],
  ["username", ["user"]],
  ["volume", ["volumes"]],
  ["volume_driver", ["driver"]],
  ["workdir", ["working_dir"]],
  ["work_dir", ["working_dir"]],
]);
