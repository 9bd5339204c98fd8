/** A value of an attribute as people write it: `64 MiB`, `0.5`, `10s`, `8080:80/tcp`. What has no row here is told as it is. */
import { canonicalJson } from "../../core/canonical-json.ts";
import type { Healthcheck, PortBinding, RestartPolicy } from "../../engine/container-config.ts";
import { durationText } from "../../spec/values/duration.ts";

type Text = (value: never) => string;

const binaryUnits = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** In the largest unit that leaves no fraction: two sizes that differ never look the same. */
function size(bytes: number): string {
  if (bytes < 0) return "unlimited";
  let [count, unit] = [bytes, 0];
  for (; count > 0 && count % 1024 === 0 && unit < binaryUnits.length - 1; unit++) count /= 1024;
  return `${count} ${binaryUnits[unit]}`;
}

const rows: ReadonlyMap<string, Text> = new Map<string, Text>([
  ["mem_limit", size],
  ["mem_reservation", size],
  ["memswap_limit", size],
  ["shm_size", size],
  ["cpus", (billionths: number) => String(billionths / 1e9)],
  ["stop_grace_period", (seconds: number) => durationText(seconds * 1e9)],
  ["ports", (ports: readonly PortBinding[]) => ports.map(portText).join(", ")],
  ["restart", ({ name, maxRetries }: RestartPolicy) => (maxRetries > 0 ? `${name}:${maxRetries}` : name)],
  ["healthcheck", healthcheckText],
]);

function portText({ container, hostIp, hostPort }: PortBinding): string {
  const ip = hostIp.includes(":") ? `[${hostIp}]` : hostIp;
  return `${ip && `${ip}:`}${hostPort || ip ? `${hostPort}:` : ""}${container}`;
}

const durations: ReadonlySet<string> = new Set<keyof Healthcheck>([
  "interval",
  "timeout",
  "startPeriod",
  "startInterval",
]);

function healthcheckText(check: Healthcheck): string {
  const entries = Object.entries(check).map(([name, value]) => [
    name,
    durations.has(name) ? durationText(Number(value)) : value,
  ]);
  return canonicalJson(Object.fromEntries(entries));
}

/** @param field the attribute in the file; `undefined`: there is no value */
export function valueText(field: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const row = rows.get(field) as ((value: unknown) => string) | undefined;
  return row ? row(value) : typeof value === "object" ? canonicalJson(value) : String(value);
}
