/**
 * When registries were last asked for images, for pull policies that go by time: engines keep when an image got its name,
 * which a pull that brings nothing new does not renew, and a `docker tag` does. One small file an image in the user's cache
 * folder, whose time is the pull's: there is nothing to lock, and what is lost is pulled again.
 */
import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../core/cache-folder.ts";
import { sha256 } from "../core/sha256.ts";
import type { PulledImage } from "../engine/host.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Milliseconds since the epoch; `undefined` where it is not known. */
export async function lastPull(image: PulledImage, env: Env): Promise<number | undefined> {
  const file = fileOf(image, env);
  return file === undefined ? undefined : (await stat(file).catch(() => undefined))?.mtimeMs;
}

/** Never fails: without the file the image is pulled once more than needed. */
export async function rememberPull(image: PulledImage, env: Env): Promise<void> {
  const file = fileOf(image, env);
  if (file === undefined) return;
  try {
    await mkdir(join(file, ".."), { recursive: true, mode: 0o700 });
    await writeFile(file, `${JSON.stringify(image)}\n`, { mode: 0o600 });
  } catch {
    // A full disk, say, or a folder of somebody else's.
  }
}

function fileOf({ engine, image, platform = "" }: PulledImage, env: Env): string | undefined {
  const cache = cacheFolder(env);
  return cache && join(cache, "windlass", "pulls", sha256([engine, image, platform].join("\n")));
}
