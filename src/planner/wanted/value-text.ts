/**
 * A value as people write it: `64 MiB`, `0.5 CPU`, `30s`, `8080:80/tcp`; never JSON, and no number without its unit. Which
 * value is written in which way is the table of ../compare/fields.ts's.
 */

import { parseBytes } from "../../core/bytes.ts";
import type { BlockIo, Device, DeviceRate, DeviceRequest } from "../../core/devices.ts";
import type { ContainerConfig, Mount, PortBinding, RestartPolicy } from "../../engine/container-config.ts";
import { isToolLabel } from "../../engine/labels.ts";
import type { NetworkSpec } from "../../engine/port.ts";
import { durationText } from "../../spec/values/duration.ts";

/** A value that has no words of its own: as it is, lists with commas, mappings as `key=value`. `undefined`: there is none. */
export function plainText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : list(value, (one) => plainText(one) ?? "");
  if (typeof value !== "object") return String(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return entries.length === 0 ? undefined : list(entries, ([key, one]) => `${key}=${plainText(one) ?? ""}`);
}

export const list = <Item>(items: readonly Item[], text: (item: Item) => string): string => items.map(text).join(", ");

const scales: readonly (readonly [base: number, units: readonly string[]])[] = [
  [1024, ["KiB", "MiB", "GiB", "TiB"]],
  [1000, ["kB", "MB", "GB", "TB"]],
];

/** In the largest unit that leaves no fraction: two sizes that differ never look the same. */
export function sizeText(bytes: number): string {
  if (bytes < 0) return "unlimited";
  for (const [base, units] of scales) {
    let [count, unit] = [bytes, -1];
    for (; count > 0 && count % base === 0 && unit < units.length - 1; unit++) count /= base;
    if (unit >= 0) return `${grouped(count)} ${units[unit]}`;
  }
  return `${grouped(bytes)} B`;
}

/** `1,048,577` */
export const grouped = (count: number): string => count.toLocaleString("en-US", { maximumFractionDigits: 20 });

export const cpuText = (billionths: number): string =>
  `${grouped(billionths / 1e9)} ${billionths > 1e9 ? "CPUs" : "CPU"}`;
export const percentText = (value: number): string => `${value} %`;
/** Of nanoseconds. */
export const timeText: (nanoseconds: number) => string = durationText;
export const secondsText = (seconds: number): string => (seconds < 0 ? "unlimited" : durationText(seconds * 1e9));
export const microsecondsText = (count: number): string => (count < 0 ? "unlimited" : durationText(count * 1e3));

export const restartText = ({ name, maxRetries }: RestartPolicy): string =>
  maxRetries > 0 ? `${name}:${maxRetries}` : name;

/** As the short form of the file has it. */
export function portText({ container, hostIp, hostPort }: PortBinding): string {
  const ip = hostIp.includes(":") ? `[${hostIp}]` : hostIp;
  return `${ip && `${ip}:`}${hostPort || ip ? `${hostPort}:` : ""}${container}`;
}

export function ulimitText({ name, soft, hard }: ContainerConfig["ulimits"][number]): string {
  const [from, to] = [soft, hard].map((limit) => (limit < 0 ? "unlimited" : String(limit)));
  return `${name}=${from === to ? from : `${from}:${to}`}`;
}

export const deviceText = ({ source, target, permissions }: Device): string => `${source}:${target}:${permissions}`;

/** `nvidia: 2 (gpu, utility)` */
export function deviceRequestText({ driver, count, deviceIds, capabilities, options }: DeviceRequest): string {
  const which = deviceIds.length > 0 ? deviceIds.join(", ") : count < 0 ? "all" : String(count);
  const notes = [capabilities.map((all) => all.join("+")).join(", "), plainText(options) ?? ""].filter(Boolean);
  return `${driver && `${driver}: `}${which}${notes.length > 0 ? ` (${notes.join("; ")})` : ""}`;
}

export const weightsText = (weights: BlockIo["weights"]): string =>
  list(weights, ({ path, weight }) => `${path}: ${weight}`);
export const bytesRateText = (rates: readonly DeviceRate[]): string =>
  list(rates, ({ path, rate }) => `${path}: ${sizeText(rate)}/s`);
export const operationsRateText = (rates: readonly DeviceRate[]): string =>
  list(rates, ({ path, rate }) => `${path}: ${grouped(rate)} operations/s`);

/** Words of a shell, those in quotes that need them. */
export const commandText = (words: readonly string[]): string =>
  words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");

/** `172.30.0.0/16 (gateway 172.30.0.1)` */
export function subnetText({ subnet, ...others }: NetworkSpec["subnets"][number]): string {
  const notes = Object.entries(others).flatMap(([name, value]) => {
    const text = plainText(value);
    return text === undefined ? [] : [`${subnetWords.get(name) ?? name} ${text}`];
  });
  return [subnet ?? "", notes.length > 0 ? `(${notes.join(", ")})` : ""].filter(Boolean).join(" ");
}

const subnetWords: ReadonlyMap<string, string> = new Map([
  ["ipRange", "range"],
  ["auxAddresses", "reserved"],
]);

/** As the short form of the file has it, `./html:/srv:ro`; what has no short form stands in brackets behind. */
export function mountText(mount: Mount): string {
  const modes = modesOf(mount).filter((mode) => mode !== undefined);
  const notes = notesOf(mount).filter((note) => note !== undefined);
  const short = [sourceText(mount), mount.target, ...(modes.length > 0 ? [modes.join(",")] : [])].join(":");
  return `${short}${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`;
}

const sourceText = (mount: Mount): string =>
  mount.type === "tmpfs" || mount.type === "tmpfs-mount" ? "tmpfs" : (mount.source ?? "anonymous");

const modesOf = (mount: Mount): readonly (string | undefined)[] => [
  "readOnly" in mount && mount.readOnly ? "ro" : undefined,
  "selinux" in mount ? mount.selinux : undefined,
  "propagation" in mount ? mount.propagation : undefined,
  "noCopy" in mount && mount.noCopy ? "nocopy" : undefined,
];

function notesOf(mount: Mount): readonly (string | undefined)[] {
  const noted = (name: string, value: string | undefined): string | undefined =>
    value === undefined ? undefined : `${name} ${value}`;
  switch (mount.type) {
    case "bind":
      return [noted("recursive", mount.recursive)];
    case "volume": {
      const own = Object.entries(mount.labels ?? {}).filter(([name]) => !isToolLabel(name));
      return [noted("subpath", mount.subpath), noted("labels", plainText(Object.fromEntries(own)))];
    }
    case "tmpfs":
      return mount.options.split(",").filter(Boolean).map(optionText);
    case "tmpfs-mount":
      return [
        mount.size === undefined ? undefined : `size ${sizeText(mount.size)}`,
        mount.mode === undefined ? undefined : `mode ${modeText(mount.mode)}`,
      ];
    default:
      return [noted("subpath", mount.subpath)];
  }
}

/** `size=67108864` → `size 64 MiB`; `mode=1777` is written in octal already. */
function optionText(option: string): string {
  const [name = "", value] = option.split("=");
  const bytes = name === "size" && value !== undefined ? parseBytes(value) : undefined;
  return bytes === undefined ? option.replace("=", " ") : `size ${sizeText(bytes)}`;
}

/** `0755` */
export const modeText = (mode: number): string => `0${mode.toString(8)}`;

/** `nginx:1.27@sha256:dbee38800b7c…`: of a digest as much as people compare. */
export const imageText = (image: string): string => image.replace(/(@[a-z0-9]+:[0-9a-f]{12})[0-9a-f]+$/, "$1…");
