/** Moments as engines write them, in RFC 3339 with up to nine digits of a second, in whatever time zone. */

/**
 * Nanoseconds since the epoch, so that moments compare whatever zone and however many digits they are written with.
 * @returns `undefined` for text that is no moment
 */
export function nanosecondsOf(moment: string): bigint | undefined {
  const [, seconds = "", fraction = "", zone = ""] = /^(.{19})(?:\.(\d{1,9}))?(.*)$/.exec(moment) ?? [];
  const ms = Date.parse(`${seconds}${zone}`);
  return Number.isNaN(ms) ? undefined : BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}
