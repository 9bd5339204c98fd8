/** The flags that every command has: which project, and how to show what happens. */
import { choice, count, type Flag, flag, type Values, word, words } from "./flags.ts";

type Ansi = "never" | "always" | "auto";

export const globalFlags: {
  readonly file: Flag<readonly string[]>;
  readonly projectName: Flag<string | undefined>;
  readonly projectDirectory: Flag<string | undefined>;
  readonly profile: Flag<readonly string[]>;
  readonly envFile: Flag<readonly string[]>;
  readonly compatibility: Flag<boolean>;
  readonly allResources: Flag<boolean>;
  readonly maxFileSize: Flag<number | undefined>;
  readonly context: Flag<string | undefined>;
  readonly host: Flag<string | undefined>;
  readonly progress: Flag<string | undefined>;
  readonly ansi: Flag<Ansi | undefined>;
  readonly noAnsi: Flag<boolean>;
  readonly parallel: Flag<number | undefined>;
  readonly dryRun: Flag<boolean>;
  readonly restricted: Flag<boolean>;
  readonly trust: Flag<boolean>;
  readonly insecureRegistry: Flag<readonly string[]>;
  readonly verbose: Flag<boolean>;
} = {
  file: words("-f, --file <path>", "Compose file; repeat for several, - reads standard input", "compose-files"),
  projectName: word(
    "-p, --project-name <name>",
    "project name (default: the name in the file, or its folder's name)",
    "projects",
  ),
  projectDirectory: {
    ...word(
      "--project-directory <path>",
      "base folder of relative paths (default: the folder of the first Compose file)",
      "folders",
    ),
    aliases: ["--workdir"],
  },
  profile: words("--profile <name>", "profile to enable; repeat for several", "profiles"),
  envFile: words("--env-file <path>", "file with variables, instead of .env; repeat for several", "files"),
  compatibility: flag(
    "--compatibility",
    "join the parts of container names with _ instead of -, as docker-compose v1 did",
  ),
  allResources: flag("--all-resources", "include networks and volumes that no service uses"),
  maxFileSize: count("--max-file-size <MiB>", "largest file to read, in MiB (default 10)", 1),
  context: word("--context <name>", "docker context to use"),
  host: word("-H, --host <address>", "engine address, instead of DOCKER_HOST"),
  progress: word("--progress <how>", "progress output: auto, tty, plain, json, quiet (default auto)", [
    "auto",
    "tty",
    "plain",
    "json",
    "quiet",
  ]),
  ansi: choice(
    "--ansi <when>",
    ["never", "always", "auto"],
    "when to print colours and control sequences: never, always, auto (default auto)",
  ),
  noAnsi: { ...flag("--no-ansi", "the same as --ansi never"), hidden: true },
  parallel: count("--parallel <n>", "maximum number of engine calls at a time; -1 for unlimited (default -1)", -1),
  dryRun: flag("--dry-run", "show the plan without applying it"),
  restricted: flag("--restricted", "refuse projects that get host privileges"),
  trust: flag("--trust", "grant a project from a repository or registry what it asks of this machine"),
  insecureRegistry: {
    ...words("--insecure-registry <host>", "registry to reach over plain HTTP for oci:// projects; repeat for several"),
    hidden: true,
  },
  verbose: { ...flag("--verbose", "accepted for compatibility; has no effect"), hidden: true },
};

export type Globals = Values<typeof globalFlags>;

/** Lists add up and a later value wins: the flags before the command, then those after it. */
export function mergeGlobals(before: Partial<Globals>, after: Partial<Globals>): Globals {
  const absent = Object.fromEntries(Object.entries(globalFlags).map(([name, row]) => [name, row.absent])) as Globals;
  const joined = { ...absent, ...before, ...after };
  return {
    ...joined,
    file: [...(before.file ?? []), ...(after.file ?? [])],
    profile: [...(before.profile ?? []), ...(after.profile ?? [])],
    envFile: [...(before.envFile ?? []), ...(after.envFile ?? [])],
    insecureRegistry: [...(before.insecureRegistry ?? []), ...(after.insecureRegistry ?? [])],
  };
}
