/**
 * The three names under which we are called, made one: `windlass …`; `docker-compose …`, which takes docker's own flags before
 * the command; and as a plugin of docker, which puts its flags and the plugin's name before our words.
 */
import { dirname } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import { spellingsOf, takesValue } from "./flags.ts";
import { globalFlags } from "./globals.ts";

export interface Called {
  /** As `windlass` takes them. */
  readonly words: readonly string[];
  /** What docker's flags say in place of the environment's. */
  readonly env: Readonly<Record<string, string>>;
  /** By the name of docker compose. */
  readonly asCompose: boolean;
}

/** With this word alone docker asks what a plugin is. */
export const metadataCommand = "docker-cli-plugin-metadata";

/** With these words before it, a shell asks how a command line may go on; docker asks its plugins so, too. */
export const completionCommands = { described: "__complete", bare: "__completeNoDesc" } as const;

export const isCompletion = ([first]: readonly string[]): boolean =>
  Object.values<string | undefined>(completionCommands).includes(first);

/** Docker sets it for its plugins. */
const calledByDocker = "DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND";

/** @param program the path by which it was started: a link keeps its own name @throws WindlassError `usage` */
export function asCalled(
  words: readonly string[],
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): Called {
  const [, plugin] = /(?:^|[\\/])docker-([^\\/]+?)(?:\.exe)?$/.exec(program) ?? [];
  if (plugin === undefined || words[0] === metadataCommand) return { words, env: {}, asCompose: false };
  const isPlugin = env[calledByDocker] !== undefined;
  const { said, rest } = dockerFlags(words, isPlugin ? plugin : undefined);
  const own = rest[0] === "-v" ? ["--version", ...rest.slice(1)] : rest;
  const named = [...said].flatMap(([flag, value]) => (flag === "--host" || flag === "--context" ? [flag, value] : []));
  return { words: [...named, ...own], env: variablesOf(said), asCompose: plugin === "compose" };
}

/**
 * The name by which a shell knows the program; undefined where docker calls it.
 * @param program the path by which it was started
 */
export function commandName(program: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (env[calledByDocker] !== undefined) return undefined;
  const [, name] = /(?:^|[\\/])([\w.-]+?)(?:\.(?:exe|cjs))?$/.exec(program) ?? [];
  return name ?? "windlass";
}

/** Flags of docker itself that take a value, and those that take none; short ones by their long name. */
const withValue: Readonly<Record<string, string>> = {
  "-H": "--host",
  "--host": "--host",
  "-c": "--context",
  "--context": "--context",
  "--config": "--config",
  "-l": "--log-level",
  "--log-level": "--log-level",
  "--tlscacert": "--tlscacert",
  "--tlscert": "--tlscert",
  "--tlskey": "--tlskey",
};
const alone: Readonly<Record<string, string>> = {
  "--tls": "--tls",
  "--tlsverify": "--tlsverify",
  "-D": "--debug",
  "--debug": "--debug",
  "--verbose": "--debug",
};

/** Our own global flags that take the next word: it is no command. */
const ours: ReadonlySet<string> = new Set(Object.values(globalFlags).filter(takesValue).flatMap(spellingsOf));

/** Takes docker's flags out of the words before the command; the plugin's name goes with them. */
function dockerFlags(
  words: readonly string[],
  plugin: string | undefined,
): { readonly said: ReadonlyMap<string, string>; readonly rest: readonly string[] } {
  const said = new Map<string, string>();
  const rest: string[] = [];
  let awaited = plugin;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const cut = word.startsWith("--") ? word.indexOf("=") : -1;
    const name = cut < 0 ? word : word.slice(0, cut);
    if (Object.hasOwn(withValue, name)) {
      const value = cut < 0 ? words[++at] : word.slice(cut + 1);
      if (value === undefined) throw new WindlassError("usage", `flag needs an argument: ${name}`);
      said.set(withValue[name] ?? "", value);
    } else if (Object.hasOwn(alone, name)) said.set(alone[name] ?? "", cut < 0 ? "true" : word.slice(cut + 1));
    else if (word === awaited) awaited = undefined;
    else if (ours.has(word)) rest.push(word, ...words.slice(++at, at + 1));
    else if (word.startsWith("-") && word !== "--") rest.push(word);
    else return { said, rest: [...rest, ...words.slice(at)] };
  }
  return { said, rest };
}

const fileNames = { "--tlscacert": "ca.pem", "--tlscert": "cert.pem", "--tlskey": "key.pem" } as const;

/** @throws WindlassError `usage` for files that are not where docker's variables can say they are */
function variablesOf(said: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const isYes = (flag: string): boolean => /^(1|t|true)$/i.test(said.get(flag) ?? "");
  const config = said.get("--config");
  const files = Object.entries(fileNames).flatMap(([flag, name]) => {
    const path = said.get(flag);
    return path === undefined ? [] : [{ flag, path, isUsual: path === name || path.endsWith(`/${name}`) }];
  });
  const folders = new Set(files.map(({ path }) => dirname(path)));
  const odd = files.find(({ isUsual }) => !isUsual);
  if (odd !== undefined || folders.size > 1)
    throw new WindlassError("usage", `cannot use ${odd?.flag ?? "--tlscert"} ${odd?.path ?? "from another folder"}`, {
      hint: "put ca.pem, cert.pem and key.pem into one folder and set DOCKER_CERT_PATH to it",
    });
  const [folder] = folders;
  return {
    ...(config !== undefined && { DOCKER_CONFIG: config }),
    ...(folder !== undefined && { DOCKER_CERT_PATH: folder }),
    ...((isYes("--tls") || folder !== undefined) && { DOCKER_TLS: "1" }),
    ...(isYes("--tlsverify") && { DOCKER_TLS_VERIFY: "1" }),
  };
}
