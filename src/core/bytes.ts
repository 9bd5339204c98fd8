/** Amounts of bytes in words, and sizes as Compose writes them. */

const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** `27.1MB`, as registries and engines count: by thousands. */
export function bytes(count: number): string {
  const power = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  return `${(count / 1000 ** power).toFixed(power === 0 ? 0 : 1)}${units[power]}`;
}

const powers = "bkmgtp";
const size = /^(\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?|\.\d+) ?(?:([bkmgtp])|([kmgtp])i?b)?$/i;

/**
 * Of `64m`, `1.5gb`, `1024`, in powers of 1024; undefined where the text is no size. A whole number may be negative: `-1` is "no
 * limit" to some attributes.
 */
export function parseBytes(text: string): number | undefined {
  if (/^-\d+$/.test(text)) return Number(text);
  const [, amount, letter, longLetter] = size.exec(text) ?? [];
  if (amount === undefined) return undefined;
  const power = powers.indexOf((letter ?? longLetter ?? "b").toLowerCase());
  return Math.trunc(Number(amount.replaceAll("_", "")) * 1024 ** power);
}
