/**
 * The variables that a project file may use: the process's environment, over what `--env-file`, COMPOSE_ENV_FILES or `.env`
 * add to it. The environment wins even where it is empty.
 */
import { posix } from "node:path";
import type { LoadContext, LoadRequest } from "../load-request.ts";
import { readText } from "../read/read.ts";
import type { Report } from "../tree/report.ts";
import { type DotenvValue, readDotenv } from "./dotenv.ts";
import type { UnsetVariables } from "./unset.ts";

export type Variables = ReadonlyMap<string, string>;

const yes: ReadonlySet<string> = new Set(["1", "t", "T", "true", "True", "TRUE"]);

/** The process's environment; PWD is the folder the tool runs in. */
export function processVariables(context: LoadContext): Variables {
  const set = Object.entries(context.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new Map([...set, ["PWD", context.cwd]]);
}

/** The env files that were asked for, absolute; empty: the default `.env`. */
export function askedEnvFiles(request: LoadRequest, context: LoadContext): readonly string[] {
  const asked = request.envFiles.length > 0 ? request.envFiles : (context.env.COMPOSE_ENV_FILES ?? "").split(",");
  return asked.filter((path) => path !== "").map((path) => posix.resolve(context.cwd, path));
}

/** The variables with those of the env files beneath them. An asked file must exist, the default need not. */
export async function withEnvFiles(
  variables: Variables,
  asked: readonly string[],
  folder: string,
  context: LoadContext,
  report: Report,
  unset: UnsetVariables,
): Promise<Variables> {
  const files = asked.length > 0 ? asked : await defaultEnvFile(variables, folder, context);
  const read = new Map<string, DotenvValue>();
  for (const file of files) {
    const text = await readText(file, "env file", context, report);
    if (text === undefined) continue;
    const lookup = (name: string): string | undefined => variables.get(name);
    readDotenv(file, text, { lookup, report, onUnset: unset.inEnvFile }, read);
  }
  for (const [name, { place }] of read) if (!variables.has(name)) unset.isSet(name, place);
  return new Map([...[...read].map(([name, { value }]) => [name, value] as const), ...variables]);
}

async function defaultEnvFile(variables: Variables, folder: string, context: LoadContext): Promise<readonly string[]> {
  if (yes.has(variables.get("COMPOSE_DISABLE_ENV_FILE") ?? "")) return [];
  const file = posix.join(folder, ".env");
  return (await context.disk.kind(file)) === "file" ? [file] : [];
}
