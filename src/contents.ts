/** What is in configs and secrets: bytes for the executor, hashes for the planner. Neither of them reads a disk or keeps a secret. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { ContentOf } from "./executor/handlers.ts";
import type { UpOptions } from "./planner/plan/options.ts";
import { textOf } from "./planner/wanted/service-files.ts";
import type { Project } from "./spec/project.ts";

/** Gives the bytes of what plans of this project copy into containers. */
export const contentsOf =
  (project: Project): ContentOf =>
  (name) => {
    const [, section, key = ""] = /^(configs|secrets)\.(.*)$/s.exec(name) ?? [];
    const object = project[section === "configs" ? "configs" : "secrets"].get(key);
    const text = object && textOf(project, object);
    if (text === undefined) throw new Error(`the project has no content for ${name}`);
    return new TextEncoder().encode(text);
  };

/**
 * What the planner needs to tell whether a config or secret has changed: chance, and hashes of the files that services
 * mount. On another machine's engine these are files of that machine: nothing is known of them here.
 */
export async function fileFacts(
  project: Project,
  local: boolean,
  signal: AbortSignal,
): Promise<Required<Pick<UpOptions, "salt" | "fileHashes">>> {
  return { salt: randomUUID(), fileHashes: local ? await fileHashes(project, signal) : new Map() };
}

/** File → SHA-256 of what is in it. What can't be read is left out. */
async function fileHashes(project: Project, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const files = new Set(
    [...project.services.values()].flatMap((service) =>
      (["configs", "secrets"] as const).flatMap((section) =>
        service[section].flatMap(({ source }) => {
          const object = project[section].get(source);
          return object?.from === "file" ? [object.file] : [];
        }),
      ),
    ),
  );
  const hashes = await Promise.all(
    [...files].map(async (file): Promise<[string, string][]> => {
      const hash = await hashOf(file, signal);
      return hash === undefined ? [] : [[file, hash]];
    }),
  );
  return new Map(hashes.flat());
}

async function hashOf(file: string, signal: AbortSignal): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    // A pipe or a device may never end.
    if (!(await stat(file)).isFile()) return undefined;
    await pipeline(createReadStream(file), hash, { signal });
    return hash.digest("hex");
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
