/** What stands on the command line beside flags: each command declares its own, and how many there may be. */
import type { Completes } from "./completes.ts";

export interface Operand {
  /** As the help calls it: `service`, `command`. */
  readonly name: string;
  readonly text: string;
  /** It may be left out; with `many` there may be none. */
  readonly optional?: true;
  /** All that follow are its own, too. Only the last one can be so. */
  readonly many?: true;
  /** Its words are another program's: nothing from it on is a flag of ours. */
  readonly verbatim?: true;
  /** What a shell offers for it. */
  readonly completes?: Completes;
}

/** Any number of services of the file; none means all. */
export const services: readonly Operand[] = [
  { name: "service", text: "services (default: all)", optional: true, many: true, completes: "services" },
];

/** The same for commands that work on containers: they need no file. */
export const existingServices: readonly Operand[] = services.map((operand) => ({
  ...operand,
  completes: "existing-services",
}));

/** `[service...]`, `<service> [command...]` */
export const synopsis = (operands: readonly Operand[]): string =>
  operands
    .map(({ name, optional, many }) => {
      const all = many ? `${name}...` : name;
      return optional ? `[${all}]` : `<${all}>`;
    })
    .join(" ");

/** What is wrong with the number of words, in a few of ours; undefined: nothing. */
export function miscounted(operands: readonly Operand[], words: readonly string[]): string | undefined {
  const least = operands.filter(({ optional }) => !optional).length;
  const most = operands.some(({ many }) => many) ? Number.POSITIVE_INFINITY : operands.length;
  if (words.length >= least && words.length <= most) return undefined;
  if (most === 0) return "accepts no arguments";
  const bound = words.length < least ? least : most;
  const how = least === most ? "requires" : words.length < least ? "requires at least" : "accepts at most";
  return `${how} ${bound} argument${bound === 1 ? "" : "s"}`;
}
