/** Moments as docker's tools take them on the command line: `10m` ago, a date with or without a time, seconds since the epoch. */
import { WindlassError } from "../../core/errors.ts";
import { parseDuration } from "../../index.ts";

const date = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(\.\d{1,9})?)?)?)?(Z|[+-]\d\d:\d\d)?$/i;
const epoch = /^(-?\d{1,11})(\.\d{1,9})?$/;

/**
 * In RFC 3339. What has no zone is local time.
 * @param flag whose value it is: `--since`
 * @throws WindlassError `usage`
 */
export function momentOf(flag: string, text: string | undefined, nowMs: number): string | undefined {
  if (text === undefined) return undefined;
  const moment = dated(text) ?? seconds(text) ?? before(text, nowMs);
  if (moment !== undefined) return moment;
  throw new WindlassError("usage", `invalid value for ${flag}: ${JSON.stringify(text)} is no time or duration`, {
    hint: "write 10m, 2026-01-31, 2026-01-31T18:30:00 or 2026-01-31T18:30:00Z",
  });
}

function dated(text: string): string | undefined {
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", zone] = date.exec(text) ?? [];
  if (year === undefined) return undefined;
  const there = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  // Without a zone it is local time, as the language has it.
  const at = Date.parse(zone === undefined ? there : `${there}${zone.toUpperCase()}`);
  return written(at, fraction);
}

function seconds(text: string): string | undefined {
  const [, whole, fraction = ""] = epoch.exec(text) ?? [];
  return whole === undefined ? undefined : written(Number(whole) * 1_000, fraction);
}

function before(text: string, nowMs: number): string | undefined {
  const ns = parseDuration(text);
  return ns === undefined ? undefined : new Date(nowMs - ns / 1e6).toISOString();
}

/** @param fraction of a second, `.5`, which milliseconds may be too coarse for */
const written = (ms: number, fraction: string): string | undefined =>
  Number.isNaN(ms) ? undefined : `${new Date(ms).toISOString().slice(0, 19)}${fraction}Z`;
