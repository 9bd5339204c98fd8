/** A tree as a tar, for builders that take nothing else. Files are read as the engine takes them; the whole is never held. */
import type { Readable } from "node:stream";
import { Readable as Source } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Headers, type Pack, pack } from "tar-stream";
import type { Filter } from "./filter.ts";
import { type Entry, pieceBytes, type Tree, textOfPath } from "./tree.ts";

export interface ContextTar {
  readonly tar: Readable;
  /** Why packing failed, if it did. */
  failure(): unknown;
  /** Stops packing. */
  close(): void;
}

/** @param added files that are in it before the tree's, in place of what the tree has at their paths */
export function packed(tree: Tree, filter: Filter, added: Readonly<Record<string, string>>): ContextTar {
  const tar = pack();
  let failure: unknown;
  const packing = async (): Promise<void> => {
    for (const [name, text] of Object.entries(added))
      tar.entry({ ...ownedByRoot, name, mode: 0o644, mtime: new Date(0) }, text);
    for await (const entry of tree.entries(filter)) {
      if (tar.destroyed) return;
      if (added[entry.path] === undefined) await addEntry(tar, tree, entry);
    }
    tar.finalize();
  };
  packing().catch((error: unknown) => {
    failure ??= error;
    tar.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  // Destroyed without a reader it would raise the error at large.
  tar.on("error", () => {});
  return { tar, failure: () => failure, close: () => void tar.destroy() };
}

/** A piece may wait in the tar while the next one is read. */
const room = (): Buffer => Buffer.allocUnsafe(pieceBytes);

const ownedByRoot = { uid: 0, gid: 0, uname: "", gname: "" } as const;

async function addEntry(tar: Pack, tree: Tree, { path, kind, mode, modifiedAt, size, target }: Entry): Promise<void> {
  const header: Headers = {
    ...ownedByRoot,
    name: textOfPath(path),
    mode,
    mtime: new Date(Number(modifiedAt / 1_000_000n)),
  };
  if (kind === "folder") tar.entry({ ...header, name: `${header.name}/`, type: "directory" });
  else if (kind === "link") tar.entry({ ...header, type: "symlink", linkname: textOfPath(target ?? "") });
  else if (target !== undefined) tar.entry({ ...header, type: "link", linkname: textOfPath(target) });
  else if (size === 0) tar.entry({ ...header, type: "file", size }).end();
  else await pipeline(Source.from(tree.content(path, size, room)), tar.entry({ ...header, type: "file", size }));
}
