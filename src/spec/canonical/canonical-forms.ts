/** Short forms → long forms. What a text means is in short/; here it becomes nodes, at the place of the text. */
import { cleanPath } from "../../core/clean-path.ts";
import { splitCommand } from "../short/command.ts";
import { parsePorts } from "../short/ports.ts";
import { parseVolume } from "../short/volumes.ts";
import {
  entriesOf,
  entry,
  fields,
  get,
  isNull,
  itemsOf,
  listOf,
  made,
  mapOf,
  scalar,
  textOf,
  withEntries,
} from "../tree/edit.ts";
import { fail, type Report, shown, warn } from "../tree/report.ts";
import type { Node, Path, ScalarNode } from "../tree/tree.ts";
import { oddCharacterHint } from "../values/odd-characters.ts";
import { scalarText, textForm, whole, wrong } from "./canonical-values.ts";

/** null as an empty mapping. */
export const nullMap = (node: Node): Node => (isNull(node) ? mapOf([], node.place) : node);

export const asList = (node: Node): Node =>
  node.kind === "scalar" && !isNull(node) ? listOf([node], node.place) : node;

/** One text or a list of them, numbers and yes/no as text; an empty list says nothing. */
export function textList(node: Node): Node | undefined {
  const list = asList(node);
  if (list.kind !== "list") return list;
  return list.items.length === 0 ? undefined : { ...list, items: list.items.map(textForm) };
}

/** Texts, without the empty ones that unset variables leave. */
export const withoutEmpty = (node: Node): Node => {
  const list = asList(node);
  return list.kind === "list" ? { ...list, items: list.items.filter((item) => textOf(item) !== "") } : list;
};

export const build = (node: Node): Node => (node.kind === "scalar" ? fields(node.place, { context: node }) : node);

/** A list of words. null is left out: the image's. */
export function command(node: Node, path: Path, report: Report): Node | undefined {
  if (node.kind === "map" || isNull(node)) return undefined;
  if (node.kind === "list") return listOf(node.items.map(textForm), node.place);
  const split = splitCommand(scalarText(node.value));
  if (split === undefined)
    return wrong(
      node,
      "has an unclosed quote or parenthesis",
      "close it, put the text in quotes, or write a list",
      path,
      report,
    );
  if (split.endedBy !== undefined)
    warn(report, "invalid-value", `no shell runs this command: everything after ${split.endedBy} is dropped`, {
      path,
      place: node.place,
      hint: 'write `["sh", "-c", "…"]` for a shell, or quote the character',
    });
  return listOf(
    split.words.map((word) => scalar(word, node)),
    node.place,
  );
}

/** A text is a command for the shell. */
export const healthTest = (node: Node): Node | undefined =>
  isNull(node)
    ? undefined
    : node.kind === "scalar"
      ? listOf([made("CMD-SHELL", node.place), textForm(node)], node.place)
      : node;

export function ports(node: Node, path: Path, report: Report): Node {
  return listOf(
    itemsOf(node).flatMap((item, index) =>
      item.kind === "scalar" ? shortPorts(item, [...path, index], report) : [item],
    ),
    node.place,
  );
}

function shortPorts(item: ScalarNode, path: Path, report: Report): readonly Node[] {
  const parsed = parsePorts(scalarText(item.value));
  if ("what" in parsed) {
    const { what, part } = parsed;
    const odd = item.variables === undefined ? oddCharacterHint(scalarText(item.value)) : undefined;
    fail(
      report,
      "invalid-value",
      item.variables === undefined ? `${what} ${part}`.trim() : `${what} in ${shown(item)}`,
      {
        path,
        place: item.place,
        hint: odd ?? "write it as 8080:80, 127.0.0.1:8080:80 or 8080:80/udp; ports go up to 65535",
      },
    );
    return [];
  }
  return parsed.map((port) =>
    fields(item.place, {
      host_ip: port.hostIp === undefined ? undefined : scalar(port.hostIp, item),
      target: scalar(BigInt(port.target), item),
      published: port.published === undefined ? undefined : scalar(port.published, item),
      protocol: scalar(port.protocol, item),
    }),
  );
}

