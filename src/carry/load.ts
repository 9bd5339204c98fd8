/**
 * An archive back into an engine. It goes there as it comes, watched: what is wrong with it ends the load before the engine has
 * all of it. Afterwards each image must be there by its name, and be the one that was saved.
 */
import type { WindlassError } from "../core/errors.ts";
import type { Progress } from "../core/events.ts";
import { splitTag } from "../core/image-name.ts";
import type { Engine, ImageFact, LoadedImages } from "../engine/port.ts";
import { gunzipped } from "../host/gunzip.ts";
import { NotWhole, type TarEntry, watchedTar } from "../host/tar-watch.ts";
import {
  type CarriedFile,
  type CarriedImage,
  composeName,
  type DockerEntry,
  type HostNeed,
  inFull,
  invalidArchive,
  isId,
  type Manifest,
  manifestName,
  readDockerManifest,
  readIndex,
  readManifest,
} from "./archive.ts";
import { type FileWithBytes, longestFile } from "./files.ts";

export interface LoadIo {
  readonly engine: Pick<Engine, "findImage" | "loadImages" | "tagImage">;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface LoadOptions {
  /** Of images that have several, which one; absent: the engine's own choice. */
  readonly platform?: string;
  /** Whether an archive without a project's file is of no use. */
  readonly needsProject?: boolean;
}

export interface LoadedImage {
  /** An id where it has no name. */
  readonly name: string;
  readonly id: string;
  /** What it changed: nothing where the same image had the name, else which image loses it. */
  readonly before: { readonly kind: "absent" | "same" } | { readonly kind: "other"; readonly id: string };
}

export interface LoadedArchive {
  readonly images: readonly LoadedImage[];
  /** Absent where docker made the archive: it has images and nothing else. */
  readonly project?: {
    readonly name: string;
    readonly compose: string;
    readonly needs: readonly HostNeed[];
    readonly files: readonly FileWithBytes[];
  };
}

/**
 * @param archive a project's, or docker's own; it may be compressed with gzip
 * @throws WindlassError `archive-invalid`, and what the engine says of it
 */
export async function loadArchive(
  archive: AsyncIterable<Uint8Array>,
  { platform, needsProject = false }: LoadOptions,
  io: LoadIo,
): Promise<LoadedArchive> {
  const { engine, signal, onProgress } = io;
  const found = new Contents(needsProject, (references) => standing(references, io));
  const watched = named(
    watchedTar(gunzipped(archive), (entry) => found.see(entry)),
    found,
  );
  const whole = { ...(platform && { platform }), ...(onProgress && { onProgress }) };
  const loaded = await engine.loadImages(found.checked(watched), whole, signal);
  const images = await (found.manifest === undefined
    ? plainImages(loaded, found, io)
    : carriedImages(found.manifest, found, io));
  const { manifest, compose } = found;
  return {
    images,
    ...(manifest && {
      project: { name: manifest.project, compose: compose ?? "", needs: manifest.needs, files: found.files },
    }),
  };
}

/** Reference → the id of the image that has it now. */
type Standing = ReadonlyMap<string, string>;

/** What is known of an archive so far. */
class Contents {
  manifest: Manifest | undefined;
  compose: string | undefined;
  readonly files: FileWithBytes[] = [];
  /** Docker's own list of the images, and that of the layout; absent until they have come. */
  entries: readonly DockerEntry[] | undefined;
  index: ReturnType<typeof readIndex> | undefined;
  /** Images that the names stood for before. */
  before: Standing = new Map();
  readonly #needsProject: boolean;
  readonly #look: (references: readonly string[]) => Promise<Standing>;
  #isFirst = true;

  constructor(needsProject: boolean, look: (references: readonly string[]) => Promise<Standing>) {
    this.#needsProject = needsProject;
    this.#look = look;
  }

  /** Nothing has come yet. */
  get isEmpty(): boolean {
    return this.#isFirst;
  }

