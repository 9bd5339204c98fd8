/**
 * The loader's git over the system's: one commit of a repository, kept in the user's cache under the commit's own name, so that
 * it is brought once and never changes. Nothing here asks for a password, and no file outside of the repository is given out.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rename, rm, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { promisify } from "node:util";
import { type Git, WindlassError } from "../../index.ts";

const exec = promisify(execFile);

type Env = Readonly<Record<string, string | undefined>>;
type Url = Parameters<Git["file"]>[0];

/** Every wait for git ends with the signal. Rejects with `git-failed`. */
export function systemGit(env: Env, home: string | undefined, signal: AbortSignal): Git {
  const git: Run = (args, cwd) => runGit(args, cwd, env, signal);
  const commits = new Map<string, Promise<string>>();
  return {
    async file(url, names) {
      if (/^(0|f|false)$/i.test(env.COMPOSE_EXPERIMENTAL_GIT_REMOTE ?? ""))
        throw failed("it is switched off by COMPOSE_EXPERIMENTAL_GIT_REMOTE");
      const key = JSON.stringify([url.remote, url.ref]);
      const asked = commits.get(key) ?? commitOf(url, git);
      commits.set(key, asked);
      const commit = await asked;
      const folder = await checkout(url.remote, commit, cacheFolder(env, home), git);
      return { path: await fileIn(folder, url.inside, names), commit };
    },
  };
}

type Run = (args: readonly string[], cwd?: string) => Promise<string>;

const failed = (message: string, hint?: string): WindlassError =>
  new WindlassError("git-failed", message, hint === undefined ? {} : { hint });

const fullCommit = /^[0-9a-f]{40}$/;

/** The commit that a branch, a tag, or the default branch is at. */
async function commitOf({ remote, ref = "HEAD" }: Url, git: Run): Promise<string> {
  if (fullCommit.test(ref)) return ref;
  if (ref.startsWith("-")) throw failed("a branch or tag does not begin with a dash");
  const listed = await git(["ls-remote", "--", remote, ref, `${ref}^{}`]);
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
  throw failed("it has no such branch or tag", "write the branch, tag or full commit behind `#`");
}

function cacheFolder(env: Env, home: string | undefined): string {
  const cache = env.XDG_CACHE_HOME || (home && join(home, ".cache"));
  if (!cache) throw failed("there is no cache folder", "set XDG_CACHE_HOME or HOME");
  return join(cache, "windlass", "git");
}

/** The folder with the commit's files. It is made aside and renamed, so that none is ever half there. */
async function checkout(remote: string, commit: string, cache: string, git: Run): Promise<string> {
  const name = nameOf(remote);
  const folder = join(cache, commit, name);
  if (await isThere(folder)) return folder;
  await mkdir(join(cache, commit), { recursive: true, mode: 0o700 });
  const aside = await mkdtemp(join(cache, "new-"));
  try {
    await git(["init", "--quiet"], aside);
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

/** Where a hook of another repository runs this tool, git would take that repository for ours. */
const foreign = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

async function runGit(
  args: readonly string[],
  cwd: string | undefined,
  env: Env,
  signal: AbortSignal,
): Promise<string> {
  const own = Object.entries(env).filter(([name]) => !foreign.includes(name));
  try {
    const { stdout } = await exec("git", args, {
      cwd,
      signal,
      env: {
        GIT_TERMINAL_PROMPT: "0",
        ...(env.GIT_SSH === undefined && { GIT_SSH_COMMAND: "ssh -o ControlMaster=no -o BatchMode=yes" }),
        ...Object.fromEntries(own),
        LC_ALL: "C",
      },
    });
    return stdout;
  } catch (error) {
    if (signal.aborted) throw new WindlassError("interrupted", "interrupted while git was at work");
    throw failed(wordsOf(error), "try `git ls-remote` with the same address");
  }
}

/** What git said last, without what an address may hold of passwords. */
function wordsOf(error: unknown): string {
  const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: unknown };
  if (code === "ENOENT") return "there is no git on this host";
  const lines = String(stderr ?? "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const said = lines.findLast((line) => /^(fatal|error):/.test(line)) ?? lines.at(-1) ?? "git gave no reason";
  return said.replace(/^(fatal|error): /, "").replace(/:\/\/[^/@\s]*@/g, "://");
}
