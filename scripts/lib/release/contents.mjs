/** The files that come with every executable, and where Linux has them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { fileOf } from "../executables.mjs";
import { inRepository } from "../paths.mjs";
import { tarball } from "./archive.mjs";
import { folderIn } from "./product.mjs";

const program = 0o755;
const read = (...path) => readFileSync(inRepository(...path));
const filesOf = (folder) => readdirSync(inRepository("dist", folder)).map((name) => [name, read("dist", folder, name)]);

export const executableOf = (target) => read("dist/bin", fileOf(target));
/** Its name where nothing else has that name. */
export const programOf = (target) => (fileOf(target).endsWith(".exe") ? "windlass.exe" : "windlass");

/** Ours, and those of all that is in an executable. */
export const licences = () => [
  { name: "LICENSE", content: read("LICENSE") },
  { name: "LICENSES.txt", content: read("dist/bin/LICENSES.txt") },
];

/** For one system, to unpack wherever one likes. */
export function archiveFor(target, seconds) {
  const files = [
    { name: programOf(target), content: executableOf(target), mode: program },
    { name: "README.md", content: read("README.md") },
    ...licences(),
    ...filesOf("completions").map(([name, content]) => ({ name: `completions/${name}`, content })),
    ...filesOf("man").map(([name, content]) => ({ name: `man/${name}`, content })),
  ];
  return tarball(
    files.map((file) => ({ ...file, name: join(folderIn(target), file.name) })),
    seconds,
  );
}

/** Everything that is needed to link it with another Bun: LICENSES.txt says how. */
export function bundleArchive(seconds) {
  const names = readdirSync(inRepository("dist/bin/bundle"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(inRepository("dist/bin/").length))
    .sort();
  return tarball([...names.map((name) => ({ name, content: read("dist/bin", name) })), ...licences()], seconds);
}

/** As a distribution for Linux has them below its root. */
export function installedFiles(target) {
  const [licence, notices] = licences();
  const completions = new Map(filesOf("completions"));
  return [
    { name: "usr/bin/windlass", content: executableOf(target), mode: program },
    { name: "usr/share/bash-completion/completions/windlass", content: completions.get("windlass.bash") },
    { name: "usr/share/zsh/vendor-completions/_windlass", content: completions.get("_windlass") },
    { name: "usr/share/fish/vendor_completions.d/windlass.fish", content: completions.get("windlass.fish") },
    ...filesOf("man").map(([name, content]) => ({ name: `usr/share/man/man1/${name}.gz`, content: gzipSync(content) })),
    { name: "usr/share/doc/windlass/copyright", content: licence.content },
    { name: "usr/share/doc/windlass/LICENSES.txt", content: notices.content },
    // Beside docker compose and not in its place.
    { name: "usr/libexec/docker/cli-plugins/docker-windlass", link: "/usr/bin/windlass" },
  ];
}
