/** Events of containers as `events` prints them. The labels of the tools are left out: they say where it belongs, not what happened. */
import { type EngineEvent, isToolLabel, labels } from "../../index.ts";

const attributesOf = ({ attributes }: EngineEvent): readonly (readonly [string, string])[] =>
  Object.entries(attributes)
    .filter(([name]) => !isToolLabel(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

/** `2026-01-31 18:30:00.123456 container start 4f… (image=nginx, name=shop-web-1)` */
export function eventText(event: EngineEvent): string {
  const { day, time, fraction } = localTime(event.timeNano);
  const attributes = attributesOf(event).map(([name, value]) => `${name}=${value}`);
  const at = `${day} ${time}.${fraction.slice(0, 6)}`;
  return `${at} container ${event.action} ${event.containerId} (${attributes.join(", ")})`;
}

export function eventJson(event: EngineEvent): object {
  const { day, time, fraction, zone } = localTime(event.timeNano);
  return {
    action: event.action,
    attributes: Object.fromEntries(attributesOf(event)),
    id: event.containerId,
    service: event.attributes[labels.service] ?? "",
    time: `${day}T${time}${`.${fraction}`.replace(/\.?0+$/, "")}${zone}`,
    type: "container",
  };
}

interface LocalTime {
  readonly day: string;
  readonly time: string;
  /** Nine digits. */
  readonly fraction: string;
  /** `Z`, `+02:00` */
  readonly zone: string;
}

/** @param timeNano nanoseconds since the epoch */
function localTime(timeNano: string): LocalTime {
  const ms = Number(BigInt(timeNano) / 1_000_000n);
  const ahead = -new Date(ms).getTimezoneOffset();
  const [day = "", time = ""] = new Date(ms + ahead * 60_000).toISOString().split(/[T.]/);
  const two = (number: number): string => String(number).padStart(2, "0");
  const size = Math.abs(ahead);
  const zone = ahead === 0 ? "Z" : `${ahead < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return { day, time, fraction: timeNano.slice(-9).padStart(9, "0"), zone };
}
