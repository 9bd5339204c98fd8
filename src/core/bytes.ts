/** Amounts of bytes in words. */

const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** `27.1MB`, as registries and engines count: by thousands. */
export function bytes(count: number): string {
  const power = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  return `${(count / 1000 ** power).toFixed(power === 0 ? 0 : 1)}${units[power]}`;
}
