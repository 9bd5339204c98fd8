/** Programs of this machine: where they are, and what they say. */
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { access, constants, mkdtemp, readFile, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { defined } from "../core/defined.ts";
import { environmentFor } from "../core/runtime.ts";
import type { ProgramEnd, ProgramRun } from "../engine/host.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Where docker looks for its plugins. @param further folders that its settings name */
const foldersOf = (env: Env, further: readonly string[]): readonly string[] => [
  ...further,
  join(env.DOCKER_CONFIG || join(env.HOME || homedir(), ".docker"), "cli-plugins"),
  "/usr/local/lib/docker/cli-plugins",
  "/usr/local/libexec/docker/cli-plugins",
  "/usr/lib/docker/cli-plugins",
  "/usr/libexec/docker/cli-plugins",
];

export const findPlugin = (name: string, env: Env, further: readonly string[] = []): Promise<string | undefined> =>
  firstOf(pluginPlaces(name, foldersOf(env, further)));

export function findProgram(name: string, env: Env, further: readonly string[] = []): Promise<string | undefined> {
  const onPath = (env.PATH ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  const places = [...pluginPlaces(name, foldersOf(env, further)), ...onPath.map((folder) => join(folder, name))];
  return firstOf(name.includes("/") ? [name] : places);
}

const pluginPlaces = (name: string, folders: readonly string[]): readonly string[] =>
  folders.map((folder) => join(folder, `docker-${name}`));

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

export async function runProgram(run: ProgramRun, env: Env, signal: AbortSignal): Promise<ProgramEnd> {
  signal.throwIfAborted();
  if (run.fileFlag === undefined) return start(run, run.args, env, signal);
  const folder = await mkdtemp(join(tmpdir(), "windlass-"));
  try {
    const file = join(folder, "written");
    const end = await start(run, [...run.args, run.fileFlag, file], env, signal);
    return { ...end, ...defined({ written: await readFile(file, "utf8").catch(() => undefined) }) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(run: ProgramRun, args: readonly string[], env: Env, signal: AbortSignal): Promise<ProgramEnd> {
  const { program, input, variables, graceMs } = run;
  const child = spawn(program, [...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: environmentFor({ ...env, ...variables }),
    ...(graceMs === undefined && { signal }),
  });
  // One that reads none of it has its reasons: its end tells them.
  child.stdin.on("error", () => {}).end(input);
  const release = graceMs === undefined ? () => {} : interruptedBy(signal, child, graceMs);
  return follow(child, run, signal).finally(release);
}

async function follow(
  child: ChildProcessWithoutNullStreams,
  { onLine, onErrorLine }: ProgramRun,
  signal: AbortSignal,
): Promise<ProgramEnd> {
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
    const code = await ended;
    // One that was interrupted may have ended well.
    if (code !== 0) signal.throwIfAborted();
    return { code, errors: errors.trim() };
  } catch (error) {
    signal.throwIfAborted();
    return { code: 127, errors: (error as Error).message };
  }
}

/** @returns what takes the listener away */
function interruptedBy(signal: AbortSignal, child: ChildProcess, graceMs: number): () => void {
  let timer: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    child.kill("SIGINT");
    timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  };
  signal.addEventListener("abort", interrupt, { once: true });
  return () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", interrupt);
  };
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
