/** Copies between this machine and a container, by docker's rules for what is there at the target and what is not. */
import { lstat, realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { dirname, isAbsolute, join, normalize } from "node:path/posix";
import { WindlassError } from "../../core/errors.ts";
import { type ContainerFact, type Engine, packFiles, unpackFiles } from "../../index.ts";
import { type Kind, placement, saysFolder } from "./paths.ts";

type Container = Pick<ContainerFact, "id" | "name">;

export interface CopyIo {
  readonly engine: Engine;
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** `-L` */
  readonly followLink: boolean;
}

export interface LocalSource {
  readonly path: string;
  readonly real: string;
  readonly isFolder: boolean;
}

/** What stands at a path of this machine. @throws WindlassError `file-not-found`, `not-a-file`, `file-unreadable` */
export async function localSource(
  text: string,
  { cwd, followLink }: Pick<CopyIo, "cwd" | "followLink">,
): Promise<LocalSource> {
  const path = resolve(cwd, text);
  const follows = followLink || saysFolder(text);
  try {
    const real = follows ? await realpath(path) : path;
    const found = follows ? await stat(real) : await lstat(real);
    const isFolder = found.isDirectory();
    if (!isFolder && !found.isFile() && !found.isSymbolicLink())
      throw new WindlassError("not-a-file", `${text} is neither a file nor a folder`);
    if (!isFolder && saysFolder(text)) throw new WindlassError("not-a-file", `${text} is not a folder`);
    return { path: isFolder && text.endsWith("/.") ? `${path}/.` : path, real, isFolder };
  } catch (error) {
    throw error instanceof WindlassError ? error : unreadable(text, error);
  }
}

export async function copyIn(
  source: LocalSource,
  container: Container,
  target: string,
  { engine, signal }: CopyIo,
  { keepsOwner }: { readonly keepsOwner: boolean },
): Promise<void> {
  const meant = await pathIn(container, target, engine, signal);
  const { folder, name } = placement(source, meant);
  await folderIn(container, folder, engine, signal);
  await engine.writeArchive(container.id, folder, await packFiles(source.real, name), { keepsOwner }, signal);
}

/** @param tar from standard input: it is unpacked into a folder that is there */
export async function unpackIn(
  tar: () => AsyncIterable<Uint8Array>,
  container: Container,
  target: string,
  { engine, signal }: CopyIo,
  { keepsOwner }: { readonly keepsOwner: boolean },
): Promise<void> {
  const { path, kind } = await pathIn(container, target, engine, signal);
  if (kind !== "folder")
    throw new WindlassError("not-a-file", `destination "${container.name}:${target}" must be a directory`, {
      hint: "a tar archive is unpacked into a folder that exists",
    });
  await engine.writeArchive(container.id, path, tar(), { keepsOwner }, signal);
}

export async function copyOut(container: Container, source: string, target: string, io: CopyIo): Promise<void> {
  const { engine, cwd, signal } = io;
  const found = await sourceIn(container, source, io);
  const local = await localTarget(target, cwd);
  const { folder, name } = placement(found, local);
  await localFolder(folder);
  const tar = await engine.readArchive(container.id, found.real, signal);
  try {
    await unpackFiles(tar, join(folder, name), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof WindlassError ? error : unwritable(target, error);
  }
}

/** What is at a path, as a tar. */
export async function archiveOf(container: Container, source: string, io: CopyIo): Promise<AsyncIterable<Uint8Array>> {
  const { real } = await sourceIn(container, source, io);
  return io.engine.readArchive(container.id, real, io.signal);
}

async function sourceIn(
  container: Container,
  source: string,
  { engine, signal, followLink }: CopyIo,
): Promise<LocalSource> {
  const path = absolute(source);
  const found = await engine.statPath(container.id, path, signal);
  if (found === undefined) throw missingIn(container, source);
  if (found.kind !== "link" || !followLink) return { path, real: path, isFolder: found.kind === "folder" };
  const real = targetOf(path, found.target);
  const behind = await engine.statPath(container.id, real, signal);
  if (behind === undefined) throw missingIn(container, real);
  return { path, real, isFolder: behind.kind === "folder" };
}

/** The path that is meant by one that may be a link, and what is there. */
async function pathIn(
  { id, name }: Container,
  target: string,
  engine: Engine,
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly kind: Kind }> {
  let path = absolute(target);
  let found = await engine.statPath(id, path, signal);
  if (found?.kind === "link") {
    path = targetOf(path, found.target);
    found = await engine.statPath(id, path, signal);
  }
  if (found?.kind === "other" || found?.kind === "link")
    throw new WindlassError("not-a-file", `destination "${name}:${target}" must be a directory or a regular file`);
  return { path, kind: found?.kind ?? "missing" };
}

/** @throws WindlassError `file-not-found` where a copy would have no place */
async function folderIn(container: Container, folder: string, engine: Engine, signal: AbortSignal): Promise<void> {
  if ((await engine.statPath(container.id, folder, signal)) === undefined) throw missingIn(container, folder);
}

const targetOf = (path: string, target: string): string =>
  isAbsolute(target) ? target : join(dirname(path.replace(/\/$/, "")), target);

/** From the container's root; a `/` or `/.` at the end says something and stays. */
function absolute(path: string): string {
  const whole = normalize(`/${path}`);
  return path.endsWith("/.") ? `${whole.replace(/\/$/, "")}/.` : whole;
}

async function localTarget(text: string, cwd: string): Promise<{ readonly path: string; readonly kind: Kind }> {
  const path = resolve(cwd, text);
  try {
    const found = await stat(path);
    if (!found.isDirectory() && !found.isFile())
      throw new WindlassError("not-a-file", `${text} is neither a file nor a folder`);
    // A link is written where it leads to.
    return { path: await realpath(path), kind: found.isDirectory() ? "folder" : "file" };
  } catch (error) {
    if (error instanceof WindlassError) throw error;
    if (!isMissing(error)) throw unwritable(text, error);
    return { path: saysFolder(text) ? `${path}/` : path, kind: "missing" };
  }
}

async function localFolder(folder: string): Promise<void> {
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isThere)
    throw new WindlassError("file-not-found", `invalid output path: directory "${folder}" does not exist`, {
      hint: "create it first",
    });
}

const missingIn = ({ name }: Container, path: string): WindlassError =>
  new WindlassError("file-not-found", `Could not find the file ${path} in container ${name}`, {
    hint: `look what is there: windlass exec SERVICE ls ${dirname(path)}`,
  });

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

const unreadable = (path: string, error: unknown): WindlassError =>
  isMissing(error)
    ? new WindlassError("file-not-found", `no such file or directory: ${path}`, { hint: "check the path" })
    : new WindlassError("file-unreadable", `cannot read ${path}: ${(error as Error).message}`, { cause: error });

export const unwritable = (path: string, error: unknown): WindlassError =>
  new WindlassError("output-failed", `cannot write ${path}: ${(error as Error).message}`, { cause: error });
