/** Where text (from a variable, or quoted) stands for a number or a yes/no: a table by path. */
import { scalar } from "../tree/edit.ts";
import { fail, type Report, shown, warn } from "../tree/report.ts";
import { type Rules, rulesOf } from "../tree/rules.ts";
import type { Path, ScalarNode } from "../tree/tree.ts";
import { oddCharacterHint } from "../values/odd-characters.ts";

/** The value that the text stands for; undefined, and reported as `wrong-type`, where it stands for none. */
export type Cast = (node: ScalarNode, text: string, path: Path, report: Report) => ScalarNode | undefined;

const whole: Cast = (node, text, path, report) =>
  /^[-+]?\d+$/.test(text) ? scalar(BigInt(text.replace(/^\+/, "")), node) : wrong("a whole number", node, path, report);

const decimal: Cast = (node, text, path, report) =>
  /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text)
    ? // One that is too large stays text, so that it can be quoted when that is told.
      Number.isFinite(Number(text))
      ? scalar(Number(text), node)
      : node
    : wrong("a number", node, path, report);

const yes: ReadonlySet<string> = new Set(["true", "yes", "y", "on"]);
const no: ReadonlySet<string> = new Set(["false", "no", "n", "off"]);

const flag: Cast = (node, text, path, report) => {
  const word = text.toLowerCase();
  if (!yes.has(word) && !no.has(word)) return wrong("true or false", node, path, report);
  if (word !== "true" && word !== "false")
    warn(report, "invalid-value", `${shown(node)} is read as ${yes.has(word)}`, {
      path,
      place: node.place,
      hint: "write true or false",
    });
  return scalar(yes.has(word), node);
};

function wrong(what: string, node: ScalarNode, path: Path, report: Report): undefined {
  const hint = node.variables === undefined ? oddCharacterHint(String(node.value)) : undefined;
  fail(report, "wrong-type", `${shown(node)} is not ${what}`, { path, place: node.place, hint });
}

export const castRules: Rules<Cast> = rulesOf<Cast>([
  ["services.*.attach", flag],
  ["services.*.blkio_config.weight", whole],
  ["services.*.blkio_config.weight_device.*.weight", whole],
  ["services.*.build.no_cache", flag],
  ["services.*.build.privileged", flag],
  ["services.*.build.pull", flag],
  ["services.*.build.ulimits.*", whole],
  ["services.*.build.ulimits.*.hard", whole],
  ["services.*.build.ulimits.*.soft", whole],
  ["services.*.cpu_count", whole],
  ["services.*.cpu_percent", decimal],
  ["services.*.cpu_period", whole],
  ["services.*.cpu_quota", whole],
  ["services.*.cpu_rt_period", whole],
  ["services.*.cpu_rt_runtime", whole],
  ["services.*.cpu_shares", whole],
  ["services.*.cpus", decimal],
  ["services.*.depends_on.*.required", flag],
  ["services.*.depends_on.*.restart", flag],
  ["services.*.deploy.placement.max_replicas_per_node", whole],
  ["services.*.deploy.replicas", whole],
  ["services.*.deploy.resources.limits.pids", whole],
  ["services.*.deploy.resources.reservations.generic_resources.*.discrete_resource_spec.value", whole],
  ["services.*.deploy.restart_policy.max_attempts", whole],
  ["services.*.deploy.rollback_config.max_failure_ratio", decimal],
  ["services.*.deploy.rollback_config.parallelism", whole],
  ["services.*.deploy.update_config.max_failure_ratio", decimal],
  ["services.*.deploy.update_config.parallelism", whole],
  ["services.*.develop.watch.*.exec.privileged", flag],
  ["services.*.env_file.*.required", flag],
  ["services.*.healthcheck.disable", flag],
  ["services.*.healthcheck.retries", whole],
  ["services.*.init", flag],
  ["services.*.networks.*.priority", whole],
  ["services.*.oom_kill_disable", flag],
  ["services.*.oom_score_adj", whole],
  ["services.*.pids_limit", whole],
  ["services.*.ports.*.target", whole],
  ["services.*.post_start.*.privileged", flag],
  ["services.*.pre_start.*.per_replica", flag],
  ["services.*.pre_start.*.privileged", flag],
  ["services.*.pre_stop.*.privileged", flag],
  ["services.*.privileged", flag],
  ["services.*.read_only", flag],
  ["services.*.scale", whole],
  ["services.*.stdin_open", flag],
  ["services.*.tty", flag],
  ["services.*.ulimits.*", whole],
  ["services.*.ulimits.*.hard", whole],
  ["services.*.ulimits.*.soft", whole],
  ["services.*.volumes.*.bind.create_host_path", flag],
  ["services.*.volumes.*.read_only", flag],
  ["services.*.volumes.*.volume.nocopy", flag],
  ["networks.*.attachable", flag],
  ["networks.*.enable_ipv4", flag],
  ["networks.*.enable_ipv6", flag],
  ["networks.*.external", flag],
  ["networks.*.internal", flag],
  ["volumes.*.external", flag],
  ["configs.*.external", flag],
  ["secrets.*.external", flag],
]);
