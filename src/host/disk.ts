/**
 * This machine's disk as loading and planning look at it; `-` is standard input, which can be read once and is kept.
 * Nothing here waits for longer than the signal allows: a named pipe that nobody writes to is opened without blocking.
 */
import { close, constants, createReadStream, fstat, open } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { Socket } from "node:net";
import { addAbortSignal, type Readable } from "node:stream";
import { isatty, ReadStream } from "node:tty";
import { promisify } from "node:util";
import { isBun } from "../core/runtime.ts";

/** What spec/ calls a disk; this layer does not know that one. */
interface NodeDisk {
  read(path: string, limits?: Limits): Promise<Uint8Array>;
  kind(path: string): Promise<"file" | "folder" | "missing">;
  realPath(path: string): Promise<string | undefined>;
}

interface Limits {
  /** As many bytes, and one more where there are more: the rest is not read. */
  readonly most?: number;
  readonly signal?: AbortSignal;
}

/** @param stdin asked for when it is read: opening it takes a while */
export function nodeDisk(stdin: () => Readable): NodeDisk {
  let piped: Promise<Uint8Array> | undefined;
  return {
    async read(path, limits = {}) {
      if (path !== "-") return collected(await opened(path), limits);
      piped ??= collected(stdin(), limits);
      return piped;
    },
    kind: async (path) => (path === "-" ? "file" : kindOf(path)),
    realPath: (path) => realpath(path).catch(() => undefined),
  };
}

/**
 * A pipe or terminal is waited for by the event loop: a thread that waits for it would hold up the end of a process of Node.
 * Bun's ends all the same, and has no socket on a pipe.
 */
async function opened(path: string): Promise<Readable> {
  if (isBun) return createReadStream(path);
  const fd = await promisify(open)(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await promisify(fstat)(fd);
    if (found.isFIFO()) return new Socket({ fd, readable: true, writable: false });
    if (isatty(fd)) return new ReadStream(fd);
    return createReadStream(path, { fd });
  } catch (error) {
    await promisify(close)(fd);
    throw error;
  }
}

async function collected(stream: Readable, { most = Number.POSITIVE_INFINITY, signal }: Limits): Promise<Uint8Array> {
  if (signal !== undefined) addAbortSignal(signal, stream);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > most) break;
  }
  return Buffer.concat(chunks).subarray(0, most + 1);
}

/** What stands at a path. Rejects with Node's own errors where that can't be found out. */
export async function kindOf(path: string): Promise<"file" | "folder" | "missing"> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? "folder" : "file";
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return "missing";
    throw error;
  }
}
