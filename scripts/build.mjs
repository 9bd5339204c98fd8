/**
 * Makes dist/: the library (index.js with its types), the command (main.cjs) and its launcher (windlass.cjs).
 * Dependencies are bundled, so dist/ runs without node_modules; what src/ imports lazily stays in files of its own,
 * so that a command loads only what it uses.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "rolldown";

const root = dirname(import.meta.dirname);
const dist = join(root, "dist");

/** What dockerode and commander would load at their start for things that we do otherwise or not at all. */
const unused = /^(ssh2|cpu-features|@grpc\/grpc-js|@grpc\/proto-loader)$/;
const unusedStub = `module.exports = new Proxy({}, {
  get: (_, name) => class { constructor() { throw new Error(String(name) + " is not part of this build"); } },
});`;
/** docker-modem's `url`: Node warns of `url.parse` outside node_modules, where the bundle is. */
const urlWithoutWarning = `const nothing = { protocol: null, hostname: null, port: null, path: null };
module.exports = {
  ...require("node:url"),
  parse(text) {
    const url = URL.parse(text);
    return url === null ? nothing : {
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\\[|\\]$/g, ""),
      port: url.port || null,
      path: url.pathname + url.search,
    };
  },
  resolve: (from, to) => new URL(to, from).href,
};`;
/** docker-modem's `https`, loaded with the first request over TLS. */
const httpsLater = `module.exports = { request: (...given) => require("node:https").request(...given) };`;

/** Who imports what → what it gets instead. */
const replacements = [
  { importer: /./, name: unused, code: unusedStub },
  { importer: /dockerode/, name: /^(\.\/(session|buildkit)|tar-fs|zlib|@balena\/dockerignore)$/, code: unusedStub },
  { importer: /docker-modem/, name: /^url$/, code: urlWithoutWarning },
  { importer: /docker-modem/, name: /^https$/, code: httpsLater },
  { importer: /commander/, name: /^(node:)?child_process$/, code: unusedStub },
];
const replaced = {
  name: "replaced",
  resolveId: (name, importer = "") => {
    const index = replacements.findIndex((one) => one.name.test(name) && one.importer.test(importer));
    return index < 0 ? null : `\0replacement-${index}`;
  },
  load: (id) => {
    const index = /^\0replacement-(\d)$/.exec(id)?.[1];
    return index === undefined ? null : { code: replacements[index].code, moduleType: "js" };
  },
};

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

const common = { cwd: root, platform: "node", plugins: [replaced], logLevel: "warn" };

rmSync(dist, { recursive: true, force: true });
const library = await build({
  ...common,
  input: { index: "src/index.ts" },
  output: { dir: dist, format: "esm", chunkFileNames: "chunks/[name]-[hash].js" },
});
// The command is CommonJS: that starts some 8 ms earlier. Minified it starts no earlier, so it stays readable.
const command = await build({
  ...common,
  input: { main: "src/cli/main.ts" },
  output: { dir: dist, format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "chunks/[name]-[hash].cjs" },
});
await build({
  ...common,
  input: "src/cli/windlass.cts",
  external: /^\./,
  output: { file: join(dist, "windlass.cjs"), format: "cjs" },
});
chmodSync(join(dist, "windlass.cjs"), 0o755);
const types = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
if (types.status !== 0) process.exit(1);
writeFileSync(join(dist, "LICENSES.txt"), notices([...library.output, ...command.output])); // the last file: where it is, the build is whole
