/**
 * Makes dist/: the library (index.js with its types), the command (main.cjs), its launcher (windlass.cjs) and its man pages.
 * Dependencies are bundled, so dist/ runs without node_modules; what src/ imports lazily stays in files of its own,
 * so that a command loads only what it uses.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "rolldown";
import manifest from "../package.json" with { type: "json" };
import { allCommands } from "../src/cli/commands/index.ts";
import { manPages } from "../src/cli/man/pages.ts";
import { bundleStubs } from "./lib/bundle-stubs.mjs";

const root = dirname(import.meta.dirname);
const dist = join(root, "dist");

/** The licences of what was bundled, as they ask for. */
function notices(outputs) {
  const folders = new Set(
    outputs
      .flatMap((output) => output.moduleIds ?? [])
      .map((id) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1])
      .filter((folder) => folder !== undefined),
  );
  const notice = (folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "license", "License"]
      .map((base) => join(folder, base))
      .find((path) => existsSync(path));
    return `${name} ${version} (${license})\n\n${file === undefined ? "" : readFileSync(file, "utf8").trim()}\n`;
  };
  return `Windlass contains the packages below.\n\n${[...folders]
    .sort()
    .map(notice)
    .join(`\n${"-".repeat(80)}\n\n`)}`;
}

const common = { cwd: root, platform: "node", plugins: [bundleStubs], logLevel: "warn" };

rmSync(dist, { recursive: true, force: true });
const library = await build({
  ...common,
  input: { index: "src/index.ts" },
  output: { dir: dist, format: "esm", chunkFileNames: "chunks/[name]-[hash].js" },
});
// The command is CommonJS: that starts some 8 ms earlier. Minified it starts no earlier, so it stays readable.
const command = await build({
  ...common,
  input: { main: "src/cli/main.ts", "compile-cache": "src/cli/process/compile-cache.ts" },
  output: {
    dir: dist,
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: ({ facadeModuleId }) =>
      `chunks/${facadeModuleId?.includes("/cli/commands/") ? "commands/" : ""}[name]-[hash].cjs`,
  },
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
writeFileSync(join(dist, "LICENSES.txt"), notices([...library.output, ...command.output])); // the last file: where it is, the build is whole
