/**
 * Options as tables: a row says how a flag is written, what it means, and what type its value has. args.ts reads the command
 * line by the rows; a command gets the values by the table's type.
 */
import { parseBytes } from "../../core/bytes.ts";
import type { Completes } from "./completes.ts";

export interface Flag<Value> {
  /** `-d, --detach`, `--format <format>`: all its spellings, and what it takes. */
  readonly flags: string;
  readonly text: string;
  /** Spellings that are understood and not shown. */
  readonly aliases?: readonly string[];
  /** It is understood and not shown. */
  readonly hidden?: true;
  readonly choices?: readonly string[];
  /** What a shell offers as its value; absent: its choices, if it has any. */
  readonly completes?: Completes;
  /** @throws InvalidValue */
  readonly read?: (text: string, before: unknown) => Value;
  /** The value where the flag isn't given. */
  readonly absent: Value;
}

/** What a flag cannot take, and why: `must be a whole number`. */
export class InvalidValue extends Error {}

/** A table of flags by the name under which the command finds the value. */
export type FlagTable = Readonly<Record<string, Flag<unknown>>>;
export type Values<Table extends FlagTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Flag<infer Value> ? Value : never;
};

export const flag = (flags: string, text: string): Flag<boolean> => ({ flags, text, absent: false });

/** A flag that is on: `--sig-proxy=false` turns it off. */
export const switched = (flags: string, text: string): Flag<boolean> => ({ flags, text, absent: true });

/** A flag that may also be left open. */
export const maybe = (flags: string, text: string): Flag<boolean | undefined> => ({ flags, text, absent: undefined });

export const word = (flags: string, text: string, completes?: Completes): Flag<string | undefined> => ({
  flags,
  text,
  ...(completes && { completes }),
  absent: undefined,
});

/** May be given several times. */
export const words = (flags: string, text: string, completes?: Completes): Flag<readonly string[]> => ({
  flags,
  text,
  ...(completes && { completes }),
  absent: [],
  read: (value, before) => [...(Array.isArray(before) ? (before as string[]) : []), value],
});

export const choice = <Choice extends string>(
  flags: string,
  choices: readonly Choice[],
  text: string,
): Flag<Choice | undefined> => ({ flags, text, choices, absent: undefined });

/** A number that engines and timers can still take. */
const most = 2 ** 31 - 1;

/** @param least the smallest number that has a meaning */
export const count = (flags: string, text: string, least = 0): Flag<number | undefined> => ({
  flags,
  text,
  absent: undefined,
  read: (value) => {
    const number = Number(value);
    if (!/^[-+]?\d+$/.test(value)) throw new InvalidValue("must be a whole number");
    if (number < least) throw new InvalidValue(`must be ${least} or more`);
    if (number > most) throw new InvalidValue(`must be ${most} or less`);
    return number;
  },
});

/** A size, `64m`, in bytes. */
export const size = (flags: string, text: string): Flag<number | undefined> => ({
  flags,
  text,
  absent: undefined,
  read: (value) => {
    const bytes = parseBytes(value);
    if (bytes === undefined || bytes < 0) throw new InvalidValue("must be a size such as 512m");
    return bytes;
  },
});

/** `-d` and `--detach` of `-d, --detach`, and those that are not shown. */
export const spellingsOf = ({ flags, aliases = [] }: Pick<Flag<unknown>, "flags" | "aliases">): readonly string[] => [
  ...flags.split(/[ ,]+/).filter((part) => part.startsWith("-")),
  ...aliases,
];

export const takesValue = ({ flags }: Pick<Flag<unknown>, "flags">): boolean => flags.endsWith(">");

/** It may be given several times, and each time counts. */
export const isRepeatable = ({ absent }: Flag<unknown>): boolean => Array.isArray(absent) || absent instanceof Map;

/** `--detach` of `-d, --detach` */
export const longOf = (row: Pick<Flag<unknown>, "flags">): string =>
  spellingsOf(row).find((spelling) => spelling.startsWith("--")) ?? "";