/** An empty path is the project's folder; most likely a variable that is not set was meant to say more. */
export function filePath(node: Node, path: Path, report: Report): Node {
  if (textOf(node) === "")
    warn(report, "invalid-value", `\`${path.at(-1)}\` is empty and means the project's folder`, {
      path,
      place: node.place,
      hint: "write `.` if that is the folder you mean",
    });
  return node;
}

/** Anything but a text stands as it is. The target is tidied. */
export function mount(node: Node, path: Path, report: Report): Node | undefined {
  const long = node.kind === "scalar" ? shortMount(node, path, report) : node;
  const source = get(long, "source");
  if (source !== undefined && textOf(get(long, "type")) === "bind") filePath(source, [...path, "source"], report);
  const target = get(long, "target");
  if (long?.kind !== "map" || target?.kind !== "scalar") return long;
  const tidied = cleanPath(scalarText(target.value));
  return tidied === target.value ? long : withEntries(long, [["target", scalar(tidied, target)]]);
}

function shortMount(node: ScalarNode, path: Path, report: Report): Node | undefined {
  const volume = parseVolume(scalarText(node.value));
  if (typeof volume === "string")
    return wrong(node, volume, "write it as ./folder:/target, name:/target:ro or /target", path, report);
  if (volume.unknown.length > 0)
    warn(report, "ignored-attribute", `${shown(node)} ends with an unknown option; it is ignored`, {
      path,
      place: node.place,
      hint: "known options are ro, rw, nocopy, z, Z and the propagation modes",
    });
  const when = (value: string | boolean | undefined): Node | undefined =>
    value === undefined || value === false ? undefined : scalar(value, node);
  const given = (details: Readonly<Record<string, Node | undefined>>): Node | undefined =>
    Object.values(details).some((detail) => detail !== undefined) ? fields(node.place, details) : undefined;
  const bind = given({ selinux: when(volume.selinux), propagation: when(volume.propagation) });
  const copy = given({ nocopy: when(volume.noCopy) });
  // Options are kept whatever the type, as docker compose keeps them. A text of one or two characters is a target alone.
  const own = volume.type === "bind" || scalarText(node.value).length > 2 ? fields(node.place, {}) : undefined;
  return fields(node.place, {
    type: scalar(volume.type, node),
    source: when(volume.source),
    target: scalar(volume.target, node),
    read_only: when(volume.readOnly),
    bind: bind ?? (volume.type === "bind" ? own : undefined),
    volume: copy ?? (volume.type === "volume" ? own : undefined),
  });
}

/** By service: `{condition, required, restart}`. */
export function dependencies(node: Node, path: Path, report: Report): Node {
  tellTwice(node, path, report);
  const started = (from: Node): Node => made("service_started", from.place);
  if (node.kind === "list")
    return mapOf(
      itemsOf(node).flatMap((item) => {
        const name = textOf(item);
        const value = fields(item.place, {
          condition: scalar("service_started", item),
          required: made(true, item.place),
        });
        return name === undefined ? [] : [[name, entry(value)] as const];
      }),
      node.place,
    );
  if (node.kind !== "map") return node;
  return mapOf(
    [...node.entries].flatMap(([name, { keyPlace, value }]) => {
      if (value.kind !== "map") return [];
      const required = get(value, "required") ?? made(true, value.place);
      const condition = get(value, "condition") ?? started(value);
      return [
        [
          name,
          {
            keyPlace,
            value: withEntries(value, [
              ["condition", condition],
              ["required", required],
            ]),
          },
        ] as const,
      ];
    }),
    node.place,
  );
}

