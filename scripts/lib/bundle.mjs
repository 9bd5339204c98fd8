/** The bundles that dist/ and the executable are made of, with the licences of what is in them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "rolldown";
import { bundleStubs } from "./bundle-stubs.mjs";
import { repository } from "./paths.mjs";

const common = { cwd: repository, platform: "node", plugins: [bundleStubs], logLevel: "warn" };
const isCommand = (id) => id?.includes("/cli/commands/") ?? false;

/** The library, as ES modules. */
export const bundleLibrary = (dir) =>
  build({
    ...common,
    input: { index: "src/index.ts" },
    output: { dir, format: "esm", chunkFileNames: "chunks/[name]-[hash].js" },
  });

/**
 * The command, in files of its own for what it imports lazily.
 * @param input further programs beside main; name → file
 * @param extension decides the format: `cjs` or `mjs`
 */
export const bundleCommand = (dir, { input = {}, extension }) =>
  build({
    ...common,
    input: { main: "src/cli/main.ts", ...input },
    output: {
      dir,
      format: extension === "cjs" ? "cjs" : "esm",
      entryFileNames: `[name].${extension}`,
      chunkFileNames: ({ facadeModuleId }) =>
        `chunks/${isCommand(facadeModuleId) ? "commands/" : ""}[name]-[hash].${extension}`,
    },
  });

/** The licences of what was bundled, as they ask for. */
export function notices(...bundles) {
  const folders = new Set(
    bundles
      .flatMap(({ output }) => output)
      .flatMap((output) => output.moduleIds ?? [])
      .map((id) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1])
      .filter((folder) => folder !== undefined),
  );
  return `Windlass contains the packages below.\n\n${[...folders]
    .sort()
    .map(notice)
    .join(`\n${"-".repeat(80)}\n\n`)}`;
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "license", "License"]
    .map((base) => join(folder, base))
    .find((path) => existsSync(path));
  return `${name} ${version} (${license})\n\n${file === undefined ? "" : readFileSync(file, "utf8").trim()}\n`;
}
