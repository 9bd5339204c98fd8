/**
 * Two labels by which a container says what it was made with and nobody can read back from it: its configs and secrets, and
 * the hooks that it began with. They hold hashes with a random salt, so that equal contents are not seen to be equal, and
 * short ones can't be looked up in a table. What follows from a difference is the planner's to say.
 */
import { canonicalJson } from "../core/canonical-json.ts";
import { sha256 } from "../core/sha256.ts";
import { labels } from "./labels.ts";

type Labels = Readonly<Record<string, string>>;

/** What the label keeps of a config or secret beside its hash; a mounted one has no mode and owner. */
export interface FileMemory {
  /** `secrets.token` */
  readonly name: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

/** What a new container is to remember. */
export interface Memory {
  /** Their contents' hashes are taken when the container is made. */
  readonly files: readonly (FileMemory & { readonly target: string })[];
  /** `pre_start`, `post_start` → SHA-256 of the hooks. */
  readonly hooks: Readonly<Record<string, string>>;
}

/** Something of which a container says only whether it has changed. */
export interface Kept {
  /** @param hash SHA-256 of what it is now */
  readonly is: (hash: string) => boolean;
}

export interface KeptFile extends FileMemory, Kept {}

/** The labels; none where there is nothing to remember. */
export function saltedLabels(
  files: readonly (Memory["files"][number] & { readonly hash: string })[],
  hooks: Memory["hooks"],
  salt: string,
): Labels {
  const fileEntries = files.map(
    ({ target, hash, ...file }) => [target, { ...file, digest: digest(salt, target, hash) }] as const,
  );
  const hookEntries = Object.entries(hooks).map(([name, hash]) => [name, digest(salt, name, hash)] as const);
  return {
    ...(fileEntries.length > 0 && {
      [labels.files]: canonicalJson({ salt, files: Object.fromEntries(fileEntries) }),
    }),
    ...(hookEntries.length > 0 && { [labels.hooks]: canonicalJson({ salt, ...Object.fromEntries(hookEntries) }) }),
  };
}

/** By target; empty where there is no label, or none that can be read. */
export function filesOf(own: Labels): ReadonlyMap<string, KeptFile> {
  const { salt, files } = recordIn(own[labels.files]);
  const kept = Object.entries(record(files));
  if (typeof salt !== "string" || !kept.every(isFile)) return new Map();
  return new Map(
    kept.map(([target, file]) => [target, { ...file, is: (hash) => file.digest === digest(salt, target, hash) }]),
  );
}

/** By the attribute's name; empty where there is no label, or none that can be read. */
export function hooksOf(own: Labels): ReadonlyMap<string, Kept> {
  const { salt, ...hooks } = recordIn(own[labels.hooks]);
  if (typeof salt !== "string") return new Map();
  return new Map(
    Object.entries(hooks).map(([name, kept]) => [name, { is: (hash) => kept === digest(salt, name, hash) }]),
  );
}

const digest = (salt: string, about: string, hash: string): string => sha256(`${salt} ${about} ${hash}`);

type Entry<Value> = [target: string, value: Value];

function isFile(entry: Entry<unknown>): entry is Entry<FileMemory & { readonly digest: string }> {
  const { name, digest } = record(entry[1]);
  return typeof name === "string" && typeof digest === "string";
}

function recordIn(text = "null"): Readonly<Record<string, unknown>> {
  try {
    return record(JSON.parse(text));
  } catch {
    return {};
  }
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
