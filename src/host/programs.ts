/** Programs of this machine: where they are, and what they say. */
import { type ChildProcess, spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { environmentFor } from "../core/runtime.ts";
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

export const findPlugin = (name: string, env: Env): Promise<string | undefined> => firstOf(pluginPlaces(name, env));

export function findProgram(name: string, env: Env): Promise<string | undefined> {
  const onPath = (env.PATH ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  const places = [...pluginPlaces(name, env), ...onPath.map((folder) => join(folder, name))];
  return firstOf(name.includes("/") ? [name] : places);
}

const pluginPlaces = (name: string, env: Env): readonly string[] =>
  pluginFolders(env).map((folder) => join(folder, `docker-${name}`));

async function firstOf(places: readonly string[]): Promise<string | undefined> {
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
  { program, args, onLine, onErrorLine }: ProgramRun,
  env: Env,
  signal: AbortSignal,
): Promise<ProgramEnd> {
  signal.throwIfAborted();
  const child = spawn(program, [...args], { stdio: ["ignore", "pipe", "pipe"], env: environmentFor(env), signal });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-mostErrors);
  });
  const ended = endOf(child);
  try {
    const read = Promise.all([linesOf(child.stdout, onLine), onErrorLine && linesOf(child.stderr, onErrorLine)]);
    // The streams of a program that can't be started need not end.
    await Promise.race([read, failed(child)]);
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

async function linesOf(input: Readable, onLine: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) onLine(line);
}

/** Resolves once it can't be started or is ended by the signal; else never. */
const failed = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once("error", () => resolve()));

/** -1 where a signal ended it. */
function endOf(child: ChildProcess): Promise<number> {
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? -1));
  });
  ended.catch(() => {});
  return ended;
}
