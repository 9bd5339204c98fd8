/**
 * The built command, as people have it: what tests run. `built.ts` makes it where it is missing. WINDLASS_TEST_PROGRAM names
 * an executable to be run in its place.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const executable = process.env.WINDLASS_TEST_PROGRAM || undefined;

/** Behind the title of a test that only the command on Node has to pass; empty where that is what runs. */
export const noNode: string = executable === undefined ? "" : " (skipped: the program is an executable)";

/** Behind that of a test that only an executable has to pass. */
export const noExecutable: string =
  executable === undefined ? " (skipped: WINDLASS_TEST_PROGRAM names no executable)" : "";

export const program: string = executable ?? join(import.meta.dirname, "../../dist/windlass.cjs");

/**
 * What starts it with these arguments, as `spawn` and its like take it. Node looks for some of its flags behind the script's
 * name, too, unless `--` comes before it.
 * @param node arguments of Node itself
 */
export const commandLine = (
  args: readonly string[],
  node: readonly string[] = [],
): [program: string, args: readonly string[]] => {
  if (executable === undefined) return [process.execPath, [...node, "--", program, ...args]];
  if (node.length > 0) throw new Error("an executable takes no arguments of Node");
  return [program, args];
};
/** What starts it, for a shell. */
export const startLine: string = executable === undefined ? `"${process.execPath}" -- "${program}"` : `"${program}"`;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Start {
  /** The whole environment; absent: this process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string | undefined;
  readonly stdin?: string | undefined;
  /** Its input does not end before it does. */
  readonly stays?: "open" | undefined;
  /** Arguments of Node itself. */
  readonly node?: readonly string[];
}

/** Runs it to its end. */
export async function runProgram(
  args: readonly string[],
  { env, cwd, stdin, stays, node = [] }: Start = {},
): Promise<Ended> {
  const child = spawn(...commandLine(args, node), {
    env: env ?? process.env,
    ...(cwd !== undefined && { cwd }),
    stdio: ["pipe", "pipe", "pipe"],
  });
  // It need not read what it is given.
  child.stdin.on("error", () => {});
  if (stays) child.stdin.write(stdin);
  else child.stdin.end(stdin);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, stdout, stderr };
}

/** The same with some variables more than this process has. */
export const windlass = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  runProgram(args, { env: { ...process.env, ...env } });
