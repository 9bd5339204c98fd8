/** Archives that are the same bytes each time they are made of the same files. */
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { pack } from "tar-stream";

/**
 * A gzipped tar, with an entry for each folder.
 * @param files name, content (or `link`) and mode of each
 * @param seconds the time that all of them get
 */
export async function tarball(files, seconds) {
  const folders = new Set(files.flatMap(({ name }) => foldersAbove(name)));
  const all = [...[...folders].sort().map((name) => ({ name, type: "directory", mode: 0o755 })), ...files];
  const tar = pack();
  for (const { name, type, mode = 0o644, content = "", link } of all) {
    const common = { name, mode, mtime: new Date(seconds * 1000), uname: "root", gname: "root" };
    if (type !== undefined) tar.entry({ ...common, type });
    else if (link !== undefined) tar.entry({ ...common, type: "symlink", linkname: link, mode: 0o777 });
    else tar.entry(common, content);
  }
  tar.finalize();
  return promisify(gzip)(await buffer(tar));
}

const foldersAbove = (name) => {
  const parts = name.split("/").slice(0, -1);
  return parts.map((_, at) => `${parts.slice(0, at + 1).join("/")}/`).filter((folder) => folder !== "./");
};

/** The format of `ar`, which a Debian package is. */
export function ar(members, seconds) {
  return Buffer.concat([
    Buffer.from("!<arch>\n"),
    ...members.flatMap(([name, content]) => [
      Buffer.from(
        `${name.padEnd(16)}${String(seconds).padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${"100644".padEnd(8)}` +
          `${String(content.length).padEnd(10)}\`\n`,
      ),
      content,
      Buffer.from(content.length % 2 === 1 ? "\n" : ""),
    ]),
  ]);
}
