/** One env file by itself: for who is given its name elsewhere than in a project. */
import { posix } from "node:path";
import type { Diagnostic } from "../../core/diagnostics.ts";
import { throwErrors } from "../../core/errors.ts";
import type { LoadContext } from "../load-request.ts";
import { readText } from "../read/read.ts";
import { type DotenvValue, readDotenv } from "./dotenv.ts";

/**
 * @param path relative to the working folder
 * @param lookup what a variable in a value means, before those of the file itself
 * @throws WindlassError with all that is wrong in it
 */
export async function envFileVariables(
  path: string,
  lookup: (name: string) => string | undefined,
  context: LoadContext,
): Promise<ReadonlyMap<string, string>> {
  const found: Diagnostic[] = [];
  const report = (one: Diagnostic): void => void found.push(one);
  const read = new Map<string, DotenvValue>();
  const file = posix.resolve(context.cwd, path);
  const text = await readText(file, "env file", context, report);
  if (text !== undefined) readDotenv(file, text, { lookup, report, onUnset: () => {} }, read);
  throwErrors(found, new Map());
  return new Map([...read].map(([name, { value }]) => [name, value]));
}