/** A list of names as a mapping of nothing. */
export function namesMap(node: Node, path: Path, report: Report): Node {
  if (node.kind !== "list") return node;
  tellTwice(node, path, report);
  return mapOf(
    node.items.flatMap((item) => {
      const name = textOf(item);
      return name === undefined ? [] : [[name, entry(scalar(null, item), item.place)] as const];
    }),
    node.place,
  );
}

/** One name is one thing: who lists it twice may have meant another. */
function tellTwice(names: Node, path: Path, report: Report): void {
  const seen = new Set<string>();
  for (const [index, item] of itemsOf(names).entries()) {
    const name = textOf(item);
    if (name !== undefined && seen.has(name))
      wrong(item, "is listed twice", "remove one of them", [...path, index], report);
    if (name !== undefined) seen.add(name);
  }
}

export function envFiles(node: Node): Node {
  const list = asList(node);
  return listOf(
    itemsOf(list).map((item) => (item.kind === "scalar" ? fields(item.place, { path: item }) : item)),
    node.place,
  );
}

/** A config or secret by its name alone. */
export const grant = (node: Node): Node => (node.kind === "scalar" ? fields(node.place, { source: node }) : node);

/** A secret says its target, too. */
export function secretGrant(node: Node): Node {
  const long = grant(node);
  const source = textOf(get(long, "source"));
  if (long.kind !== "map" || source === undefined || get(long, "target") !== undefined) return long;
  return withEntries(long, [["target", made(`/run/secrets/${source}`, long.place)]]);
}

/** `host=address` lines, by host; the addresses of one host in their order. */
export function extraHosts(node: Node, path: Path, report: Report): Node {
  const byHost = new Map<string, Node[]>();
  const add = (host: string, address: string, from: Node): void => {
    const bare = /^\[(.*)\]$/.exec(address)?.[1] ?? address;
    const lines = byHost.get(host) ?? [];
    byHost.set(host, lines);
    lines.push(scalar(`${host}=${bare}`, from));
  };
  for (const [host, { value }] of entriesOf(node))
    for (const address of value.kind === "list" ? value.items : [value])
      if (address.kind === "scalar") add(host, scalarText(address.value), address);
  for (const [index, item] of itemsOf(node).entries()) {
    const [, host, addresses] = /^([^=:]+)[=:](.+)$/.exec(textOf(item) ?? "") ?? [];
    if (host === undefined || addresses === undefined)
      wrong(
        item,
        "is not a host with an address",
        "expected host=address, such as host=10.0.0.1",
        [...path, index],
        report,
      );
    else for (const address of addresses.split(",")) add(host, address, item);
  }
  const hosts = [...byHost].sort(([a], [b]) => (a < b ? -1 : 1));
  return listOf(
    hosts.flatMap(([, lines]) => lines),
    node.place,
  );
}

/** `external: {name: x}` is the old way to write `external: true` and `name: x`. */
export function resource(node: Node, path: Path, report: Report): Node {
  const map = nullMap(node);
  const external = get(map, "external");
  if (map.kind !== "map" || external?.kind !== "map") return map;
  const [name, oldName] = [get(map, "name"), get(external, "name")];
  if (name !== undefined && oldName !== undefined && textOf(name) !== textOf(oldName))
    fail(report, "conflicting-attributes", "`name` and `external.name` have different values", {
      path: [...path, "external", "name"],
      place: oldName.place,
      hint: "write `external: true` and `name` next to it",
    });
  return withEntries(map, [
    ["external", made(true, external.place)],
    ["name", name ?? oldName],
  ]);
}

/** One number for both limits; zero is written as nothing. */
export function limit(node: Node, path: Path, report: Report): Node | undefined {
  if (node.kind !== "scalar") return node;
  return Number(node.value) === 0 ? mapOf([], node.place) : whole(node, path, report);
}

/** `if_not_present` is another word for `missing`. */
export const pullPolicy = (node: Node): Node => (textOf(node) === "if_not_present" ? scalar("missing", node) : node);
