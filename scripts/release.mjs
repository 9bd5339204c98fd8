/**
 * `npm run release [-- --all]`: everything of a release, in dist/release: the folder that is published under the version's tag,
 * and npm's packages. It is for this machine's system, or for each of scripts/lib/executables.mjs.
 */
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileOf, targets, thisTarget } from "./lib/executables.mjs";
import { inRepository, repository } from "./lib/paths.mjs";
import { archiveFor, bundleArchive, executableOf, licences } from "./lib/release/contents.mjs";
import { debianFile, debianPackage, hasDebianPackage } from "./lib/release/debian.mjs";
import { filled, formats } from "./lib/release/formats.mjs";
import { npmPackages } from "./lib/release/npm.mjs";
import { archiveOf, product, tag } from "./lib/release/product.mjs";
import { quiet } from "./lib/run.mjs";
import { main, say, step } from "./lib/say.mjs";

const release = inRepository("dist/release");
const folder = join(release, tag);
const write = (name, content, mode = 0o644) => writeFileSync(join(folder, name), content, { mode });

await main(async () => {
  const all = process.argv.includes("--all");
  const wanted = all ? targets : [thisTarget()];
  const run = (script, ...args) => quiet(process.execPath, [script, ...args], { cwd: repository, limitSeconds: 900 });
  await step("building", () => run("scripts/build.mjs"));
  await step("building executables", () => run("scripts/build-bin.mjs", ...(all ? ["--all"] : [])));

  rmSync(release, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const seconds = await commitTime();
  for (const target of wanted) await step(`packing ${target.name}`, () => packTarget(target, seconds));
  for (const { name, content } of licences()) write(name, content);
  write(`${product.name}-${product.version}-bundle.tar.gz`, await bundleArchive(seconds));
  copyFileSync(inRepository("packaging/install.sh"), join(folder, "install.sh"));
  writeFormats();
  write("SHA256SUMS", [...sums()].map(([name, sum]) => `${sum}  ${name}\n`).join(""));
  await step("packing for npm", () => npmPackages(join(release, "npm"), wanted));
  say(`dist/release/${tag} and dist/release/npm`);
});

/** Of everything in archives, so that two builds of one commit are the same bytes. */
async function commitTime() {
  if (process.env.SOURCE_DATE_EPOCH) return Number(process.env.SOURCE_DATE_EPOCH);
  return Number(await quiet("git", ["log", "-1", "--format=%ct"], { cwd: repository }));
}

async function packTarget(target, seconds) {
  write(fileOf(target), executableOf(target), 0o755);
  const archive = archiveFor(target, seconds);
  if (hasDebianPackage(target)) write(debianFile(target), await debianPackage(target, seconds));
  write(archiveOf(target), await archive);
}

function writeFormats() {
  const known = sums();
  for (const format of formats) {
    const { text, missing } = filled(format, known);
    if (text === undefined) say(`without ${format}: ${missing.join(", ")} was not built`);
    else write(basename(format), text);
  }
}

/** File → its SHA-256. */
function sums() {
  const names = readdirSync(folder).sort();
  return new Map(
    names.map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ]),
  );
}
