/** The lock of a project: the digests that the tags of its images stood for when somebody looked; and its file's text. */
import { posix } from "node:path";
import type { Place } from "../../core/diagnostics.ts";
import type { Ordered } from "../../core/ordered-json.ts";
import type { Project } from "../project.ts";
import { yamlText } from "../render/render.ts";

/** Image as the project names it, variables put in → what it is locked to. */
export type Lock = ReadonlyMap<string, LockedImage>;

export interface LockedImage {
  /** Of all platforms together: what the tag stood for. */
  readonly digest: string;
  /** When somebody looked, in UTC: `2026-01-31T18:30:00Z`. */
  readonly checkedAt: string;
  /** By name; a digest is absent where it could not be known. */
  readonly platforms: readonly { readonly platform: string; readonly digest?: string }[];
  /** Of the digest in the file; absent: it is in no file yet. */
  readonly place?: Place;
}

/** Beside the first project file; for standard input in the project's folder. */
export function lockPath({ configFiles, workingDir }: Pick<Project, "configFiles" | "workingDir">): string {
  const file = configFiles.find((path) => path !== "-");
  return posix.join(file === undefined ? workingDir : posix.dirname(file), "compose.lock.yaml");
}

export const lockVersion = 1;

const comment = `# The digests of this project's images. \`windlass lock\` writes this file; keep it with the Compose file.
# \`windlass up --locked\` runs these digests; \`windlass update\` moves them to what the tags stand for now.
`;

/** The same lock gives the same text, whatever order it is in. */
export function lockText(lock: Lock): string {
  const images = [...lock].sort(byName).map(([image, locked]): [string, Ordered] => [image, entry(locked)]);
  return (
    comment +
    yamlText(
      new Map<string, Ordered>([
        ["version", lockVersion],
        ["images", new Map(images)],
      ]),
      true,
    )
  );
}

const entry = ({ digest, checkedAt, platforms }: LockedImage): Ordered =>
  new Map<string, Ordered>([
    ["digest", digest],
    ["checked_at", checkedAt],
    ["platforms", new Map(platforms.map((one): [string, Ordered] => [one.platform, one.digest ?? null]).sort(byName))],
  ]);

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
