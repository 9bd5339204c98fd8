/**
 * Options as tables: a row says how a flag is written, what it means, and what type its value has. args.ts hands the
 * rows to commander; a command gets the values by the table's type.
 */
import { InvalidArgumentError, Option } from "commander";

export interface Flag<Value> {
  readonly flags: string;
  readonly text: string;
  readonly choices?: readonly string[];
  readonly read?: (text: string, before: unknown) => Value;
  /** The value where the flag isn't given. */
  readonly absent: Value;
}

/** A table of flags by the name under which the command finds the value. */
export type FlagTable = Readonly<Record<string, Flag<unknown>>>;
export type Values<Table extends FlagTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Flag<infer Value> ? Value : never;
};

export const flag = (flags: string, text: string): Flag<boolean> => ({ flags, text, absent: false });

export const word = (flags: string, text: string): Flag<string | undefined> => ({ flags, text, absent: undefined });

/** May be given several times. */
export const words = (flags: string, text: string): Flag<readonly string[]> => ({
  flags,
  text,
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
    if (!/^[-+]?\d+$/.test(value)) throw new InvalidArgumentError("must be a whole number");
    if (number < least) throw new InvalidArgumentError(`must be ${least} or more`);
    if (number > most) throw new InvalidArgumentError(`must be ${most} or less`);
    return number;
  },
});

/** `--detach` of `-d, --detach` */
export const longOf = (flags: string): string => new Option(flags).long ?? "";
