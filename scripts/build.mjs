/**
 * Makes dist/: the library (index.js with its types), the command (main.cjs), its launcher (windlass.cjs), its man pages and
 * its completions.
 * Dependencies are bundled, so dist/ runs without node_modules; what src/ imports lazily stays in files of its own,
 * so that a command loads only what it uses.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };
import { allCommands } from "../src/cli/commands/index.ts";
import { scriptFor } from "../src/cli/completion/scripts/scripts.ts";
import { shells } from "../src/cli/completion/scripts/shells.ts";
import { manPages } from "../src/cli/man/pages.ts";
import { bundleCommand, bundleLibrary, notices } from "./lib/bundle.mjs";
import { targets } from "./lib/executables.mjs";
import { inRepository, repository as root } from "./lib/paths.mjs";
import { keepTypesOf } from "./lib/types.mjs";

const dist = inRepository("dist");
const source = (name) => readFileSync(join(root, "src/cli", name), "utf8");

/** As the shells that load them look for them. */
const completionFiles = { bash: "windlass.bash", zsh: "_windlass", fish: "windlass.fish", powershell: "windlass.ps1" };

rmSync(dist, { recursive: true, force: true });
const library = await bundleLibrary(dist);
// The command is CommonJS: that starts some 8 ms earlier. Minified it starts no earlier, so it stays readable.
const command = await bundleCommand(dist, {
  input: { "compile-cache": "src/cli/process/compile-cache.ts" },
  extension: "cjs",
});
// A shell script first: no `#!` line finds the executable, or keeps Node from taking flags that are ours.
const loaders = targets.filter(({ loader }) => loader).map(({ name, loader }) => `${name}:${loader}`);
const launcher = source("windlass.sh").replace("@targets@", loaders.join(" ")) + source("windlass.cts");
writeFileSync(join(dist, "windlass.cjs"), launcher);
chmodSync(join(dist, "windlass.cjs"), 0o755);
mkdirSync(join(dist, "man"));
for (const [name, text] of manPages(await allCommands(), manifest.version))
  writeFileSync(join(dist, "man", name), text);
mkdirSync(join(dist, "completions"));
for (const shell of shells)
  writeFileSync(join(dist, "completions", completionFiles[shell]), scriptFor(shell, "windlass", true));
const types = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
if (types.status !== 0) process.exit(1);
keepTypesOf("index.d.ts", dist);
writeFileSync(join(dist, "LICENSES.txt"), notices(library, command)); // the last file: where it is, the build is whole
