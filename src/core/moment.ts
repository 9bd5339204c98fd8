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

const inUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/;

/**
 * The moment in UTC with nine digits of a second, `2026-01-31T18:30:00.000000001Z`: texts of this form compare as the
 * moments do. Most engines write it themselves.
 * @returns `undefined` for text that is no moment
 */
export function utcMoment(moment: string): string | undefined {
  if (inUtc.test(moment)) return moment;
  const at = nanosecondsOf(moment);
  return at === undefined ? undefined : momentAt(at);
}

/** The moment so many nanoseconds after the epoch, in UTC with nine digits of a second. */
export function momentAt(nanoseconds: bigint): string {
  const fraction = ((nanoseconds % second) + second) % second;
  const whole = new Date(Number((nanoseconds - fraction) / 1_000_000n)).toISOString().slice(0, 19);
  return `${whole}.${String(fraction).padStart(9, "0")}Z`;
}

const second = 1_000_000_000n;
