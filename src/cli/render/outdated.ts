/** Images that containers run beside what their tags stand for on the registries: verdicts, table cells, keys of JSON. */
import { WindlassError } from "../../core/errors.ts";
import { imageName } from "../../core/image-name.ts";
import type { ImageFact, Resolved } from "../../index.ts";

/** An image that containers of a project run. */
export interface RunningImage {
  /** As the containers were made: `nginx:1.27`. */
  readonly reference: string;
  readonly services: readonly string[];
  /** Absent: the engine has it no more. */
  readonly fact?: ImageFact | undefined;
}

export interface Freshness extends RunningImage {
  readonly status: "current" | "outdated" | "unknown";
  /** The digests that were compared, as far as there are any. */
  readonly local?: string | undefined;
  readonly registry?: string | undefined;
  /** Why it is not known. */
  readonly why?: string;
}

/** `nginx:1.27` of a name with or without a digest; undefined: there is none that could stand for something else. */
export function tagOf(reference: string): string | undefined {
  const [name = "", digest] = reference.split("@");
  if (/^(sha256:)?[0-9a-f]{64}$/.test(name)) return undefined;
  return imageName(name).tag === undefined && digest !== undefined ? undefined : name;
}

/** What to ask the registry for; undefined: its answer would tell nothing. */
export const askedOf = (image: RunningImage): string | undefined =>
  localDigests(image).length > 0 ? tagOf(image.reference) : undefined;

/** Of the repository that the name is of. */
function localDigests({ reference, fact }: RunningImage): readonly string[] {
  const { repository } = imageName(reference);
  return (fact?.digests ?? [])
    .map(imageName)
    .flatMap((one) => (one.repository === repository && one.digest !== undefined ? [one.digest] : []));
}

/**
 * Digests of the same repository are compared, never ids: what an id is differs between engines.
 * @param found what `askedOf` stands for on the registry
 */
export function freshness(image: RunningImage, found: Resolved | undefined): Freshness {
  const digests = localDigests(image);
  const registry = found instanceof WindlassError ? undefined : found?.digest;
  const local = digests.find((digest) => digest === registry) ?? digests[0];
  const why = unknownBecause(image, found, local);
  if (why !== undefined) return { ...image, status: "unknown", local, registry, why };
  return { ...image, status: local === registry ? "current" : "outdated", local, registry };
}

function unknownBecause(
  { reference, fact }: RunningImage,
  found: Resolved | undefined,
  local: string | undefined,
): string | undefined {
  if (tagOf(reference) === undefined) return "it has no tag";
  if (fact === undefined) return "the engine no longer has it";
  if (local === undefined) return "it was not pulled from a registry";
  return found instanceof WindlassError ? found.message : undefined;
}

export const outdatedHeadings: readonly string[] = ["IMAGE", "SERVICES", "LOCAL", "REGISTRY", "STATUS"];

export const outdatedRow = ({ reference, services, local, registry, status, why }: Freshness): readonly string[] => [
  reference.replace(/@.*/s, "") || reference,
  services.join(","),
  short(local),
  short(registry),
  why === undefined ? status : `${status}: ${why}`,
];

/** `sha256:dbee38800b7c` */
const short = (digest = ""): string => digest.replace(/^([^:]+:[0-9a-f]{12}).*$/, "$1");

export const outdatedJson = ({ reference, services, local, registry, status, why }: Freshness): object => ({
  Image: reference,
  Services: services,
  Status: status,
  Local: local ?? "",
  Registry: registry ?? "",
  ...(why !== undefined && { Why: why }),
});
