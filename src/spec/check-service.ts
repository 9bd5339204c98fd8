/** Rules about one service: attributes that exclude each other or must agree, and values that no schema can judge. */
import { isIP } from "node:net";
import { closest } from "../core/closest.ts";
import type { ErrorCode } from "../core/errors.ts";
import { count, text } from "./bind-values.ts";
import { scalarText } from "./canonical-values.ts";
import type { Check, CheckedService } from "./check.ts";
import { at, entriesOf, get, itemsOf, textOf } from "./edit.ts";
import { fail, listed, shown } from "./report.ts";
import { spreadExposed } from "./short/expose.ts";
import { parsePullPolicy } from "./short/pull-policy.ts";
import { parseRestart } from "./short/restart.ts";
import { type Node, nearest, type Path, pathText } from "./tree.ts";

type Rule = (service: CheckedService, check: Check) => void;

/** Complains about what stands at `rest` in the service. */
function complain(
  { report }: Check,
  service: CheckedService,
  code: ErrorCode,
  rest: Path,
  message: string,
  hint?: string,
): void {
  const { node, keyPlace } = nearest(service.node, rest);
  const place =
    rest.length === 0 ? service.entry.keyPlace : node.kind === "scalar" ? node.place : (keyPlace ?? node.place);
  fail(report, code, message, { path: [...service.path, ...rest], place, hint });
}

const imageOrBuild: Rule = (service, check) => {
  if (
    check.isBroken(pathText(service.path)) ||
    text(service.node, "image") !== undefined ||
    get(service.node, "build") !== undefined
  )
    return;
  complain(
    check,
    service,
    "no-image-or-build",
    [],
    `service "${service.name}" has neither an image nor a build`,
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
    "network_mode and networks exclude each other",
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
    "a health check's test starts with CMD, CMD-SHELL or NONE",
    'write it as one text, or put "CMD" first',
  );
};

/** Attribute and the one under `deploy` that says the same. */
const twins: readonly (readonly [plain: string, deployed: Path])[] = [
  ["scale", ["deploy", "replicas"]],
  ["cpus", ["deploy", "resources", "limits", "cpus"]],
  ["mem_limit", ["deploy", "resources", "limits", "memory"]],
  ["pids_limit", ["deploy", "resources", "limits", "pids"]],
  ["mem_reservation", ["deploy", "resources", "reservations", "memory"]],
];

const twinsAgree: Rule = (service, check) => {
  for (const [plain, deployed] of twins) {
    const one = count(service.node, plain);
    const parent = at(service.node, ...deployed.slice(0, -1).map(String));
    const other = count(parent, String(deployed.at(-1)));
    if (one === undefined || other === undefined || one === other) continue;
    complain(
      check,
      service,
      "conflicting-attributes",
      [plain],
      `${plain} and ${deployed.join(".")} differ`,
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
    `a container name is for one container, but the service has ${replicasOf(service.node)} replicas`,
    "remove container_name or the number of replicas",
  );
};

const targetsOnce: Rule = (service, check) => {
  const taken = new Map<string, string>();
  const take = (target: string, path: Path): void => {
    const earlier = taken.get(target);
    if (earlier !== undefined)
      complain(check, service, "duplicate-target", path, `the target is already mounted by ${earlier}`);
    taken.set(target, path.map((part) => (typeof part === "number" ? `[${part}]` : part)).join(""));
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
    if (mount.kind !== "map" || text(mount, "type") !== "bind" || text(mount, "source") !== undefined) continue;
    complain(
      check,
      service,
      "invalid-value",
      ["volumes", index],
      "a bind mount needs a source",
      "add `source:` with a path of the host",
    );
  }
};

const hostAddresses: Rule = (service, check) => {
  for (const [index, port] of itemsOf(get(service.node, "ports")).entries()) {
    const address = get(port, "host_ip");
    const value = textOf(address);
    if (address === undefined || !value || isIP(value) !== 0) continue;
    complain(check, service, "invalid-value", ["ports", index, "host_ip"], `${shown(address)} is no IP address`);
  }
};

/** Attributes whose text has a grammar of its own. */
const grammars: readonly (readonly [key: string, valid: (value: string) => boolean, words: string])[] = [
  ["restart", (value) => parseRestart(value) !== undefined, "no, always, unless-stopped, on-failure or on-failure:3"],
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
      `${shown(value)} is no ${key.replace("_", " ")}`,
      `there are ${words}`,
    );
  }
  for (const [index, exposed] of itemsOf(get(service.node, "expose")).entries()) {
    if (exposed.kind !== "scalar" || spreadExposed(scalarText(exposed.value)) !== undefined) continue;
    complain(
      check,
      service,
      "invalid-value",
      ["expose", index],
      `${shown(exposed)} is no port`,
      "write it as 80, 80/udp or 8000-8010",
    );
  }
};

/** The keys of a section that a service refers to, and where. */
const references: readonly {
  readonly section: string;
  readonly noun: string;
  readonly code: ErrorCode;
  readonly of: (service: Node) => Iterable<readonly [key: string, path: Path]>;
}[] = [
  {
    section: "networks",
    noun: "network",
    code: "undefined-network",
    of: (service) => [...entriesOf(get(service, "networks")).keys()].map((key) => [key, ["networks", key]] as const),
  },
  {
    section: "volumes",
    noun: "volume",
    code: "undefined-volume",
    of: (service) =>
      itemsOf(get(service, "volumes")).flatMap((mount, index) => {
        const source = text(mount, "source");
        return source !== undefined && text(mount, "type") === "volume" ? [[source, ["volumes", index]] as const] : [];
      }),
  },
  { section: "configs", noun: "config", code: "undefined-config", of: (service) => grants(service, "configs") },
  { section: "secrets", noun: "secret", code: "undefined-secret", of: (service) => grants(service, "secrets") },
];

const grants = (service: Node, key: string): readonly (readonly [string, Path])[] =>
  itemsOf(get(service, key)).flatMap((grant, index) => {
    const source = text(grant, "source");
    return source === undefined ? [] : [[source, [key, index]] as const];
  });

const defined: Rule = (service, check) => {
  for (const { section, noun, code, of } of references) {
    const known = entriesOf(get(check.tree, section));
    for (const [key, path] of of(service.node)) {
      if (known.has(key)) continue;
      const { node, keyPlace } = nearest(service.node, section === "networks" ? path : [...path, "source"]);
      const fromVariable = node.kind === "scalar" && node.variables !== undefined;
      fail(
        check.report,
        code,
        `there is no ${noun} ${fromVariable ? `named by ${shown(node)}` : JSON.stringify(key)}`,
        {
          path: [...service.path, ...path],
          place: section === "networks" ? (keyPlace ?? node.place) : node.place,
          hint: fromVariable ? undefined : referenceHint(section, key, known.keys()),
        },
      );
    }
  }
};

function referenceHint(section: string, key: string, known: Iterable<string>): string {
  if (section === "volumes" && key.includes("/")) return `for a folder of the host write ./${key}`;
  const meant = closest(key, known);
  return meant === undefined ? `define it under the top-level key \`${section}\`` : `did you mean ${listed([meant])}?`;
}

export const serviceRules: readonly Rule[] = [
  imageOrBuild,
  networkModeOrNetworks,
  healthTest,
  twinsAgree,
  notNegative,
  oneNameOneContainer,
  targetsOnce,
  mountSources,
  hostAddresses,
  wellFormed,
  defined,
];
