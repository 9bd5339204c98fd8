/**
 * Folders and texts as trees that can be sent to an engine: walked in docker's order, with links and modes as they are, all
 * owned by root. Paths are bytes, one a character, so that every name is one.
 */

import { createHash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { type FileHandle, lstat, open, readdir, readlink } from "node:fs/promises";
import { WindlassError } from "../../../core/errors.ts";
import type { Decision, Filter } from "./filter.ts";

export interface Entry {
  /** Relative to the root, with slashes. */
  readonly path: string;
  readonly kind: "folder" | "file" | "link";
  /** Permissions with the bits for set-user-id, set-group-id and sticky. */
  readonly mode: number;
  /** Nanoseconds since the epoch. */
  readonly modifiedAt: bigint;
  /** Bytes; of files. */
  readonly size: number;
  /** Where a link points, or an earlier file that is the same one. */
  readonly target?: string;
}

export interface Tree {
  entries(filter: Filter): AsyncGenerator<Entry, void, undefined>;
  /**
   * A file's bytes, as many as its entry said.
   * @param room gives a buffer for each piece: the piece is its begin
   * @throws WindlassError where there are fewer, or none
   */
  content(path: string, size: number, room: () => Buffer | Promise<Buffer>): AsyncIterable<Buffer>;
  /** What a path is: the target of a link, names in a folder, neither. */
  look(path: string): Promise<{ readonly target?: string; readonly names?: readonly string[] } | undefined>;
}

/** Text as it is in paths. */
export const pathOf = (text: string): string => Buffer.from(text).toString("latin1");
/** A path as people write it. */
export const textOfPath = (path: string): string => Buffer.from(path, "latin1").toString();

/** Files are read in pieces of this size. */
export const pieceBytes: number = 32 << 10;

/** @param root an existing folder, links in it resolved */
export function folderTree(root: string): Tree {
  const bytesOf = (path: string): Buffer => Buffer.from(`${pathOf(root)}/${path}`, "latin1");

  async function* below(
    folder: string,
    filter: Filter,
    above: Decision | undefined,
    context: { readonly sameFiles: Map<string, string>; readonly unsent: Entry[] },
  ): AsyncGenerator<Entry, void, undefined> {
    const found = await existing(readdir(bytesOf(folder), { withFileTypes: true, encoding: "latin1" }), folder);
    // By bytes, as the engine wants them.
    for (const item of (found ?? []).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === "" ? item.name : `${folder}/${item.name}`;
      const decision = filter(textOfPath(path), above);
      if (!decision.isKept && (!item.isDirectory() || decision.isPruned)) continue;
      const entry = await entryAt(path, context.sameFiles, decision.isKept);
      if (entry === undefined) continue;
      if (decision.isKept) {
        if (!isText(path) || !isText(entry.target ?? "")) throw notText(path);
        // Folders that lead to something are sent with it, although they are ignored themselves.
        yield* context.unsent.splice(0);
        yield entry;
      } else context.unsent.push(entry);
      if (entry.kind === "folder" && !decision.isPruned) yield* below(path, filter, decision, context);
      if (!decision.isKept && context.unsent.at(-1) === entry) context.unsent.pop();
    }
  }

  async function entryAt(path: string, sameFiles: Map<string, string>, isKept: boolean): Promise<Entry | undefined> {
    const stats = await existing(lstat(bytesOf(path), { bigint: true }), path);
    const kind = stats && kindOf(stats);
    // Sockets, pipes and devices have no place in an image.
    if (kind === undefined) return undefined;
    const { mode, mtimeNs, size } = stats as BigIntStats;
    const entry = {
      path,
      kind,
      mode: Number(mode) & 0o7777,
      modifiedAt: mtimeNs,
      size: kind === "file" ? Number(size) : 0,
    };
    const target =
      kind === "link"
        ? await existing(readlink(bytesOf(path), "latin1"), path)
        : isKept
          ? sameFile(stats as BigIntStats, path, sameFiles)
          : undefined;
    return { ...entry, ...(target !== undefined && { target }) };
  }

  const opened = async (path: string): Promise<FileHandle> => {
    try {
      return await open(bytesOf(path));
    } catch (error) {
      throw unreadable(path, error);
    }
  };

  return {
    entries: (filter) => below("", filter, undefined, { sameFiles: new Map(), unsent: [] }),
    async *content(path, size, room) {
      let at = 0;
      const file = await opened(path);
      try {
        // A file that grows meanwhile is sent as long as it was.
        while (at < size) {
          const buffer = await room();
          const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, size - at), at);
          if (bytesRead === 0) throw changed(path);
          at += bytesRead;
          yield buffer.subarray(0, bytesRead);
        }
      } catch (error) {
        throw unreadable(path, error);
      } finally {
        await file.close();
      }
    },
    async look(path) {
      if (path === "") return { names: await readdir(bytesOf(""), { encoding: "latin1" }) };
      const stats = await existing(lstat(bytesOf(path)), path);
      if (stats?.isSymbolicLink()) return { target: await readlink(bytesOf(path), "latin1") };
      return stats && (stats.isDirectory() ? { names: await readdir(bytesOf(path), { encoding: "latin1" }) } : {});
    },
  };
}

