/**
 * Values that no engine takes. While loading they are worth a warning only: docker compose's `config` passes them, and who only
 * reads the file may live with them. For who would run the project they are errors (run-errors.ts).
 */
import { isIP, isIPv4, isIPv6 } from "node:net";
import { imageNameHint } from "../../core/image-name.ts";
import { scalarText } from "../canonical/canonical-values.ts";
import { text } from "../canonical/node-values.ts";
import { choiceHint } from "../schema/schema-hints.ts";
import { isProtocol, portRange } from "../short/ports.ts";
import { tooManyReplicas } from "../short/replicas.ts";
import { parseCondition, parseRestart } from "../short/restart.ts";
import { at, entriesOf, get, itemsOf } from "../tree/edit.ts";
import { shown, warn } from "../tree/report.ts";
import { type Node, nearest, type Path } from "../tree/tree.ts";
import { oddCharacterHint } from "../values/odd-characters.ts";
import type { Check, CheckedService, ServiceRule } from "./check-input.ts";
import { replicasOf } from "./check-service.ts";

interface Test {
  readonly valid: (text: string) => boolean;
  readonly words: string;
  readonly hint?: (text: string) => string | undefined;
}

const address: Test = { words: "a valid IP address", valid: (text) => isIP(text) !== 0 };
const mac: Test = {
  words: "a valid MAC address",
  valid: (text) => /^(([\da-f]{2}[:-]){5}[\da-f]{2}|([\da-f]{4}\.){2}[\da-f]{4})$/i.test(text),
  hint: () => "write it as 02:42:ac:11:65:43",
};
const subnet: Test = {
  words: "a valid subnet",
  valid: (text) => {
    const [, start = "", bits = ""] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
    return isIP(start) !== 0 && Number(bits) <= (isIPv4(start) ? 32 : 128);
  },
  hint: (text) =>
    isIP(text.split("/", 1)[0] ?? "") === 4
      ? "a prefix such as /16 ends it, from /0 to /32"
      : "write it as 172.28.0.0/16",
};
const image: Test = {
  words: "a valid image name",
  valid: (text) => imageNameHint(text) === undefined,
  hint: imageNameHint,
};
const platform: Test = {
  words: "a valid platform",
  valid: (text) => /^\w+(\/\w+){0,2}$/.test(text),
  hint: () => "write it as linux/amd64",
};
const mostId = 2 ** 31 - 1;
const user: Test = {
  words: "a valid user",
  valid: (text) => text.split(":").every((part) => !/^\d+$/.test(part) || Number(part) <= mostId),
  hint: () => `user and group IDs go up to ${mostId}`,
};

const restart: Test = {
  words: "a valid restart policy",
  valid: (text) => parseRestart(text) !== undefined,
  hint: () => "use no, always, unless-stopped, on-failure or on-failure:3",
};
const condition: Test = {
  words: "a valid condition for a restart",
  valid: (text) => parseCondition(text, 0) !== undefined,
  hint: () => "use none, on-failure, any or unless-stopped",
};
const between = (least: number, most?: number): Test => ({
  words: most === undefined ? `a number of at least ${least}` : `a number from ${least} to ${most}`,
  valid: (text) => Number(text) >= least && Number(text) <= (most ?? Number.POSITIVE_INFINITY),
});

const portTests: readonly (readonly [key: string, test: Test])[] = [
  ["target", between(1, 65_535)],
  [
    "published",
    {
      words: "a valid host port",
      valid: (text) => portRange(text) !== undefined,
      hint: () => "write a number up to 65535 or a range such as 8000-8010",
    },
  ],
  ["protocol", { words: "a valid protocol", valid: isProtocol, hint: () => "use tcp, udp or sctp" }],
];

const endpointTests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ["ipv4_address", { words: "a valid IPv4 address", valid: isIPv4 }],
  ["ipv6_address", { words: "a valid IPv6 address", valid: isIPv6 }],
  ["mac_address", mac],
]);

