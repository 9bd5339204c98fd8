/**
 * Whether a config or secret that is mounted has changed can be told by a hash of its file. Where the engine runs on another
 * machine it is a file of that machine, and nobody asks.
 */
import type { Project } from "../spec/project.ts";

/** File → SHA-256 of what is in it, of the files that services mount. What can't be read is left out. */
export async function fileHashes(project: Project, signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
  const files = filesOf(project);
  if (files.size === 0) return {};
  const { fileHash } = await import("../host/files.ts");
  const hashes = await Promise.all(
    [...files].map(async (file): Promise<[string, string][]> => {
      const hash = await fileHash(file, signal);
      return hash === undefined ? [] : [[file, hash]];
    }),
  );
  return Object.fromEntries(hashes.flat());
}

const filesOf = (project: Project): ReadonlySet<string> =>
  new Set(
    [...project.services.values()].flatMap((service) =>
      (["configs", "secrets"] as const).flatMap((section) =>
        service[section].flatMap(({ source }) => {
          const object = project[section].get(source);
          return object?.from === "file" ? [object.file] : [];
        }),
      ),
    ),
  );
