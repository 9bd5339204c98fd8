/** How this program was started: by which name, and with which words. */
import { resolve } from "node:path";
import { isBun } from "../../core/runtime.ts";

export interface Started {
  /** By which path or name; a link keeps its own. */
  readonly program: string | undefined;
  /** What a link to this program leads to. */
  readonly file: string | undefined;
  /** The arguments. */
  readonly words: readonly string[];
}

type Source = Pick<NodeJS.Process, "argv" | "argv0" | "execPath">;

/** @param bun whether that is an executable's; else the launcher has started Node */
export function started({ argv, argv0, execPath }: Source, bun: boolean = isBun): Started {
  const words = argv.slice(2);
  // argv[1] is a path within the executable. A name without a folder was found on the PATH.
  if (bun) return { program: /[\\/]/.test(argv0) ? resolve(argv0) : argv0, file: execPath, words };
  // The launcher puts a space before what Node would take for itself.
  return { program: argv[1], file: argv[1], words: words.map((word) => word.replace(/^ (?=--experimental-)/, "")) };
}
