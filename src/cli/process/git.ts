/**
 * The loader's git over the system's: one commit of a repository, kept in the user's cache under the commit's own name, so that
 * it is brought once and never changes. Nothing here asks for a password, and no file outside of the repository is given out.
 * Git runs in the cache and finds no repository around it: the settings of one, which may name programs, belong to whoever wrote them.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { text } from "node:stream/consumers";
import { cacheFolder } from "../../core/cache-folder.ts";
import { lazy } from "../../core/lazy.ts";
import { environmentFor } from "../../core/runtime.ts";
import { type Git, WindlassError } from "../../index.ts";

type Env = Readonly<Record<string, string | undefined>>;
type Url = Parameters<Git["file"]>[0];

/** Every wait for git ends with the signal. Rejects with `git-failed`. */
export function systemGit(env: Env, home: string | undefined, signal: AbortSignal): Git {
  const git: Run = (args, cwd) => runGit(args, cwd, env, signal);
  const cache = lazy(() => openCache(env, home));
  const commits = new Map<string, Promise<string>>();
  return {
    async file(url, names) {
      if (/^(0|f|false)$/i.test(env.COMPOSE_EXPERIMENTAL_GIT_REMOTE ?? ""))
        throw failed("it is switched off by COMPOSE_EXPERIMENTAL_GIT_REMOTE");
      const key = JSON.stringify([url.remote, url.ref]);
      const cacheFolder = await cache();
      const asked = commits.get(key) ?? commitOf(url, cacheFolder, git);
      commits.set(key, asked);
      const commit = await asked;
      const folder = await checkout(url.remote, commit, cacheFolder, git);
      return { path: await fileIn(folder, url.inside, names), folder, commit };
    },
  };
}

type Run = (args: readonly string[], cwd: string) => Promise<string>;

const failed = (message: string, hint?: string): WindlassError =>
  new WindlassError("git-failed", message, hint === undefined ? {} : { hint });

const fullCommit = /^[0-9a-f]{40}$/;

/** The commit that a branch, a tag, or the default branch is at. */
async function commitOf({ remote, ref = "HEAD" }: Url, cache: string, git: Run): Promise<string> {
  if (fullCommit.test(ref)) return ref;
  if (ref.startsWith("-")) throw failed("a branch or tag cannot start with a dash");
  const listed = await git(["ls-remote", "--", remote, ref, `${ref}^{}`], cache);
  const commits = new Map(
    listed.split("\n").flatMap((line): [string, string][] => {
      const [commit = "", name] = line.split("\t");
      return name !== undefined && fullCommit.test(commit) ? [[name, commit]] : [];
    }),
  );
  // A tag with a message stands for the commit that it is put on: that is its name with `^{}`.
  const wanted = ["", "refs/heads/", "refs/tags/"].flatMap((start) => [`${start}${ref}^{}`, `${start}${ref}`]);
  const commit = wanted.map((name) => commits.get(name)).find((found) => found !== undefined);
  if (commit !== undefined) return commit;
  throw failed(`it has no branch or tag "${ref}"`, "write the branch, tag or full commit after `#`");
}

async function openCache(env: Env, home: string | undefined): Promise<string> {
  const base = cacheFolder(env, home);
  if (!base) throw failed("there is no cache folder", "set XDG_CACHE_HOME or HOME");
  const cache = join(base, "windlass", "git");
  await mkdir(cache, { recursive: true, mode: 0o700 });
  return realpath(cache);
}

/** The folder with the commit's files. It is made aside and renamed, so that none is ever half there. */
async function checkout(remote: string, commit: string, cache: string, git: Run): Promise<string> {
  const name = nameOf(remote);
  const folder = join(cache, commit, name);
  if (await isThere(folder)) return folder;
  await mkdir(join(cache, commit), { recursive: true, mode: 0o700 });
  const aside = await mkdtemp(join(cache, "new-"));
  try {
    await git(["init", "--quiet", "--template="], aside);
    await git(["fetch", "--quiet", "--depth=1", "--no-tags", "--", remote, commit], aside);
    await git(["checkout", "--quiet", "--detach", "FETCH_HEAD"], aside);
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!(await isThere(folder))) throw error;
  }
  return folder;
}

