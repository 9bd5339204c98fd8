/**
 * Where the lines of one run of a container end and those of the next begin, told from the times that an engine gives
 * for the runs themselves. It may take the time of an end before the last lines have reached the log, and that of a start
 * after the first ones have: so the border is in the middle.
 */

/**
 * @param endedAt of the run before, RFC 3339; empty: there was none
 * @param beganMs of the run, in milliseconds; before `endedAt` if it is the run that ended then
 * @returns RFC 3339; empty: all that was ever written
 */
export function betweenRuns(endedAt: string, beganMs: number): string {
  const endedMs = Date.parse(endedAt);
  return beganMs > endedMs ? new Date((endedMs + beganMs) / 2).toISOString() : endedAt;
}
