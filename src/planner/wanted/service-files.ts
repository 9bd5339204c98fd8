/**
 * A service's configs and secrets: which of them are copied into its containers, and how a change of what is in them is
 * noticed. A container's label keeps a salted hash of each (engine/salted-labels.ts). Neither content nor hash stands in a
 * plan: its steps name what they need, and the executor asks for it (engine/contents.ts).
 */
import type { Place } from "../../core/diagnostics.ts";
import { sha256 } from "../../core/sha256.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";
import { filesOf, type KeptFile, type Memory } from "../../engine/salted-labels.ts";
import type { Observed } from "../../observe/observed.ts";
import { textOf } from "../../spec/file-text.ts";
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

/** Hashes of what is outside the project. */
type Hashes = Pick<Observed, "fileHashes" | "logins">;

const usualMode = 0o444;

/** What the service's containers have of configs and secrets; later ones stand where earlier ones stood. */
export function serviceFiles(project: Project, service: Service, hashes: Hashes): readonly ServiceFile[] {
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
  hashes: Hashes,
): ServiceFile | undefined {
  const { target } = mount;
  const place = project.placeOf([section, object.key, object.from]);
  const base = { name: `${section}.${object.key}`, target, ...(place && { place }) };
  if (object.from === "file") {
    const hash = hashes.fileHashes[object.file];
    return { ...base, ...(hash !== undefined && { hash }) };
  }
  const hash = object.from === "logins" ? hashes.logins?.hash : textHash(object);
  if (hash === undefined) return undefined;
  const owner = { uid: Number(mount.uid ?? 0), gid: Number(mount.gid ?? 0) };
  const copied: CopiedFile = { content: base.name, target, mode: mount.mode ?? usualMode, ...owner };
  return { ...base, hash, copied };
}

/** docker compose makes no file of an empty text. */
function textHash(object: FileObject): string | undefined {
  const text = textOf(object);
  return text ? sha256(text) : undefined;
}

/** What a new container is to remember of its files: of those whose content can be known here. */
export const remembered = (files: readonly ServiceFile[]): Memory["files"] =>
  files.flatMap(({ name, target, hash, copied }) =>
    hash === undefined
      ? []
      : [{ name, target, ...(copied && { mode: copied.mode, uid: copied.uid, gid: copied.gid }) }],
  );

/**
 * How the files differ from those that the container was made with. A container of another tool says nothing of them,
 * and is left as it is.
 */
export function fileChanges(files: readonly ServiceFile[], live: ContainerFact): Change[] {
  const isOurs = live.labels[labels.applied] !== undefined;
  if (!isOurs) return [];
  const before = filesOf(live.labels);
  const targets = new Set(files.map(({ target }) => target));
  const changed = files.flatMap((file) => changesOf(file, before.get(file.target)));
  const gone = [...before].flatMap(([target, { name, mode }]): Change[] =>
    targets.has(target) || mode === undefined ? [] : [{ field: name, from: target }],
  );
  return [...changed, ...gone];
}

function changesOf({ name, target, place, hash, copied }: ServiceFile, was: KeptFile | undefined): Change[] {
  const at = place && { place };
  if (was === undefined) return copied ? [{ field: name, to: target, ...at }] : [];
  const isSame = hash === undefined || was.is(hash);
  return [
    ...(isSame ? [] : [{ field: `${name} content`, ...at }]),
    ...(copied ? metadataChanges(name, was, copied) : []),
  ];
}

const metadataChanges = (name: string, was: KeptFile, is: CopiedFile): Change[] =>
  (["mode", "uid", "gid"] as const)
    .filter((part) => was[part] !== undefined && was[part] !== is[part])
    .map((part) => ({ field: `${name} ${part}`, from: words(part, was[part]), to: words(part, is[part]) }));

const words = (part: string, value: number | undefined): string =>
  part === "mode" ? `0${(value ?? 0).toString(8)}` : String(value);