/** The last part of the address: the project is called by it where nothing else names it. */
const nameOf = (remote: string): string =>
  (/([^/:]+?)(\.git)?\/*$/.exec(remote)?.[1] ?? "").replace(/[^\w.-]/g, "-").replace(/^\.+/, "") || "repository";

async function fileIn(folder: string, inside: string | undefined, names: readonly string[]): Promise<string> {
  const path = join(folder, inside ?? ".");
  const what = inside === undefined ? "it" : `${JSON.stringify(inside)} in it`;
  if (path !== folder && !path.startsWith(folder + sep)) throw failed(`${what} is outside of the repository`);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw failed(`there is no ${what}`);
  const files = found.isDirectory() ? names.map((name) => join(path, name)) : [path];
  for (const file of files) {
    const real = await realpath(file).catch(() => undefined);
    if (real === undefined) continue;
    if (!real.startsWith((await realpath(folder)) + sep)) throw failed(`${what} is a link out of the repository`);
    return file;
  }
  throw failed(`${what} has no project file`, `a folder needs one of ${names.join(", ")}`);
}

const isThere = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

/** What `git rev-parse --local-env-vars` lists, but for settings that the user may have put into the environment. */
const ofAnotherRepository: ReadonlySet<string> = new Set(
  (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR GIT_CONFIG GIT_CONFIG_PARAMETERS GIT_DIR GIT_GRAFT_FILE GIT_IMPLICIT_WORK_TREE " +
    "GIT_INDEX_FILE GIT_NO_REPLACE_OBJECTS GIT_OBJECT_DIRECTORY GIT_PREFIX GIT_REPLACE_REF_BASE GIT_SHALLOW_FILE GIT_WORK_TREE"
  ).split(" "),
);

/** The user's own settings hold credentials and proxies. Of what they may run, only that is left. */
const harmless = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"];

const environmentOf = (env: Env, cwd: string): NodeJS.ProcessEnv => ({
  GIT_ALLOW_PROTOCOL: "https:ssh:git",
  ...(env.GIT_SSH === undefined && { GIT_SSH_COMMAND: "ssh -o ControlMaster=no -o BatchMode=yes" }),
  ...Object.fromEntries(
    Object.entries(environmentFor(env)).filter(
      ([name, value]) => value !== undefined && !ofAnotherRepository.has(name),
    ),
  ),
  GIT_TERMINAL_PROMPT: "0",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CEILING_DIRECTORIES: dirname(cwd),
  LC_ALL: "C",
});

async function runGit(args: readonly string[], cwd: string, env: Env, signal: AbortSignal): Promise<string> {
  if (signal.aborted) throw interrupted();
  // A group of its own: git's helpers end with it, and no terminal is there to ask on.
  const child = spawn("git", [...harmless, ...args], {
    cwd,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: environmentOf(env, cwd),
  });
  const end = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    } catch {
      // It has ended already.
    }
  };
  signal.addEventListener("abort", end, { once: true });
  try {
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    if (code === 0) return stdout;
    if (signal.aborted) throw interrupted();
    throw failed(...wordsOf(stderr));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw failed("git is not installed", "install git");
    throw error;
  } finally {
    signal.removeEventListener("abort", end);
  }
}

const interrupted = (): WindlassError => new WindlassError("interrupted", "interrupted while running git");

/** What git said last, and what to do about it. */
function wordsOf(stderr: string): [message: string, hint: string] {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const said = lines.findLast((line) => /^(fatal|error):/.test(line)) ?? lines.at(-1) ?? "git gave no reason";
  const hint = /transport '.*' not allowed/.test(said)
    ? "use https, ssh or git; GIT_ALLOW_PROTOCOL allows others"
    : "try `git ls-remote` with the same address";
  return [said.replace(/^(fatal|error): /, ""), hint];
}
