/** This machine's disk as loading and planning look at it; `-` is standard input, which can be read once and is kept. */
import { readFile, realpath, stat } from "node:fs/promises";
import { buffer } from "node:stream/consumers";

/** What spec/ calls a disk; this layer does not know that one. */
interface NodeDisk {
  read(path: string): Promise<Uint8Array>;
  kind(path: string): Promise<"file" | "folder" | "missing">;
  realPath(path: string): Promise<string | undefined>;
}

/** @param stdin asked for when it is read: opening it takes a while */
export function nodeDisk(stdin: () => NodeJS.ReadableStream): NodeDisk {
  let piped: Promise<Uint8Array> | undefined;
  return {
    async read(path) {
      if (path !== "-") return readFile(path);
      piped ??= buffer(stdin());
      return piped;
    },
    kind: async (path) => (path === "-" ? "file" : kindOf(path)),
    realPath: (path) => realpath(path).catch(() => undefined),
  };
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
