/** The loader's disk over Node's; `-` is standard input, which can be read once and is kept. */
import { readFile, realpath, stat } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import type { Disk } from "../index.ts";

/** @param stdin asked for when it is read: opening it takes a while */
export function nodeDisk(stdin: () => NodeJS.ReadableStream): Disk {
  let piped: Promise<Uint8Array> | undefined;
  return {
    async read(path) {
      if (path !== "-") return readFile(path);
      piped ??= buffer(stdin());
      return piped;
    },
    async kind(path) {
      if (path === "-") return "file";
      try {
        const found = await stat(path);
        return found.isDirectory() ? "folder" : "file";
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (code === "ENOENT" || code === "ENOTDIR") return "missing";
        throw error;
      }
    },
    realPath: (path) => realpath(path).catch(() => undefined),
  };
}
