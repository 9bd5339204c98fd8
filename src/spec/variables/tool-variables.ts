/**
 * The variables that steer the tool itself, as far as an env file sets them: `COMPOSE_PROGRESS` in `.env`, say. What is wrong
 * with these files is told when the project is loaded.
 */
import { posix } from "node:path";
import { type LoadContext, type LoadRequest, registryPrefix } from "../load-request.ts";
import { readText } from "../read/read.ts";
import { type DotenvValue, readDotenv } from "./dotenv.ts";
import { askedEnvFiles, processVariables } from "./variables.ts";

const ours = /^COMPOSE_/;
/** They say which env files there are, so that one of these files comes too late to say it. */
const decided: ReadonlySet<string> = new Set(["COMPOSE_ENV_FILES", "COMPOSE_DISABLE_ENV_FILE"]);
const yes = /^(1|t|true)$/i;

/**
 * Name → value; only what the process's environment does not set, even to nothing.
 * @param options.usualFile whether `.env` counts where no file is named
 */
export async function toolVariables(
  request: LoadRequest,
  context: LoadContext,
  { usualFile }: { readonly usualFile: boolean },
): Promise<Readonly<Record<string, string>>> {
  const variables = processVariables(context);
  const asked = askedEnvFiles(request, context);
  const disabled = yes.test(variables.get("COMPOSE_DISABLE_ENV_FILE") ?? "");
  const files = asked.length > 0 || disabled || !usualFile ? asked : [posix.join(startOf(request, context), ".env")];
  const read = new Map<string, DotenvValue>();
  for (const file of files) {
    const text = await readText(file, "env file", context, () => {});
    const lookup = (name: string): string | undefined => variables.get(name);
    if (text !== undefined) readDotenv(file, text, { lookup, report: () => {}, onUnset: () => {} }, read);
  }
  return Object.fromEntries(
    [...read].flatMap(([name, { value }]) =>
      ours.test(name) && !decided.has(name) && !variables.has(name) ? [[name, value] as const] : [],
    ),
  );
}

/** The folder whose `.env` is read first. */
function startOf(request: LoadRequest, { cwd }: LoadContext): string {
  const first = request.files.find((file) => file !== "-");
  const isHere = first === undefined || first.startsWith(registryPrefix);
  return posix.resolve(cwd, request.projectDirectory ?? (isHere ? "." : posix.dirname(first)));
}