const serviceTests: readonly (readonly [path: Path, test: Test])[] = [
  [["image"], image],
  [["platform"], platform],
  [["mac_address"], mac],
  [["user"], user],
  [["restart"], restart],
  [["deploy", "restart_policy", "condition"], condition],
  [["cpus"], between(0)],
  [["cpu_shares"], between(0)],
  [["deploy", "resources", "limits", "cpus"], between(0)],
  [["deploy", "resources", "reservations", "cpus"], between(0)],
  [["pids_limit"], between(-1)],
  [["mem_swappiness"], between(-1, 100)],
  [["blkio_config", "weight"], between(0, 1_000)],
];

const ofService: ServiceRule = (service, check) => {
  if (!check.selection.wanted.has(service.name) || replicasOf(service.node) === 0) return;
  const judge = (node: Node | undefined, rest: Path, test: Test): void =>
    doubt(check, node, () => [...service.path, ...rest], test);
  for (const [path, test] of serviceTests) judge(at(service.node, ...path.map(String)), path, test);
  for (const [index, port] of itemsOf(get(service.node, "ports")).entries())
    for (const [key, test] of portTests) judge(get(port, key), ["ports", index, key], test);
  for (const [index, item] of itemsOf(get(service.node, "dns")).entries()) judge(item, ["dns", index], address);
  for (const [index, item] of itemsOf(at(service.node, "build", "tags")).entries())
    judge(item, ["build", "tags", index], image);
  for (const [index, hook] of itemsOf(get(service.node, "pre_start")).entries())
    judge(get(hook, "image"), ["pre_start", index, "image"], image);
  for (const [index, mount] of itemsOf(get(service.node, "volumes")).entries())
    if (text(mount, "type") === "image") judge(get(mount, "source"), ["volumes", index, "source"], image);
  for (const [network, { value }] of entriesOf(get(service.node, "networks"))) {
    if (value.kind !== "map") continue;
    for (const [key, test] of endpointTests) judge(get(value, key), ["networks", network, key], test);
    for (const [index, item] of itemsOf(at(value, "link_local_ips")).entries())
      judge(item, ["networks", network, "link_local_ips", index], address);
  }
};

const replicas: ServiceRule = (service, check) => {
  const wrong = tooManyReplicas(replicasOf(service.node));
  if (wrong === undefined || !check.selection.wanted.has(service.name)) return;
  const path = get(service.node, "scale") === undefined ? ["deploy", "replicas"] : ["scale"];
  const { place } = nearest(service.node, path).node;
  warn(check.report, "unusable-value", wrong.message, { path: [...service.path, ...path], place, hint: wrong.hint });
};

const poolTests: readonly (readonly [key: string, test: Test])[] = [
  ["subnet", subnet],
  ["ip_range", subnet],
  ["gateway", address],
];

const ofNetworks = (_services: readonly CheckedService[], check: Check): void => {
  for (const [key, { value }] of entriesOf(get(check.tree, "networks")))
    for (const [index, pool] of itemsOf(at(value, "ipam", "config")).entries()) {
      const path = ["networks", key, "ipam", "config", index];
      for (const [part, test] of poolTests) doubt(check, get(pool, part), () => [...path, part], test);
      for (const [name, { value: reserved }] of entriesOf(get(pool, "aux_addresses")))
        doubt(check, reserved, () => [...path, "aux_addresses", name], address);
    }
};

function doubt(
  { report, variables }: Check,
  node: Node | undefined,
  path: () => Path,
  { words, valid, hint }: Test,
): void {
  const value = node?.kind === "scalar" ? scalarText(node.value) : "";
  if (node?.kind !== "scalar" || value === "" || valid(value)) return;
  // What is said of the variable then is enough.
  if (node.variables?.some((name) => !variables.has(name))) return;
  warn(report, "unusable-value", `${shown(node)} is not ${words}`, {
    path: path(),
    place: node.place,
    hint:
      node.variables === undefined ? (oddCharacterHint(value) ?? choiceHint(path(), node) ?? hint?.(value)) : undefined,
  });
}

export const doubtfulOfService: readonly ServiceRule[] = [ofService, replicas];
export const doubtfulOfProject: readonly (typeof ofNetworks)[] = [ofNetworks];
