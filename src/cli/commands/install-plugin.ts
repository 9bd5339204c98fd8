/** `windlass install-plugin` and `windlass uninstall-plugin`: a link in docker's folder for plugins of its command line. */
import { lstat, mkdir, readlink, realpath, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import { command, type Definition } from "../args/command.ts";
import { type Flag, InvalidValue } from "../args/flags.ts";
import type { ProcessContext } from "../process/process-context.ts";

const as: Flag<string> = {
  flags: "--as <name>",
  text: "docker's command: windlass, or compose to be docker compose (default windlass)",
  completes: ["windlass", "compose"],
  absent: "windlass",
  read: (text) => {
    if (!/^[a-z][a-z0-9]*$/.test(text)) throw new InvalidValue("must be lowercase letters and digits");
    return text;
  },
};

export const installPlugin: Definition = command({
  examples: [
    ["windlass install-plugin", "from then on: docker windlass up"],
    ["windlass install-plugin --as compose", "from then on docker compose is windlass, for this user"],
  ],
  operands: [],
  flags: { as },
  async run({ flags, globals }, context) {
    const path = placeOf(flags.as, context);
    const program = await realpath(context.programFile ?? "");
    if ((await standing(path)) !== "missing" && !(await isOurs(path, context))) throw notOurs(path, "overwritten");
    if (!globals.dryRun) {
      await writing(path, async () => {
        await mkdir(dirname(path), { recursive: true });
        await rm(path, { force: true });
        await symlink(program, path);
      });
    }
    context.out.write(`${globals.dryRun ? "Would install" : "Installed"} ${path}: docker ${flags.as} runs windlass.\n`);
    return 0;
  },
});

export const uninstallPlugin: Definition = command({
  examples: [["windlass uninstall-plugin --as compose", "docker compose is docker's own again"]],
  operands: [],
  flags: { as },
  async run({ flags, globals }, context) {
    const path = placeOf(flags.as, context);
    if ((await standing(path)) === "missing") {
      context.out.write(`${path} does not exist.\n`);
      return 0;
    }
    if (!(await isOurs(path, context))) throw notOurs(path, "removed");
    if (!globals.dryRun) await writing(path, () => rm(path));
    context.out.write(`${globals.dryRun ? "Would remove" : "Removed"} ${path}.\n`);
    return 0;
  },
});

function placeOf(name: string, { env, home }: ProcessContext): string {
  const folder = env.DOCKER_CONFIG || (home && join(home, ".docker"));
  if (!folder)
    throw new WindlassError("usage", "cannot tell where docker keeps its plugins", {
      hint: "set HOME or DOCKER_CONFIG",
    });
  return join(folder, "cli-plugins", `docker-${name}`);
}

async function standing(path: string): Promise<"missing" | "link" | "other"> {
  try {
    return (await lstat(path)).isSymbolicLink() ? "link" : "other";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "missing";
    throw unwritable(path, error);
  }
}

/** A link to this program, or to one of its usual names that an update has taken away. */
async function isOurs(path: string, { programFile }: ProcessContext): Promise<boolean> {
  if ((await standing(path)) !== "link") return false;
  const target = await readlink(path);
  return target === programFile || /(^|[\\/])windlass(\.cjs|(-[\w-]+)?(\.exe)?)$/.test(target);
}

const notOurs = (path: string, what: string): WindlassError =>
  new WindlassError("usage", `${path} was not installed by windlass, so it is not ${what}`, {
    hint: "move it away first, or use another name with --as",
  });

async function writing(path: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw unwritable(path, error);
  }
}

const unwritable = (path: string, error: unknown): WindlassError =>
  new WindlassError("output-failed", `cannot write ${path}: ${(error as Error).message}`, { cause: error });
