/**
 * `npm run build:bin [-- --all]`: the command as one executable file, with Bun in it, in dist/bin: for this machine, or for each
 * system of scripts/lib/executables.mjs. Beside it are the bundle and the licences, so that everyone can link it with another
 * Bun, and SHA256SUMS.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bunFor } from "./lib/bun.mjs";
import { bundleCommand, notices } from "./lib/bundle.mjs";
import { fileOf, targets, thisTarget } from "./lib/executables.mjs";
import { isMachO, signatureFaults, signedAdHoc } from "./lib/mac-signature.mjs";
import { inRepository } from "./lib/paths.mjs";
import { quiet } from "./lib/run.mjs";
import { runtimeNotices } from "./lib/runtime-notices.mjs";
import { main, step } from "./lib/say.mjs";

const bin = inRepository("dist/bin");
const bundle = join(bin, "bundle");

/**
 * Without its bytecode the command starts 2.5 times slower. The short runs of a command end before compiled code pays: Bun
 * compiles a tenth as eagerly. A project's .env and bunfig.toml are not the runtime's to read.
 */
const flags = [
  ...["--compile", "--bytecode", "--minify", "--splitting", "--format=esm", "--sourcemap=linked"],
  ...["--compile-jit-policy=10", "--no-compile-autoload-dotenv", "--no-compile-autoload-bunfig"],
];

const bundleSize = () =>
  readdirSync(bundle, { recursive: true }).reduce((sum, name) => sum + statSync(join(bundle, name)).size, 0);
const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

await main(async () => {
  const wanted = process.argv.includes("--all") ? targets : [thisTarget()];
  const builder = await bunFor(thisTarget());
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bundle, { recursive: true });
  const bundled = await bundleCommand(bundle, { extension: "mjs" });
  for (const target of wanted) {
    const bun = await bunFor(target);
    await step(`building dist/bin/${fileOf(target)}`, () => link(builder, target, bun));
  }
  const versions = JSON.parse(await quiet(builder, ["-p", "JSON.stringify(process.versions)"], { cwd: bin }));
  writeFileSync(join(bin, "LICENSES.txt"), `${notices(bundled)}\n${runtimeNotices(versions, flags)}`);
  const files = [...wanted.map(fileOf), "LICENSES.txt"];
  writeFileSync(join(bin, "SHA256SUMS"), files.map((name) => `${sha256(join(bin, name))}  ${name}\n`).join(""));
});

/** In a folder of its own: Bun leaves source maps there, which the executable has in it. */
async function link(builder, target, bun) {
  const folder = join(bin, "linking");
  mkdirSync(folder);
  const into = [
    `--target=bun-${target.name}`,
    `--compile-executable-path=${bun}`,
    `--outfile=${join(folder, fileOf(target))}`,
  ];
  await quiet(builder, ["build", ...flags, ...into, join(bundle, "main.mjs")], { cwd: bundle, limitSeconds: 300 });
  const added = statSync(join(folder, fileOf(target))).size - statSync(bun).size;
  // Bun takes flags that it does not know without a word.
  if (added < 3 * bundleSize()) throw new Error(`${fileOf(target)} has no bytecode: it adds ${added} bytes to Bun`);
  sign(join(folder, fileOf(target)));
  renameSync(join(folder, fileOf(target)), join(bin, fileOf(target)));
  rmSync(folder, { recursive: true });
}

/** macOS starts nothing whose signature is wrong. Bun signs what it links for some processors, and leaves its own for others. */
function sign(executable) {
  const bytes = readFileSync(executable);
  if (isMachO(bytes) && signatureFaults(bytes).length > 0) writeFileSync(executable, signedAdHoc(bytes, "windlass"));
}
