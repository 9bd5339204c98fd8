/** Durations as `ps` tells them: one unit, rounded, in words. */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `Less than a second`, `About a minute`, `5 hours`, `3 weeks` */
export function duration(ms: number): string {
  if (Number.isNaN(ms)) return "";
  if (ms < second) return "Less than a second";
  if (ms < 2 * second) return "1 second";
  if (ms < minute) return `${Math.floor(ms / second)} seconds`;
  if (ms < 2 * minute) return "About a minute";
  if (ms < hour) return `${Math.floor(ms / minute)} minutes`;
  const hours = Math.round(ms / hour);
  if (hours === 1) return "About an hour";
  if (hours < 48) return `${hours} hours`;
  const days = Math.floor(hours / 24);
  if (days < 14) return `${days} days`;
  if (days < 60) return `${Math.floor(days / 7)} weeks`;
  if (days < 730) return `${Math.floor(days / 30)} months`;
  return `${Math.floor(ms / (365 * day))} years`;
}

/** How long ago a time was that the engine wrote. */
export const ago = (time: string, nowMs: number): string => `${duration(nowMs - Date.parse(time))} ago`;
