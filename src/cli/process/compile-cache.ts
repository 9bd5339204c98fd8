/**
 * Where Node keeps compiled code between runs. It runs what it finds there, so nobody else may be able to write to it:
 * a folder of the user's own, or none.
 */
import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE go first: Node itself knows them. */
export function keepCompiledCode(env: Env): void {
  const folder = compileCacheFolder(env);
  if (folder !== undefined) enableCompileCache(folder);
}

const writableByOthers = 0o022;
const sticky = 0o1000;

/**
 * @param user whose folder it must be; absent on systems without such numbers
 * @returns a folder that only the user can read, below folders that nobody else can change; made where it is missing
 */
export function compileCacheFolder(env: Env, user: number | undefined = process.getuid?.()): string | undefined {
  const caches = env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache");
  if (user === undefined || !isAbsolute(caches)) return undefined;
  try {
    mkdirSync(join(caches, "windlass/compiled"), { recursive: true, mode: 0o700 });
    const folder = join(realpathSync(caches), "windlass/compiled");
    return isPrivate(folder, user) && foldersAbove(folder).every((above) => isSafe(above, user)) ? folder : undefined;
  } catch {
    return undefined;
  }
}

function isPrivate(folder: string, user: number): boolean {
  const { uid, mode } = lstatSync(folder);
  return isSafe(folder, user) && uid === user && (mode & 0o777) === 0o700;
}

/** Nobody but the user and root can put something else in its place, or, where it is sticky, in that of what is in it. */
function isSafe(folder: string, user: number): boolean {
  const found = lstatSync(folder);
  const isOurs = found.uid === user || found.uid === 0;
  return found.isDirectory() && isOurs && ((found.mode & writableByOthers) === 0 || (found.mode & sticky) !== 0);
}

function foldersAbove(path: string): readonly string[] {
  const above = dirname(path);
  return above === path ? [] : [above, ...foldersAbove(above)];
}
