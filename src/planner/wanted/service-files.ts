/**
 * A service's configs and secrets: which of them are copied into its containers, and how a change of what is in them is
 * noticed. A container's label keeps a salted hash of each, never the content; the content itself stands in no plan: the
 * copy-in step names it, and the executor asks for the bytes (contents.ts).
 */
import { canonicalJson } from "../../core/canonical-json.ts";
import type { Place } from "../../core/diagnostics.ts";
import { sha256 } from "../../core/sha256.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { FileMount, FileObject, Project, Service } from "../../spec/project.ts";
import type { CopiedFile } from "../plan/operation.ts";
import type { Change } from "../plan/plan.ts";

/** One config or secret in a service. */
export interface ServiceFile {
  /** `secrets.token` */
  readonly name: string;
  readonly target: string;
  readonly place?: Place;
  /** SHA-256 of the content; absent where it can't be known here. */
  readonly hash?: string;
  /** Absent: it is mounted. */
  readonly copied?: CopiedFile;
}

/** File → SHA-256 of what is in it, for those that could be read. */
export type FileHashes = ReadonlyMap<string, string>;

const usualMode = 0o444;

/** What the service's containers have of configs and secrets; later ones stand where earlier ones stood. */
export function serviceFiles(project: Project, service: Service, hashes: FileHashes): readonly ServiceFile[] {
  const files = (["secrets", "configs"] as const).flatMap((section) =>
    service[section].flatMap((mount) => {
      const object = project[section].get(mount.source);
      return object === undefined ? [] : (serviceFile(project, section, mount, object, hashes) ?? []);
    }),
  );
  return [...new Map(files.map((file) => [file.target, file])).values()];
}

function serviceFile(
  project: Project,
  section: "secrets" | "configs",
  mount: FileMount,
  object: FileObject,
  hashes: FileHashes,
): ServiceFile | undefined {
  const { target } = mount;
  const place = project.placeOf([section, object.key, object.from]);
  const base = { name: `${section}.${object.key}`, target, ...(place && { place }) };
  if (object.from === "file") {
    const hash = hashes.get(object.file);
    return { ...base, ...(hash !== undefined && { hash }) };
  }
  const content = textOf(project, object);
  // docker compose makes no file of an empty text.
  if (content === undefined || content === "") return undefined;
  const owner = { uid: Number(mount.uid ?? 0), gid: Number(mount.gid ?? 0) };
  const copied: CopiedFile = { content: base.name, target, mode: mount.mode ?? usualMode, ...owner };
  return { ...base, hash: sha256(content), copied };
}

/** The text of a config or secret that is no file; `undefined` where its variable is not set, or Swarm has it. */
export function textOf({ variables }: Pick<Project, "variables">, object: FileObject): string | undefined {
  if (object.from === "content") return object.content;
  return object.from === "environment" ? variables.get(object.variable) : undefined;
}

/** What the label keeps of one file; a mounted one has no mode and owner. */
type Kept = { readonly name: string; readonly digest: string } & Partial<Pick<CopiedFile, "mode" | "uid" | "gid">>;

interface Memory {
  readonly salt: string;
  /** By target. */
  readonly files: Readonly<Record<string, Kept>>;
}

/** The label that keeps what the files were; none for a service without files. */
export function filesLabel(files: readonly ServiceFile[], salt: string): Readonly<Record<string, string>> {
  const entries = files.flatMap(({ name, target, hash, copied }): [string, Kept][] => {
    if (hash === undefined) return [];
    const metadata = copied && { mode: copied.mode, uid: copied.uid, gid: copied.gid };
    return [[target, { name, digest: digest(salt, target, hash), ...metadata }]];
  });
  if (entries.length === 0) return {};
  const memory: Memory = { salt, files: Object.fromEntries(entries) };
  return { [labels.files]: canonicalJson(memory) };
}

const digest = (salt: string, target: string, hash: string): string => sha256(`${salt} ${target} ${hash}`);

/**
 * How the files differ from those that the container was made with. A container of another tool says nothing of them,
 * and is left as it is.
 */
export function fileChanges(files: readonly ServiceFile[], live: ContainerFact): Change[] {
  const isOurs = live.labels[labels.applied] !== undefined;
  if (!isOurs) return [];
  const { salt, files: kept } = memoryOf(live.labels) ?? { salt: "", files: {} };
  const before = new Map(Object.entries(kept));
  const changed = files.flatMap((file) => {
    const was = before.get(file.target);
    before.delete(file.target);
    return changesOf(file, was, salt);
  });
  const gone = [...before].flatMap(([target, { name, mode }]): Change[] =>
    mode === undefined ? [] : [{ field: name, from: target }],
  );
  return [...changed, ...gone];
}

function changesOf({ name, target, place, hash, copied }: ServiceFile, was: Kept | undefined, salt: string): Change[] {
  const at = place && { place };
  if (was === undefined) return copied ? [{ field: name, to: target, ...at }] : [];
  const isSame = hash === undefined || was.digest === digest(salt, target, hash);
  return [
    ...(isSame ? [] : [{ field: `${name} content`, ...at }]),
    ...(copied ? metadataChanges(name, was, copied) : []),
  ];
}

const metadataChanges = (name: string, was: Kept, is: CopiedFile): Change[] =>
  (["mode", "uid", "gid"] as const)
    .filter((part) => was[part] !== undefined && was[part] !== is[part])
    .map((part) => ({ field: `${name} ${part}`, from: words(part, was[part]), to: words(part, is[part]) }));

const words = (part: string, value: number | undefined): string =>
  part === "mode" ? `0${(value ?? 0).toString(8)}` : String(value);

function memoryOf(containerLabels: Readonly<Record<string, string>>): Memory | undefined {
  try {
    const value: unknown = JSON.parse(containerLabels[labels.files] ?? "null");
    if (typeof value !== "object" || value === null) return undefined;
    const { salt, files } = value as Partial<Memory>;
    if (typeof salt !== "string" || typeof files !== "object" || files === null) return undefined;
    return Object.values(files).every(isKept) ? { salt, files } : undefined;
  } catch {
    return undefined;
  }
}

const isKept = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "name" in value && typeof value.name === "string" && "digest" in value;