/** Files that are only in memory, by their names, each in the root. */
export function textTree(files: Readonly<Record<string, string>>): Tree {
  const contents = new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));
  return {
    async *entries(filter) {
      for (const [path, bytes] of [...contents].toSorted())
        if (filter(path).isKept)
          yield { path, kind: "file", mode: 0o644, modifiedAt: timeOf(bytes), size: bytes.length };
    },
    async *content(path, size, room) {
      for (let at = 0; at < size; ) {
        const buffer = await room();
        const copied = contents.get(path)?.copy(buffer, 0, at) ?? 0;
        at += copied;
        yield buffer.subarray(0, copied);
      }
    },
    look: async (path) => (path === "" ? { names: [...contents.keys()] } : contents.has(path) ? {} : undefined),
  };
}

/** Older engines keep a file whose size and time are as they were: a text of the same length needs a time of its own. */
function timeOf(bytes: Uint8Array): bigint {
  const hash = createHash("sha256").update(bytes).digest();
  // Within what file systems can keep: seconds until 2038.
  return BigInt(hash.readUInt32BE(0) >>> 1) * 1_000_000_000n + BigInt(hash.readUInt32BE(4) % 1_000_000_000);
}

function kindOf(stats: BigIntStats): Entry["kind"] | undefined {
  if (stats.isDirectory()) return "folder";
  if (stats.isSymbolicLink()) return "link";
  return stats.isFile() ? "file" : undefined;
}

/** The first path of a file that has several. */
function sameFile({ dev, ino, nlink }: BigIntStats, path: string, known: Map<string, string>): string | undefined {
  if (nlink <= 1n) return undefined;
  const key = `${dev}:${ino}`;
  const first = known.get(key);
  if (first === undefined) known.set(key, path);
  return first;
}

/** What vanishes between two looks was not there. */
async function existing<Found>(looking: Promise<Found>, path: string): Promise<Found | undefined> {
  try {
    return await looking;
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw unreadable(path, error);
  }
}

const isText = (path: string): boolean => pathOf(textOfPath(path)) === path;

/** No builder takes it. */
const notText = (path: string): WindlassError =>
  new WindlassError("build-failed", `the name of ${textOfPath(path)} in the build context, or its link, is not UTF-8`, {
    hint: "rename it, or leave it out with a .dockerignore",
  });

const changed = (path: string): WindlassError =>
  new WindlassError("build-failed", `${textOfPath(path)} in the build context changed while it was sent`, {
    hint: "run the build again; leave out what changes all the time with a .dockerignore",
  });

function unreadable(path: string, error: unknown): unknown {
  if (error instanceof WindlassError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return changed(path);
  if (code === undefined) return error;
  return new WindlassError(
    "build-failed",
    `${textOfPath(path) || "the folder"} in the build context cannot be read: ${whyNot[code] ?? code}`,
    {
      hint: "leave it out with a .dockerignore, or make it readable",
      cause: error,
    },
  );
}

const whyNot: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EIO: "the disk reports an error",
  ELOOP: "its links form a cycle",
};
