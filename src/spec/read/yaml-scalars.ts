/**
 * What a plain YAML scalar means, by the rules that Compose files live with: the core schema of YAML 1.2, and the numbers
 * of 1.1 (`017`, `0b11`, `1_000`). `yes`, `no`, `on`, `off`, `1:30` and dates are text.
 * Whole numbers become bigint and others number, so that `1.0` and `1` can be told apart and none loses digits.
 */
import type { ScalarValue } from "../tree/edit.ts";

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Infinity] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, -Infinity] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, NaN] as const),
]);

const startsLikeNumber = /^[-+.\d]/;
const wholeNumber = /^([-+]?)(0x[\da-f]+|0b[01]+|0o?[0-7]+|0|[1-9]\d*)$/i;
const anyNumber = /^[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?$/i;
const legacyOctal = /^0[0-7]/;
const leastWhole = -(2n ** 63n);
const mostWhole = 2n ** 64n - 1n;

/** The value of a plain (unquoted) scalar without a tag. */
export function plainValue(source: string): ScalarValue {
  const word = words.get(source);
  if (word !== undefined) return word;
  return startsLikeNumber.test(source) ? (numberOf(source) ?? source) : source;
}

/** A number, or undefined where the text is none. */
function numberOf(source: string): bigint | number | undefined {
  const digits = source.startsWith(".") ? source : source.replaceAll("_", "");
  return wholeOf(digits) ?? floatOf(digits);
}

function wholeOf(digits: string): bigint | undefined {
  const [, sign, size] = wholeNumber.exec(digits) ?? [];
  if (size === undefined) return undefined;
  const value = BigInt(legacyOctal.test(size) ? `0o${size.slice(1)}` : size.toLowerCase());
  const signed = sign === "-" ? -value : value;
  return signed >= leastWhole && signed <= mostWhole ? signed : undefined;
}

function floatOf(digits: string): number | undefined {
  const value = anyNumber.test(digits) ? Number(digits) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** What the standard tags make of a scalar; undefined: not a value of that type. */
const tagged: ReadonlyMap<string, (source: string) => ScalarValue | undefined> = new Map([
  ["tag:yaml.org,2002:str", (source: string): ScalarValue | undefined => source],
  ["tag:yaml.org,2002:null", (source) => (plainValue(source) === null ? null : undefined)],
  ["tag:yaml.org,2002:bool", (source) => onlyIf("boolean", plainValue(source))],
  ["tag:yaml.org,2002:int", (source) => onlyIf("bigint", plainValue(source))],
  ["tag:yaml.org,2002:float", (source) => floatOf(source) ?? onlyIf("number", plainValue(source))],
]);

const onlyIf = (type: string, value: ScalarValue): ScalarValue | undefined =>
  typeof value === type ? value : undefined;

/** The value of a scalar with a tag. An unknown tag changes nothing; undefined: the tag does not fit the text. */
export function taggedValue(tag: string, source: string, plain: boolean): ScalarValue | undefined {
  const read = tagged.get(tag);
  if (read !== undefined) return read(source);
  return plain && tag !== "!" ? plainValue(source) : source;
}

/** A number as text, the way Compose has always written it: `1.0` is `1`, a million with a point is `1e+06`. */
export function numberText(value: number | bigint): string {
  if (typeof value === "bigint") return value.toString();
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  const [digits = "0", exponentText = "0"] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return Object.is(value, -0) ? "-0" : value.toString();
  return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}
