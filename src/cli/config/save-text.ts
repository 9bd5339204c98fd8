/** Writes what a command has made as a file. */
import { posix } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import type { ProcessContext } from "../process/process-context.ts";

/** @throws WindlassError `output-failed` */
export async function saveText(file: string, text: string, { save, cwd }: ProcessContext): Promise<void> {
  try {
    await save(posix.resolve(cwd, file), text);
  } catch (error) {
    throw new WindlassError("output-failed", `cannot write ${file}: ${reasonOf(error)}`, { cause: error });
  }
}

/** `no such file or directory` of Node's `ENOENT: no such file or directory, open 'x'`. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]+: ([^,]+)/.exec(message)?.[1] ?? message;
}
