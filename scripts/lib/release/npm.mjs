/**
 * The packages for npm's registry: one for each target, with its executable, and `windlass`, which has all of them as optional
 * dependencies. npm installs the one that fits. Where none does, `windlass` runs with Node.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inRepository, repository } from "../paths.mjs";
import { quiet } from "../run.mjs";
import { executableOf, licences, programOf } from "./contents.mjs";
import { product } from "./product.mjs";

const manifest = JSON.parse(readFileSync(inRepository("package.json"), "utf8"));
const { version, license, author, homepage, repository: source, bugs } = manifest;

export const packageOf = (target) => `@windlass/cli-${target.name}`;

/** Writes and packs all of them below `folder`. */
export async function npmPackages(folder, targets) {
  const main = join(folder, manifest.name);
  const files = await filesOfMain();
  for (const path of files) {
    mkdirSync(dirname(join(main, path)), { recursive: true });
    copyFileSync(inRepository(path), join(main, path));
  }
  writeManifest(main, mainManifest(files, targets));
  for (const target of targets) writePackage(join(folder, `cli-${target.name}`), target);
  const folders = [main, ...targets.map((target) => join(folder, `cli-${target.name}`))];
  await Promise.all(
    folders.map((path) => quiet("npm", ["pack", path, "--silent"], { cwd: folder, limitSeconds: 300 })),
  );
}

async function filesOfMain() {
  const report = await quiet("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: repository });
  const [{ files }] = Object.values(JSON.parse(report));
  return files.map(({ path }) => path);
}

/** Without what only a clone needs. npm links only man pages that are named one by one. */
function mainManifest(files, targets) {
  const { scripts, devDependencies, allowScripts, directories, ...published } = manifest;
  const man = files.filter((path) => path.startsWith(`${directories.man}/`));
  const optionalDependencies = Object.fromEntries(targets.map((target) => [packageOf(target), version]));
  return { ...published, man, optionalDependencies };
}

function writePackage(folder, target) {
  const [system, cpu, libc = "glibc"] = target.name.split("-");
  const program = programOf(target);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, program), executableOf(target), { mode: 0o755 });
  for (const { name, content } of licences()) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, "README.md"), `The executable of [windlass](${homepage}) for ${target.name}.\n`);
  writeManifest(folder, {
    name: packageOf(target),
    version,
    description: `${product.summary}: the executable for ${target.name}.`,
    ...{ license, author, homepage, repository: source, bugs },
    os: [system === "windows" ? "win32" : system],
    cpu: [cpu],
    ...(system === "linux" && { libc: [libc] }),
    // npm's links on Windows start no shell script, which the command of `windlass` is.
    ...(system === "windows" && { bin: { windlass: program } }),
    preferUnplugged: true,
    publishConfig: { access: "public" },
  });
}

const writeManifest = (folder, content) =>
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(content, undefined, 2)}\n`);
