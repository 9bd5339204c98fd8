/**
 * The built command in a folder of its own that holds some files, with no more of the environment than it is given. The
 * files' paths begin with `/app`, the working directory, and so do the paths in what is returned.
 */
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runProgram } from "./program.ts";

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The files as they are afterwards, those that were asked for: path → text, `undefined` for one that does not exist. */
  readonly files: Readonly<Record<string, string | undefined>>;
}

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  /** The engine's address; absent: one where nothing answers. */
  readonly host?: string | undefined;
  /** Files to read when it has ended. */
  readonly read?: readonly string[];
}

export async function windlassOn(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  { env = {}, host = "unix:///nonexistent/engine.sock", read = [] }: Surroundings = {},
): Promise<Ended> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "windlass-files-")));
  try {
    await mkdir(join(root, "app"));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    const { code, stdout, stderr } = await runProgram(args, {
      cwd: join(root, "app"),
      env: { PATH: process.env.PATH, HOME: join(root, "home"), DOCKER_HOST: host, ...env },
    });
    const kept = read.map(async (path) => [path, await readFile(join(root, path), "utf8").catch(() => undefined)]);
    const shown = (text: string): string => text.replaceAll(root, "");
    return { code, out: shown(stdout), err: shown(stderr), files: Object.fromEntries(await Promise.all(kept)) };
  } finally {
    await rm(root, { recursive: true });
  }
}
