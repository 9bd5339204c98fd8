/** Amounts of bytes as docker's tables write them: so many digits, and a unit. */

const decimal = ["B", "kB", "MB", "GB", "TB", "PB"] as const;
const binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

function sized(count: number, step: number, units: readonly string[], digits: number): string {
  let left = count;
  let power = 0;
  for (; left >= step && power < units.length - 1; power++) left /= step;
  return `${Number(left.toPrecision(digits))}${units[power]}`;
}

/** `295MB`, by thousands */
export const decimalSize = (count: number, digits = 3): string => sized(count, 1_000, decimal, digits);

/** `2.496MiB`, by 1024 */
export const binarySize = (count: number): string => sized(count, 1_024, binary, 4);
