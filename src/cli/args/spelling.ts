/**
 * Words of the command line as docker's tools take them, in the spelling that commander knows: `-f=x`, `--build=false`,
 * `-d=0`. A flag that is not known is left as it is: commander tells of it.
 */
import { Option } from "commander";
import { WindlassError } from "../../core/errors.ts";
import type { Flag, FlagTable } from "./flags.ts";

/** What a flag is that takes no value, where it is said not to be set; undefined for one that takes a value. */
export const unsetSpelling = ({ flags }: Flag<unknown>): string | undefined => {
  const { long, required } = new Option(flags);
  return required || long === undefined ? undefined : `${long}=false`;
};

interface Known {
  readonly long: string;
  readonly flags: string;
  readonly takesValue: boolean;
}

const yes = /^(1|t|true)$/i;
const no = /^(0|f|false)$/i;

/**
 * @param tableOf the flags that are understood from a command on
 * @returns as many flags as there were; `--flag=false` for each that is said not to be set
 * @throws WindlassError `usage`
 */
export function respelt(
  argv: readonly string[],
  globals: FlagTable,
  tableOf: (command: string) => FlagTable | undefined,
): readonly string[] {
  const spelt: string[] = [];
  let known = knownOf([globals]);
  let inCommand = false;
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? "";
    if (word === "--") return [...spelt, ...argv.slice(i)];
    if (!word.startsWith("-") || word === "-") {
      const table = inCommand ? undefined : tableOf(word);
      if (table !== undefined) known = knownOf([globals, table]);
      inCommand = true;
      spelt.push(word);
      continue;
    }
    const words = word.startsWith("--") ? longFlag(word, known) : shortFlags(word, known);
    spelt.push(...words);
    const last = known.get(words.at(-1) ?? "");
    if (last?.takesValue && i + 1 < argv.length) spelt.push(argv[++i] ?? "");
  }
  return spelt;
}

/** By each of their spellings; a later table's win. */
const knownOf = (tables: readonly FlagTable[]): ReadonlyMap<string, Known> =>
  new Map(
    tables.flatMap((table) =>
      Object.values(table).flatMap(({ flags }) => {
        const { short, long, required } = new Option(flags);
        const known = { long: long ?? "", flags, takesValue: required };
        return [short, long].flatMap((spelling) => (spelling ? [[spelling, known] as const] : []));
      }),
    ),
  );

function longFlag(word: string, known: ReadonlyMap<string, Known>): readonly string[] {
  const cut = word.indexOf("=");
  const flag = cut < 0 ? undefined : known.get(word.slice(0, cut));
  return flag === undefined || flag.takesValue ? [word] : [switched(flag, word.slice(cut + 1))];
}

/** Letters that stand together: `-dt=5`. The first that takes a value takes the rest. */
function shortFlags(word: string, known: ReadonlyMap<string, Known>): readonly string[] {
  const words: string[] = [];
  for (let at = 1; at < word.length; at++) {
    const flag = known.get(`-${word[at]}`);
    if (flag === undefined) return [word];
    const rest = word.slice(at + 1);
    const value = rest.startsWith("=") ? rest.slice(1) : undefined;
    if (flag.takesValue) return [...words, rest === "" ? flag.long : `${flag.long}=${value ?? rest}`];
    if (value !== undefined) return [...words, switched(flag, value)];
    words.push(flag.long);
  }
  return words;
}

function switched({ long, flags }: Known, value: string): string {
  if (yes.test(value)) return long;
  if (no.test(value)) return `${long}=false`;
  throw new WindlassError(
    "usage",
    `invalid argument ${JSON.stringify(value)} for "${flags}" flag: must be true or false`,
  );
}
