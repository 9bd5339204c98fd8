/** Rules about one service: attributes that exclude each other or must agree, and values that no schema can judge. */
import { isIP } from "node:net";
import { scalarText } from "../canonical/canonical-values.ts";
import { count, text } from "../canonical/node-values.ts";
import { spreadExposed } from "../short/expose.ts";
import { parsePullPolicy } from "../short/pull-policy.ts";
import { at, entriesOf, get, itemsOf, textOf } from "../tree/edit.ts";
import { shown, warn } from "../tree/report.ts";
import { type Node, type Path, pathText } from "../tree/tree.ts";
import { complain, type ServiceRule as Rule } from "./check-input.ts";

const imageOrBuild: Rule = (service, check) => {
  if (
    text(service.node, "image") !== undefined ||
    get(service.node, "build") !== undefined ||
    get(service.node, "provider") !== undefined ||
    check.isBroken(pathText(service.path))
  )
    return;
  complain(
    check,
    service,
    "no-image-or-build",
    [],
    `service "${service.name}" has neither an image nor a build context specified`,
    "add `image:` or `build:`",
  );
};

const networkModeOrNetworks: Rule = (service, check) => {
  if (text(service.node, "network_mode") === undefined || get(service.node, "networks") === undefined) return;
  complain(
    check,
    service,
    "conflicting-attributes",
    ["network_mode"],
    "`network_mode` and `networks` cannot be used together",
    "remove one of them",
  );
};

const testWords: ReadonlySet<string> = new Set(["CMD", "CMD-SHELL", "NONE"]);

const healthTest: Rule = (service, check) => {
  const first = itemsOf(at(service.node, "healthcheck", "test"))[0];
  if (first === undefined || testWords.has(textOf(first) ?? "")) return;
  complain(
    check,
    service,
    "invalid-value",
    ["healthcheck", "test", 0],
    "a health check test must start with CMD, CMD-SHELL or NONE",
    'write it as one string, or put "CMD" first',
  );
};

/** Attribute and the one under `deploy` that says the same. */
const deployEquivalents: readonly (readonly [plain: string, deployed: Path])[] = [
  ["scale", ["deploy", "replicas"]],
  ["cpus", ["deploy", "resources", "limits", "cpus"]],
  ["mem_limit", ["deploy", "resources", "limits", "memory"]],
  ["pids_limit", ["deploy", "resources", "limits", "pids"]],
  ["mem_reservation", ["deploy", "resources", "reservations", "memory"]],
];

const deployAgrees: Rule = (service, check) => {
  if (get(service.node, "deploy") === undefined) return;
  for (const [plain, deployed] of deployEquivalents) {
    const one = count(service.node, plain);
    const parent = at(service.node, ...deployed.slice(0, -1).map(String));
    const other = count(parent, String(deployed.at(-1)));
    if (one === undefined || other === undefined || one === other) continue;
    complain(
      check,
      service,
      "conflicting-attributes",
      [plain],
      `\`${plain}\` and \`${deployed.join(".")}\` have different values`,
      "remove one of them",
    );
  }
};

const notNegative: Rule = (service, check) => {
  for (const path of [["scale"], ["deploy", "replicas"]]) {
    const value = count(at(service.node, ...path.slice(0, -1)), path.at(-1) ?? "");
    if (value !== undefined && value < 0)
      complain(check, service, "invalid-value", path, `${path.join(".")} cannot be negative`);
  }
};

export const replicasOf = (service: Node): number =>
  count(service, "scale") ?? count(get(service, "deploy"), "replicas") ?? 1;

const oneNameOneContainer: Rule = (service, check) => {
  if (text(service.node, "container_name") === undefined || replicasOf(service.node) < 2) return;
  complain(
    check,
    service,
    "conflicting-attributes",
    ["container_name"],
    `${replicasOf(service.node)} replicas cannot share one container name`,
    "remove `container_name`, or use one replica",
  );
};

