/**
 * The functions of a template: Go's own, and those that docker's tools add (json, join, split, lower, upper, title, pad,
 * truncate). A row says what a function makes of its arguments; one that can't take them throws a plain message.
 */
export type Value = unknown;
type Function = (...given: readonly Value[]) => Value;

/** What a function says that can't take what it was given. */
export class Unfit extends Error {}

/** As Go's templates see it: false, 0, nothing and everything empty are no. */
export function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  return Boolean(value);
}

/** A value as `{{.}}` prints it. */
export function printed(value: Value): string {
  if (value === undefined || value === null) return "<no value>";
  if (Array.isArray(value)) return `[${value.map(printed).join(" ")}]`;
  if (typeof value === "object")
    return `map[${entries(value)
      .map(([key, each]) => `${key}:${printed(each)}`)
      .join(" ")}]`;
  return String(value);
}

/** The entries of a mapping, in the order in which Go's templates visit them: by key. */
export function entries(value: object): readonly (readonly [string, Value])[] {
  const all: [string, Value][] = value instanceof Map ? [...value] : Object.entries(value);
  return all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

const json = (value: Value): string =>
  JSON.stringify(value, (_, part: Value) => (part instanceof Map ? Object.fromEntries(entries(part)) : part));

const text = (value: Value): string => {
  if (typeof value !== "string") throw new Unfit(`expected a text, got ${printed(value)}`);
  return value;
};

const whole = (value: Value): number => {
  if (typeof value !== "number" || !Number.isInteger(value))
    throw new Unfit(`expected a number, got ${printed(value)}`);
  return value;
};

const list = (value: Value): readonly Value[] => {
  if (!Array.isArray(value)) throw new Unfit(`expected a list, got ${printed(value)}`);
  return value;
};

function compare(a: Value, b: Value): number {
  if (typeof a !== typeof b || (typeof a !== "number" && typeof a !== "string"))
    throw new Unfit(`cannot compare ${printed(a)} with ${printed(b)}`);
  return (a as string | number) < (b as string | number) ? -1 : a === b ? 0 : 1;
}

function at(value: Value, key: Value): Value {
  if (value instanceof Map) return value.get(key);
  if (Array.isArray(value) || typeof value === "string") {
    const index = whole(key);
    if (index < 0 || index >= value.length) throw new Unfit(`index ${index} is out of range`);
    return value[index];
  }
  if (typeof value === "object" && value !== null) return (value as Readonly<Record<string, Value>>)[text(key)];
  throw new Unfit(`cannot index ${printed(value)}`);
}

function length(value: Value): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (Array.isArray(value)) return value.length;
  if (typeof value === "object" && value !== null) return entries(value).length;
  throw new Unfit(`${printed(value)} has no length`);
}

/** Go's verbs, as far as rows of tables use them. */
function format(pattern: Value, ...given: readonly Value[]): string {
  let next = 0;
  const filled = text(pattern).replace(
    /%([-0+# ]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_, flags: string, wide: string, precise: string | undefined, verb: string) => {
      if (verb === "%") return "%";
      if (next >= given.length) return `%!${verb}(MISSING)`;
      const formatted = verbs[verb]?.(given[next], precise === undefined ? undefined : Number(precise));
      next += 1;
      if (formatted === undefined) return `%!${verb}(${printed(given[next - 1])})`;
      const width = Number(wide || 0);
      if (flags.includes("-")) return formatted.padEnd(width);
      return formatted.padStart(width, flags.includes("0") && /[dxXfo]/.test(verb) ? "0" : " ");
    },
  );
  return filled;
}

const verbs: Readonly<Record<string, (value: Value, precision: number | undefined) => string>> = {
  s: (value, precision) => printed(value).slice(0, precision),
  v: (value) => printed(value),
  d: (value) => String(whole(value)),
  q: (value) => JSON.stringify(printed(value)),
  t: (value) => String(value),
  x: (value) => (typeof value === "number" ? value.toString(16) : Buffer.from(text(value)).toString("hex")),
  X: (value) =>
    (typeof value === "number" ? value.toString(16) : Buffer.from(text(value)).toString("hex")).toUpperCase(),
  o: (value) => whole(value).toString(8),
  f: (value, precision) => Number(value).toFixed(precision ?? 6),
};

/** `print`: blanks only between neighbours that are no texts. */
const print = (...given: readonly Value[]): string =>
  given.reduce<string>((all, value, index) => {
    const before = given[index - 1];
    const blank = index > 0 && typeof value !== "string" && typeof before !== "string" ? " " : "";
    return all + blank + printed(value);
  }, "");

export const functions: Readonly<
  Record<string, { readonly least: number; readonly most?: number; readonly run: Function }>
> = {
  json: { least: 1, most: 1, run: json },
  join: { least: 2, most: 2, run: (values, between) => list(values).map(printed).join(text(between)) },
  split: { least: 2, most: 2, run: (value, between) => text(value).split(text(between)) },
  lower: { least: 1, most: 1, run: (value) => text(value).toLowerCase() },
  upper: { least: 1, most: 1, run: (value) => text(value).toUpperCase() },
  title: { least: 1, most: 1, run: (value) => text(value).replace(/(^|\s)\p{L}/gu, (found) => found.toUpperCase()) },
  pad: {
    least: 3,
    most: 3,
    run: (value, before, after) =>
      value === "" ? "" : " ".repeat(whole(before)) + text(value) + " ".repeat(whole(after)),
  },
  truncate: { least: 2, most: 2, run: (value, most) => text(value).slice(0, whole(most)) },
  len: { least: 1, most: 1, run: length },
  index: { least: 1, run: (value, ...keys) => keys.reduce(at, value) },
  slice: {
    least: 1,
    most: 3,
    run: (value, from = 0, to = undefined) => {
      const all = typeof value === "string" ? value : list(value);
      return all.slice(whole(from), to === undefined ? undefined : whole(to));
    },
  },
  print: { least: 0, run: print },
  println: { least: 0, run: (...given) => `${given.map(printed).join(" ")}\n` },
  printf: { least: 1, run: format },
  not: { least: 1, most: 1, run: (value) => !isTrue(value) },
  and: { least: 1, run: (...given) => given.find((value) => !isTrue(value)) ?? given.at(-1) },
  or: { least: 1, run: (...given) => given.find(isTrue) ?? given.at(-1) },
  eq: { least: 2, run: (first, ...others) => others.some((other) => first === other) },
  ne: { least: 2, most: 2, run: (a, b) => a !== b },
  lt: { least: 2, most: 2, run: (a, b) => compare(a, b) < 0 },
  le: { least: 2, most: 2, run: (a, b) => compare(a, b) <= 0 },
  gt: { least: 2, most: 2, run: (a, b) => compare(a, b) > 0 },
  ge: { least: 2, most: 2, run: (a, b) => compare(a, b) >= 0 },
};