  async see(entry: TarEntry): Promise<void> {
    check(entry);
    const name = entry.name.replace(/^\.\//, "");
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (isFirst && name !== manifestName && this.#needsProject)
      throw invalidArchive("it has images alone, and no file of a project", "leave out --output to load the images");
    // Anywhere else these two names have no meaning.
    if (isFirst && name === manifestName) this.manifest = readManifest(await entry.bytes());
    else if (name === composeName && this.manifest !== undefined && this.compose === undefined)
      this.compose = utf8(await entry.bytes());
    else if (name === this.#next?.name) this.files.push({ ...this.#next, bytes: await small(entry) });
    else if (name === "index.json") {
      this.index = readIndex(await entry.bytes());
      this.#onlyListed(this.index.flatMap(([reference]) => (reference === "" ? [] : [reference])));
      if (this.entries !== undefined) this.#verify();
    } else if (name === "manifest.json") {
      this.entries = readDockerManifest(await entry.bytes());
      const inside = this.entries.flatMap(({ references }) => references);
      this.#onlyListed(inside);
      if (this.index !== undefined) this.#verify();
      this.before = await this.#look(this.manifest?.images.map(({ name: own }) => own) ?? inside);
    }
  }

  /** The archive, with all that it must have. */
  async *checked(watched: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    yield* watched;
    if (this.entries === undefined && this.index === undefined) throw invalidArchive("there are no images in it");
    if (this.manifest !== undefined && this.compose === undefined) throw invalidArchive(`it has no ${composeName}`);
    if (this.#next !== undefined) throw invalidArchive(`it has no ${this.#next.name}`);
    this.#verify();
  }

  /** The file that is to come next. */
  get #next(): CarriedFile | undefined {
    return this.manifest?.files[this.files.length];
  }

  /**
   * What engines may call the image: by its configuration, or by a manifest. One that was asked for by its content came without
   * a name, and is among those that have none.
   */
  idsOf({ name, id, content }: CarriedImage): ReadonlySet<string> {
    const { entries = [], index = [] } = this;
    const inside = [
      ...entries.map(({ references, config }) => ({ names: references, id: config })),
      ...index.map(([reference, digest]) => ({ names: reference === "" ? [] : [reference], id: digest })),
    ];
    const own = inside.filter(({ names }) => names.map(inFull).includes(inFull(name)));
    if (own.length > 0) return new Set(own.map((one) => one.id));
    const unnamed = inside.filter(({ names }) => names.length === 0).map((one) => one.id);
    const isAlone = entries.filter(({ references }) => references.length === 0).length === 1;
    return new Set(isAlone ? unnamed : unnamed.filter((one) => one === id || one === content));
  }

  /** No image may come by a name that the archive does not own up to. */
  #onlyListed(inside: readonly string[]): void {
    if (this.manifest === undefined) return;
    const meant = new Set(this.manifest.images.map(({ name }) => inFull(name)));
    const extra = inside.find((name) => !meant.has(inFull(name)));
    if (extra !== undefined) throw invalidArchive(`it brings the image ${extra}, which ${manifestName} does not list`);
  }

  /** Each image that was saved is in it. */
  #verify(): void {
    for (const image of this.manifest?.images ?? []) {
      const ids = this.idsOf(image);
      if (ids.size === 0) throw invalidArchive(`the image ${image.name} is not in it`);
      if (!ids.has(image.id) && !ids.has(image.content ?? "")) throw another(image.name);
    }
  }
}

/** An archive of docker's has names of its own making alone; older engines link a layer that stands there already. */
function check({ name, type, size, target }: TarEntry): void {
  const refuse = (why: string): never => {
    throw invalidArchive(`${JSON.stringify(name)} in it ${why}`, "do not load an archive that you do not trust");
  };
  if (name.startsWith("/") || name.split(/[\\/]/).includes("..") || name.includes("\0")) refuse("leads out of it");
  if (type === "symlink" && !/^\.\.\/[0-9a-f]{64}\/layer\.tar$/.test(target)) refuse("is a link");
  if (!["file", "contiguous-file", "directory", "symlink"].includes(type)) refuse(`is a ${type}`);
  const most = limits[name.replace(/^\.\//, "")];
  if (most !== undefined && size > most) refuse("is too large");
}

async function small({ name, size, bytes }: TarEntry): Promise<Uint8Array> {
  if (size > longestFile) throw invalidArchive(`${JSON.stringify(name)} in it is too large`);
  return bytes();
}

const mebibyte = 1 << 20;
/** Of what is read into memory. */
const limits: Readonly<Record<string, number>> = {
  [manifestName]: 4 * mebibyte,
  [composeName]: 16 * mebibyte,
  "manifest.json": 16 * mebibyte,
  "index.json": 16 * mebibyte,
};

/** What is wrong with the bytes themselves, in words. */
async function* named(
  watched: AsyncIterable<Uint8Array>,
  found: Pick<Contents, "isEmpty">,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* watched;
  } catch (error) {
    if (error instanceof NotWhole && /end of data/.test(error.message) && !found.isEmpty)
      throw invalidArchive("it is incomplete", "copy it again, or save the project again");
    if (error instanceof NotWhole || (error as NodeJS.ErrnoException).code?.startsWith("Z_"))
      throw invalidArchive("it is not a tar archive", "name a file that `windlass save` or `docker save` wrote");
    throw error;
  }
}

const utf8 = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalidArchive(`${composeName} in it is not a text file (invalid UTF-8)`);
  }
};

async function standing(references: readonly string[], { engine, signal }: LoadIo): Promise<Standing> {
  const found = await Promise.all(
    [...new Set(references)].map(async (name) => [name, await engine.findImage(name, undefined, signal)] as const),
  );
  return new Map(found.flatMap(([name, fact]): [string, string][] => (fact === undefined ? [] : [[name, fact.id]])));
}

function loadedImage(name: string, { id }: ImageFact, before: Standing): LoadedImage {
  const was = before.get(name);
  const change = was === undefined ? { kind: "absent" as const } : { kind: "other" as const, id: was };
  return { name, id, before: was === id ? { kind: "same" } : change };
}

async function plainImages(
  { references, ids }: LoadedImages,
  { before }: Contents,
  { engine, signal }: LoadIo,
): Promise<readonly LoadedImage[]> {
  return Promise.all(
    [...references, ...ids].map(async (name) => {
      const fact = await engine.findImage(name, undefined, signal);
      if (fact === undefined) throw notThere(name);
      return loadedImage(name, fact, before);
    }),
  );
}

/** @throws WindlassError `archive-invalid` where an image is not there, or is another one than was saved */
async function carriedImages(
  { images }: Manifest,
  contents: Contents,
  { engine, signal }: LoadIo,
): Promise<readonly LoadedImage[]> {
  const loaded: LoadedImage[] = [];
  for (const image of images) {
    const ids = contents.idsOf(image);
    const standing = await engine.findImage(image.name, undefined, signal);
    const fact = standing !== undefined && ids.has(standing.id) ? standing : await byContent(ids, engine, signal);
    if (fact === undefined) throw standing === undefined ? notThere(image.name) : another(image.name);
    if (fact !== standing && !isId(image.name)) await engine.tagImage(fact.id, splitTag(image.name), signal);
    loaded.push(loadedImage(image.name, fact, contents.before));
  }
  return loaded;
}

async function byContent(
  ids: ReadonlySet<string>,
  engine: LoadIo["engine"],
  signal: AbortSignal,
): Promise<ImageFact | undefined> {
  for (const id of ids) {
    const found = await engine.findImage(id, undefined, signal);
    if (found !== undefined) return found;
  }
  return undefined;
}

const notThere = (name: string): WindlassError =>
  invalidArchive(`the engine does not have the image ${name} afterwards`);

const another = (name: string): WindlassError =>
  invalidArchive(`the image ${name} in it is not the one that was saved`);
