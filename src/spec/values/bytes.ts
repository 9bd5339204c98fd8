/** Sizes as Compose writes them: `64m`, `1.5gb`, `1024`. All units are powers of 1024. */

const powers = "bkmgtp";
const pattern = /^(\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?|\.\d+) ?(?:([bkmgtp])|([kmgtp])i?b)?$/i;

/** Bytes, or undefined where the text is no size. A whole number may be negative: `-1` is "no limit" to some attributes. */
export function parseBytes(text: string): number | undefined {
  if (/^-\d+$/.test(text)) return Number(text);
  const [, amount, letter, longLetter] = pattern.exec(text) ?? [];
  if (amount === undefined) return undefined;
  const power = powers.indexOf((letter ?? longLetter ?? "b").toLowerCase());
  return Math.trunc(Number(amount.replaceAll("_", "")) * 1024 ** power);
}
