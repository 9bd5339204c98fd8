/**
 * Values that no engine would take. They are worth a warning only: docker compose's `config` passes them, and who only reads the
 * file may live with them.
 */
import { isIP, isIPv4, isIPv6 } from "node:net";
import { at, entriesOf, get, itemsOf, textOf } from "../tree/edit.ts";
import { shown, warn } from "../tree/report.ts";
import type { Node, Path } from "../tree/tree.ts";
import type { Check, CheckedService, ServiceRule } from "./check-input.ts";

interface Test {
  readonly valid: (text: string) => boolean;
  readonly words: string;
}

const address: Test = { words: "IP address", valid: (text) => isIP(text) !== 0 };
const mac: Test = {
  words: "hardware address such as 02:42:ac:11:65:43",
  valid: (text) => /^([\da-f]{2}[:-]){5}[\da-f]{2}$/i.test(text),
};
const subnet: Test = {
  words: "subnet such as 172.28.0.0/16",
  valid: (text) => {
    const [, start = "", bits = ""] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
    return isIP(start) !== 0 && Number(bits) <= (isIPv4(start) ? 32 : 128);
  },
};

const host = "[a-zA-Z0-9.-]+(?::\\d+)?|\\[[\\da-f:]+\\](?::\\d+)?";
const part = "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*";
const imageName = new RegExp(`^(?:(?:${host})/)?${part}(?:/${part})*(?::\\w[\\w.-]{0,127})?(?:@\\w+:[\\da-f]{32,})?$`);
const image: Test = { words: "image's name", valid: (text) => imageName.test(text) };
const platform: Test = { words: "platform such as linux/amd64", valid: (text) => /^\w+(\/\w+){0,2}$/.test(text) };

const endpointTests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ["ipv4_address", { words: "IPv4 address", valid: isIPv4 }],
  ["ipv6_address", { words: "IPv6 address", valid: isIPv6 }],
  ["mac_address", mac],
]);

const ofService: ServiceRule = (service, check) => {
  const judge = (node: Node | undefined, rest: Path, test: Test): void =>
    doubt(check, node, () => [...service.path, ...rest], test);
  judge(get(service.node, "image"), ["image"], image);
  judge(get(service.node, "platform"), ["platform"], platform);
  judge(get(service.node, "mac_address"), ["mac_address"], mac);
  for (const [index, item] of itemsOf(get(service.node, "dns")).entries()) judge(item, ["dns", index], address);
  for (const [network, { value }] of entriesOf(get(service.node, "networks"))) {
    if (value.kind !== "map") continue;
    for (const [key, test] of endpointTests) judge(get(value, key), ["networks", network, key], test);
    for (const [index, item] of itemsOf(at(value, "link_local_ips")).entries())
      judge(item, ["networks", network, "link_local_ips", index], address);
  }
};

const ofNetworks = (_services: readonly CheckedService[], check: Check): void => {
  for (const [key, { value }] of entriesOf(get(check.tree, "networks")))
    for (const [index, pool] of itemsOf(at(value, "ipam", "config")).entries())
      doubt(check, get(pool, "subnet"), () => ["networks", key, "ipam", "config", index, "subnet"], subnet);
};

function doubt({ report }: Check, node: Node | undefined, path: () => Path, { words, valid }: Test): void {
  const value = textOf(node);
  // What a variable holds may be another value where it counts.
  if (node?.kind !== "scalar" || node.variables || !value || valid(value)) return;
  warn(report, "invalid-value", `${shown(node)} is no ${words}: the engine will refuse it`, {
    path: path(),
    place: node.place,
  });
}

export const doubtfulOfService: readonly ServiceRule[] = [ofService];
export const doubtfulOfProject: readonly (typeof ofNetworks)[] = [ofNetworks];
