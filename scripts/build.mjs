/**
 * Makes dist/: the library (index.js with its types), the command (main.cjs), its launcher (windlass.cjs) and its man pages.
 * Dependencies are bundled, so dist/ runs without node_modules; what src/ imports lazily stays in files of its own,
 * so that a command loads only what it uses.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };
import { allCommands } from "../src/cli/commands/index.ts";
import { manPages } from "../src/cli/man/pages.ts";
import { bundleCommand, bundleLibrary, notices } from "./lib/bundle.mjs";
import { inRepository, repository as root } from "./lib/paths.mjs";

const dist = inRepository("dist");

rmSync(dist, { recursive: true, force: true });
const library = await bundleLibrary(dist);
// The command is CommonJS: that starts some 8 ms earlier. Minified it starts no earlier, so it stays readable.
const command = await bundleCommand(dist, {
  input: { "compile-cache": "src/cli/process/compile-cache.ts" },
  extension: "cjs",
});
/**
 * Node looks for some of its own flags behind the script's name too: `--env-file`, unless `--` comes before it, and those of
 * config files in any case, unless they look different: a space before them is taken off again by main.ts. A `#!` line can't
 * say that on every system, so the launcher is a shell script first; to JavaScript these lines are nothing.
 */
const startNode = [
  "#!/bin/sh",
  '":" //; for a do shift; case $a in --experimental-*) a=" $a";; esac; set -- "$@" "$a"; done; exec node -- "$0" "$@"',
  "",
].join("\n");
writeFileSync(join(dist, "windlass.cjs"), startNode + readFileSync(join(root, "src/cli/windlass.cts"), "utf8"));
chmodSync(join(dist, "windlass.cjs"), 0o755);
mkdirSync(join(dist, "man"));
for (const [name, text] of manPages(await allCommands(), manifest.version))
  writeFileSync(join(dist, "man", name), text);
const types = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
if (types.status !== 0) process.exit(1);
writeFileSync(join(dist, "LICENSES.txt"), notices(library, command)); // the last file: where it is, the build is whole
