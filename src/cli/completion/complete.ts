/**
 * `windlass __complete WORD...`: what the last word may become. A person waits for it at the prompt, so nothing is ever said
 * beside it, nothing is asked, and what takes too long counts as not found.
 */
import { asCalled, completionCommands } from "../args/called.ts";
import type { Command, Listing } from "../args/command.ts";
import type { Output } from "../process/output.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { type Answer, answerText, directives, nothing } from "./answer.ts";
import { answerAt } from "./candidates.ts";
import { inTime } from "./in-time.ts";
import { placeOf } from "./place.ts";
import { found } from "./sources.ts";

/** How long everything may take: a file can be a pipe that nobody writes to. */
const limitMs = 5_000;

/** @param argv the request, then the words up to the cursor, the last of them as far as it is typed */
export async function complete(
  [request, ...line]: readonly string[],
  commands: readonly (Listing | Command)[],
  around: ProcessContext,
): Promise<string> {
  const typed = line.pop() ?? "";
  return answerText(await answer(line, typed, commands, around), request === completionCommands.described);
}

async function answer(
  line: readonly string[],
  typed: string,
  commands: readonly (Listing | Command)[],
  around: ProcessContext,
): Promise<Answer> {
  try {
    const { words, env } = asCalled(line, around.program ?? "", around.env);
    const place = placeOf(words, commands);
    if (place === undefined) return nothing;
    const { globals } = place;
    const context = { ...quietly(around), env: { ...around.env, ...env }, named: globals };
    return await answerAt(place, typed, (source, value) =>
      inTime(limitMs, context, (limited) => found(source, place, value, limited)).catch(() => nothing),
    );
  } catch {
    // Flags that are not ours, and commands: the shell may know files.
    return { candidates: [], directive: directives.none };
  }
}

/** Without what would wait for someone: standard input, which is the keyboard now, repositories and registries. */
function quietly({ git: _, openRegistries: __, disk, ...context }: ProcessContext): ProcessContext {
  const read: typeof disk.read = async (path, limits) => {
    if (path === "-") throw new Error("standard input is not read");
    return disk.read(path, limits);
  };
  return { ...context, disk: { ...disk, read }, out: silent, err: silent };
}

const silent: Output = {
  isTTY: false,
  columns: 80,
  rows: 24,
  steered: false,
  broken: new AbortController().signal,
  write: () => {},
  steer: () => {},
  drained: async () => {},
  flushed: async () => {},
};
