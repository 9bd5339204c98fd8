/** Programs of this machine: where they are, and what they say. */
import { type ChildProcess, spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { createInterface } from "node:readline";
import type { ProgramEnd, ProgramRun } from "../engine/host.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Where docker looks for its plugins. */
const pluginFolders = (env: Env): readonly string[] => [
  join(env.DOCKER_CONFIG || join(env.HOME || homedir(), ".docker"), "cli-plugins"),
  "/usr/local/lib/docker/cli-plugins",
  "/usr/local/libexec/docker/cli-plugins",
  "/usr/lib/docker/cli-plugins",
  "/usr/libexec/docker/cli-plugins",
];

export async function findProgram(name: string, env: Env): Promise<string | undefined> {
  const onPath = (env.PATH ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  const places = name.includes("/")
    ? [name]
    : [
        ...pluginFolders(env).map((folder) => join(folder, `docker-${name}`)),
        ...onPath.map((folder) => join(folder, name)),
      ];
  for (const place of places) if (await isProgram(place)) return place;
  return undefined;
}

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** What is kept of standard error. */
const mostErrors = 2_048;

export async function runProgram(
  { program, args, onLine }: ProgramRun,
  env: Env,
  signal: AbortSignal,
): Promise<ProgramEnd> {
  signal.throwIfAborted();
  const child = spawn(program, [...args], { stdio: ["ignore", "pipe", "pipe"], env, signal });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-mostErrors);
  });
  const ended = endOf(child);
  try {
    for await (const line of createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY }))
      onLine(line);
  } catch (error) {
    // Whoever reads has had enough of it.
    child.kill();
    await ended.catch(() => {});
    signal.throwIfAborted();
    throw error;
  }
  try {
    return { code: await ended, errors: errors.trim() };
  } catch (error) {
    signal.throwIfAborted();
    return { code: 127, errors: (error as Error).message };
  }
}

/** -1 where a signal ended it. */
function endOf(child: ChildProcess): Promise<number> {
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? -1));
  });
  ended.catch(() => {});
  return ended;
}
