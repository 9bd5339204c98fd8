/** Durations as Compose writes them: `1h30m`, `1.5s`, `2d`. In nanoseconds, the engine's unit. */

const units: ReadonlyMap<string, number> = new Map([
  ["ns", 1],
  ["us", 1e3],
  ["µs", 1e3],
  ["μs", 1e3],
  ["ms", 1e6],
  ["s", 1e9],
  ["m", 60e9],
  ["h", 3600e9],
  ["d", 86_400e9],
  ["w", 604_800e9],
]);

const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h|d|w)/g;
const whole = new RegExp(`^([-+]?)((?:${part.source})+)$`);

/** Nanoseconds, or undefined where the text is no duration. A bare `0` is one, any other bare number is not. */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  const [, sign, parts] = whole.exec(text) ?? [];
  if (parts === undefined) return undefined;
  let total = 0;
  for (const [, amount, unit] of parts.matchAll(part)) total += Number(amount) * (units.get(unit ?? "") ?? 0);
  return sign === "-" ? -Math.round(total) : Math.round(total);
}

/** `1h30m0s`, `1.5s`, `2ms`: the form that the model is printed and hashed in. */
export function durationText(nanoseconds: number): string {
  const sign = nanoseconds < 0 ? "-" : "";
  const size = BigInt(Math.abs(nanoseconds));
  if (size === 0n) return "0s";
  if (size < 1_000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${decimal(size, 1_000n)}µs`;
  if (size < 1_000_000_000n) return `${sign}${decimal(size, 1_000_000n)}ms`;
  const minutes = size / 60_000_000_000n;
  const seconds = `${decimal(size % 60_000_000_000n, 1_000_000_000n)}s`;
  if (minutes === 0n) return `${sign}${seconds}`;
  return minutes < 60n ? `${sign}${minutes}m${seconds}` : `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

function decimal(value: bigint, unit: bigint): string {
  const digits = String(unit).length - 1;
  const fraction = String(value % unit)
    .padStart(digits, "0")
    .replace(/0+$/, "");
  return `${value / unit}${fraction && `.${fraction}`}`;
}
