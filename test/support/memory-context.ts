/**
 * A world for the loader that has only these files: path → text. Folders are there where a file is below them. What is
 * below /dev/fd is a pipe: who reads it a second time finds it empty.
 */
import type { LoadContext } from "../../src/spec/load-request.ts";

export function memoryContext(
  files: Readonly<Record<string, string | Uint8Array>>,
  env: Readonly<Record<string, string>> = {},
  cwd = "/app",
): LoadContext {
  const contents = new Map(Object.entries(files));
  const drainedPipes = new Set<string>();
  const isFolder = (path: string): boolean =>
    contents.keys().some((file) => file.startsWith(path.endsWith("/") ? path : `${path}/`));
  return {
    env,
    cwd,
    home: "/home/me",
    disk: {
      read: async (path) => {
        const content = drainedPipes.has(path) ? "" : contents.get(path);
        if (path.startsWith("/dev/fd/")) drainedPipes.add(path);
        if (content !== undefined) return typeof content === "string" ? new TextEncoder().encode(content) : content;
        throw Object.assign(new Error(path), { code: isFolder(path) ? "EISDIR" : "ENOENT" });
      },
      kind: async (path) => (contents.has(path) ? "file" : isFolder(path) ? "folder" : "missing"),
    },
  };
}
