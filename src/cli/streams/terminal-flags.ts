/** Flags of commands that put somebody at the input and output of a process, and what they mean together. */
import { WindlassError } from "../../core/errors.ts";
import { type Flag, maybe } from "../args/flags.ts";
import type { ProcessContext } from "../process/process-context.ts";

export const noTty: Flag<boolean | undefined> = {
  ...maybe("-T, --no-tty", "do not allocate a terminal (default: allocate one if standard output is one)"),
  aliases: ["--no-TTY"],
};

export const interactive: Flag<boolean | undefined> = maybe(
  "-i, --interactive",
  "keep standard input open (default true)",
);

export const tty: Flag<boolean | undefined> = { ...maybe("-t, --tty", "allocate a terminal"), hidden: true };

/** @throws WindlassError `usage` for a terminal whose keyboard is no keyboard */
export function checkTerminal(stdin: boolean, tty: boolean, { terminal }: Pick<ProcessContext, "terminal">): void {
  if (stdin && tty && !terminal.isTTY)
    throw new WindlassError("usage", "cannot attach stdin to a TTY-enabled container because stdin is not a terminal", {
      hint: "pass -T to do without a terminal",
    });
}
