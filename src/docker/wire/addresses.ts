/** Where a container can be reached: read from the engine's inspect. Pure. */
import type { Addresses } from "../../engine/host.ts";
import { list, orAbsent, record, text } from "./json.ts";

export function addresses(value: unknown): Addresses {
  const inspected = record(value);
  const settings = record(inspected.NetworkSettings);
  return {
    isHost: text(record(inspected.HostConfig).NetworkMode) === "host",
    own: Object.values(record(settings.Networks)).flatMap((network) => orAbsent(record(network).IPAddress) ?? []),
    published: Object.entries(record(settings.Ports)).flatMap(([container, bindings]) =>
      list(bindings).map((binding) => ({
        container,
        hostIp: text(record(binding).HostIp),
        hostPort: Number(text(record(binding).HostPort)),
      })),
    ),
  };
}
