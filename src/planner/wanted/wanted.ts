/** What the file asks of one container, and how a difference from it is put into words. */
import type { Place } from "../../core/diagnostics.ts";
import type { ContainerConfig } from "../../engine/container-config.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { MountedImages } from "../images/image-mounts.ts";
import type { ConfigHash } from "../plan/operation.ts";
import type { Change } from "../plan/plan.ts";
import type { ServiceFile } from "./service-files.ts";
import { plainText } from "./value-text.ts";

/** What the file asks of one container. */
export interface Wanted {
  readonly config: ContainerConfig;
  /** Variables that a new container gets where the file says nothing of them. */
  readonly injected: Readonly<Record<string, string>>;
  /** What begins like this may come from a provider. */
  readonly prefixes: readonly string[];
  readonly name: string;
  readonly files: readonly ServiceFile[];
  /** SHA-256 of `pre_start` and `post_start`, where there are such hooks. */
  readonly startHooks: Readonly<Record<string, string>>;
  readonly mountedImages: MountedImages;
  /** Where an attribute of the service stands, or what is below it. */
  readonly placeOf: (...path: string[]) => Place | undefined;
  /** Whether values that may be secret are told. */
  readonly showsSecrets: boolean;
  /** Hash of the service as docker compose takes it, with this image in place of its own; it takes a while. */
  readonly hash: (image?: string) => ConfigHash;
}

/** Whether the container was made from the very file, or this with another image: docker compose's hash on it is the wanted one. */
export function madeFromThis(wanted: Wanted, live: ContainerFact, image?: string): boolean {
  const hash = wanted.hash(image);
  return "value" in hash && live.labels[labels.configHash] === hash.value;
}

/**
 * @param values old and new, absent where they can't be told
 * @param isHidden whether only whether there are any is told
 */
export function change(
  field: string,
  values: readonly [unknown, unknown] | undefined,
  place: Place | undefined,
  isHidden = false,
): Change {
  const [from, to] = (values ?? []).map(plainText);
  const at = place && { place };
  if (isHidden)
    return { field, ...(from === undefined ? { how: "added" } : to === undefined ? { how: "removed" } : {}), ...at };
  return { field, ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...at };
}
