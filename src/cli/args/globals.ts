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
  readonly parallel: Flag<number | undefined>;
  readonly dryRun: Flag<boolean>;
  readonly restricted: Flag<boolean>;
} = {
  file: words("-f, --file <path>", "Compose file; may be given several times, - is standard input"),
  projectName: word("-p, --project-name <name>", "project name"),
  projectDirectory: word("--project-directory <path>", "folder that relative paths start from"),
  profile: words("--profile <name>", "profile to enable; may be given several times"),
  envFile: words("--env-file <path>", "file with variables, instead of .env"),
  compatibility: flag("--compatibility", "join names by _ as the first docker-compose did"),
  allResources: flag("--all-resources", "take in networks and volumes that no service uses"),
  maxFileSize: count("--max-file-size <MiB>", "how large a file that is read may be, 10 without this"),
  context: word("--context <name>", "docker context whose engine to use"),
  host: word("-H, --host <address>", "engine to use, instead of DOCKER_HOST"),
  progress: word("--progress <how>", "how to show progress: auto, tty, plain, json, quiet"),
  ansi: choice("--ansi <when>", ["never", "always", "auto"], "when to use colours and control sequences"),
  parallel: count("--parallel <n>", "how many engine calls at once; -1 for no bound"),
  dryRun: flag("--dry-run", "print the plan and change nothing"),
  restricted: flag("--restricted", "run no project that gives rights on the host"),
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
  };
}