const targetsOnce: Rule = (service, check) => {
  const taken = new Map<string, Path>();
  const take = (target: string, path: Path): void => {
    const earlier = taken.get(target);
    if (earlier !== undefined)
      complain(
        check,
        service,
        "duplicate-target",
        path,
        `duplicate mount target: already used by ${pathText(earlier)}`,
      );
    taken.set(target, path);
  };
  for (const [index, mount] of itemsOf(get(service.node, "volumes")).entries()) {
    const target = text(mount, "target");
    if (target !== undefined) take(target, ["volumes", index]);
  }
  for (const [index, line] of itemsOf(get(service.node, "tmpfs")).entries())
    take((textOf(line) ?? "").split(":", 1)[0] ?? "", ["tmpfs", index]);
};

const mountSources: Rule = (service, check) => {
  for (const [index, mount] of itemsOf(get(service.node, "volumes")).entries()) {
    if (mount.kind !== "map" || text(mount, "type") !== "bind" || get(mount, "source") !== undefined) continue;
    complain(
      check,
      service,
      "invalid-value",
      ["volumes", index],
      "a bind mount needs a source",
      "add `source:` with a path on the host",
    );
  }
};

const hostAddresses: Rule = (service, check) => {
  for (const [index, port] of itemsOf(get(service.node, "ports")).entries()) {
    const address = get(port, "host_ip");
    const value = textOf(address);
    if (address === undefined || !value || isIP(value) !== 0) continue;
    complain(
      check,
      service,
      "invalid-value",
      ["ports", index, "host_ip"],
      `${shown(address)} is not a valid IP address`,
    );
  }
};

/** Attributes whose text has a grammar of its own. */
const grammars: readonly (readonly [key: string, valid: (value: string) => boolean, words: string])[] = [
  [
    "pull_policy",
    (value) => parsePullPolicy(value) !== undefined,
    "always, missing, never, build, daily, weekly or every_12h",
  ],
];

const wellFormed: Rule = (service, check) => {
  for (const [key, valid, words] of grammars) {
    const value = get(service.node, key);
    const written = text(service.node, key);
    if (value === undefined || written === undefined || valid(written)) continue;
    complain(
      check,
      service,
      "invalid-value",
      [key],
      `${shown(value)} is not a valid ${key.replace("_", " ")}`,
      `use ${words}`,
    );
  }
  for (const [index, exposed] of itemsOf(get(service.node, "expose")).entries()) {
    if (exposed.kind !== "scalar" || spreadExposed(scalarText(exposed.value)) !== undefined) continue;
    warn(check.report, "invalid-value", `${shown(exposed)} is not a valid port and is ignored`, {
      path: [...service.path, "expose", index],
      place: exposed.place,
      hint: "write it as 80, 80/udp or 8000-8010",
    });
  }
};

/** `A =1` in a list names a variable that no program asks for. */
const namesWithoutBlanks: Rule = (service, check) => {
  for (const name of entriesOf(get(service.node, "environment")).keys())
    if (/\s$/.test(name))
      complain(
        check,
        service,
        "invalid-value",
        ["environment", name],
        "the environment variable name ends with a space",
        "remove the space before the =",
      );
};

/** No engine can hand on a zero byte. */
const noZeroBytes: Rule = (service, check) => {
  for (const [name, { value }] of entriesOf(get(service.node, "environment")))
    if (name.includes("\0") || textOf(value)?.includes("\0"))
      complain(
        check,
        service,
        "invalid-value",
        ["environment", name],
        "an environment variable cannot contain a null byte",
      );
};

export const serviceRules: readonly Rule[] = [
  imageOrBuild,
  networkModeOrNetworks,
  healthTest,
  deployAgrees,
  notNegative,
  oneNameOneContainer,
  targetsOnce,
  mountSources,
  hostAddresses,
  wellFormed,
  namesWithoutBlanks,
  noZeroBytes,
];
