/** A folder that is there whole or not at all: it is made beside its place, and put there once it is complete. */
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * @param path what stands there is replaced
 * @param fill is given how to make an empty folder, as often as it likes. @returns the one that is to stand there
 */
export async function wholeFolder(
  path: string,
  fill: (empty: () => Promise<string>) => Promise<string>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = await mkdtemp(join(dirname(path), ".windlass-"));
  let made = 0;
  try {
    const whole = await fill(async () => {
      const folder = join(beside, String(++made));
      await mkdir(folder);
      return folder;
    });
    await rename(path, join(beside, "before")).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    await rename(whole, path);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
