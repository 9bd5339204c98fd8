/** The project's dependencies and its build: installed and made where they are missing or older than their sources. */
import { lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileOf, thisTarget } from "./executables.mjs";
import { inRepository, repository } from "./paths.mjs";
import { quiet } from "./run.mjs";
import { Stop, step } from "./say.mjs";

const changedAt = (...path) => statSync(inRepository(...path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const newest = (folder) =>
  readdirSync(inRepository(folder), { recursive: true }).reduce(
    (latest, name) => Math.max(latest, changedAt(folder, name)),
    0,
  );

/** It is another checkout's, and npm would empty that. */
const isLinked = () => lstatSync(inRepository("node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/** `npm ci` where the installed tree is missing or older than the lock file; then the project's own Node. */
export async function ensureDependencies() {
  if (!isLinked() && changedAt("node_modules/.package-lock.json") < changedAt("package-lock.json"))
    await step("installing the project's dependencies (npm ci)", () =>
      quiet("npm", ["ci", "--no-audit", "--no-fund"], { cwd: repository, limitSeconds: 300 }),
    );
  return ownNode();
}

/** The Node that package.json pins; the one that runs this will do where it is new enough. */
async function ownNode() {
  const own = inRepository("node_modules/.bin/node");
  const version = await quiet(own, ["-v"]).catch(() => "");
  if (fits(version.trim())) return own;
  if (fits(process.version)) return process.execPath;
  throw new Stop("the project's own Node is not there: its install script did not run (npm's ignore-scripts?)");
}

function fits(version) {
  const [major, minor] = version.replace("v", "").split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

/** When the newest of what the command is made of was changed: its sources, and these files. */
const sourcesChangedAt = (madeBy) =>
  Math.max(newest("src"), ...[...madeBy, "package-lock.json"].map((path) => changedAt(path)));

/** Makes dist/ where it is missing or older than what it is made from; the command to run. */
export async function ensureBuild(node) {
  if (changedAt("dist/LICENSES.txt") < sourcesChangedAt(["scripts/build.mjs", "scripts/lib/bundle-stubs.mjs"]))
    await step("building", () => quiet(node, ["scripts/build.mjs"], { cwd: repository, limitSeconds: 180 }));
  return inRepository("dist/windlass.cjs");
}

/** Makes this machine's executable where it is missing or older than what it is made from; its path. */
export async function ensureExecutable(node) {
  const path = join("dist/bin", fileOf(thisTarget()));
  if (changedAt(path) < sourcesChangedAt(["scripts/build-bin.mjs", "scripts/lib/executables.mjs"]))
    await step("building the executable", () =>
      quiet(node, ["scripts/build-bin.mjs"], { cwd: repository, limitSeconds: 600 }),
    );
  return inRepository(path);
}
