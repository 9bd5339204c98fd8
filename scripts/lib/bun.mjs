/**
 * Bun for one system, from npm's registry. It is no dependency in package.json: every `npm ci` would then fetch 50 MB that only
 * this build uses. What was fetched is kept for the next build.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { bunFile, bunVersion, thisTarget } from "./executables.mjs";
import { inState } from "./paths.mjs";
import { quiet } from "./run.mjs";
import { Stop, say, step } from "./say.mjs";

/** @returns its path. Throws Stop where the registry does not answer. */
export async function bunFor(target) {
  const kept = inState("bun", bunVersion, target.package);
  const bun = join(kept, "package/bin", bunFile(target));
  if (existsSync(bun)) return bun;
  mkdirSync(dirname(kept), { recursive: true });
  const folder = mkdtempSync(`${kept}-`);
  try {
    await step(`fetching @oven/${target.package}@${bunVersion}`, () => unpacked(target, folder));
    rmSync(kept, { recursive: true, force: true });
    renameSync(folder, kept);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return bun;
}

/**
 * Runs `tests` where an executable for this machine can be built; else says that they are not run, and why.
 * @returns the runner's results; none where Bun can't be fetched
 */
export async function whereBuildable(what, tests) {
  try {
    await bunFor(thisTarget());
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(`not run: ${what}`);
    say(`why: ${error.message}`);
    return [];
  }
  say(what);
  return [await tests()];
}

async function unpacked(target, folder) {
  const wanted = `@oven/${target.package}@${bunVersion}`;
  const packed = ["pack", wanted, "--json", "--silent", "--pack-destination", folder];
  const [{ filename }] = JSON.parse(await quiet("npm", packed, { cwd: folder, limitSeconds: 600 }));
  const file = join(folder, filename);
  const found = `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
  if (found !== target.integrity) throw new Error(`${wanted} is not what was expected: its integrity is ${found}`);
  await quiet("tar", ["-xzf", file, "-C", folder]);
  rmSync(file);
}
