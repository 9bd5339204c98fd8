/** How what a live container has of other containers differs from what the file asks. Only a recreation changes it. */
import type { ContainerConfig, ContainerRef, NamespaceMode, VolumesFrom } from "../../engine/container-config.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Change } from "../plan/plan.ts";
import type { Applied } from "../wanted/applied.ts";
import { change, madeFromThis, type Wanted } from "../wanted/wanted.ts";

export function sharingChanges(wanted: Wanted, live: ContainerFact, applied: Applied | undefined): Change[] {
  const want = wanted.config;
  const have = live.config;
  const namespaces = (["ipc", "pid"] as const)
    .filter((key) => !sameNamespace(want[key] ?? usual(have[key], key, applied), have[key] ?? named("")))
    .map((key) =>
      change(key, [have[key] && modeWords(have[key]), want[key] && modeWords(want[key])], wanted.placeOf(key)),
    );
  const volumes = sameVolumes(want.volumesFrom, have.volumesFrom, applied === undefined && madeFromThis(wanted, live))
    ? []
    : [
        change(
          "volumes_from",
          [volumeWords(have.volumesFrom), volumeWords(want.volumesFrom)],
          wanted.placeOf("volumes_from"),
        ),
      ];
  const [to, from] = [lastingLinks(linkTexts(want)), lastingLinks(linkTexts(have))];
  const links =
    to === from ? [] : [change("links", [from, to], wanted.placeOf("links") ?? wanted.placeOf("external_links"))];
  return [...namespaces, ...volumes, ...links];
}

const named = (name: string): NamespaceMode => ({ kind: "named", name });

/** What the file leaves open: the engine's choice stays, unless the file had said something when the container was made. */
const usual = (have: NamespaceMode | undefined, key: "ipc" | "pid", applied: Applied | undefined): NamespaceMode =>
  have?.kind === "named" && have.name !== "host" && !applied?.set.includes(key) ? have : named("");

export const modeWords = (mode: NamespaceMode): string =>
  mode.kind === "named" ? mode.name : `container:${mode.of.name}`;

export function sameNamespace(want: NamespaceMode, have: NamespaceMode): boolean {
  if (want.kind === "named") return have.kind === "named" && have.name === want.name;
  return have.kind === "container" && sameContainer(want.of, have.of);
}

/** One that is to come in the place of another is the same here: who is replaced along with it is told on its own. */
function sameContainer(want: ContainerRef, have: ContainerRef): boolean {
  if (have.by !== "id") return false;
  if (want.by === "id") return want.id === have.id || want.id === have.name;
  return want.fallback === undefined ? want.name === have.name : want.fallback === have.id;
}

/** @param isForgetful docker compose made the container from this very file: it loses `:ro`, which is no change since */
const sameVolumes = (want: readonly VolumesFrom[], have: readonly VolumesFrom[], isForgetful: boolean): boolean =>
  want.length === have.length &&
  want.every(({ of, readOnly }, i) => {
    const other = have[i];
    return other !== undefined && (isForgetful || other.readOnly === readOnly) && sameContainer(of, other.of);
  });

const volumeWords = (from: readonly VolumesFrom[]): string | undefined =>
  from.length === 0 ? undefined : from.map(({ of, readOnly }) => (readOnly ? `${of.name}:ro` : of.name)).join(", ");

/**
 * Links as the file means them, from `container:alias` texts; undefined: none. How many containers a linked service has makes
 * no difference, nor do the names that each of them gets of itself; docker compose thinks so too.
 */
export function lastingLinks(links: readonly string[]): string | undefined {
  const words = links
    .map((link) => [link.slice(0, link.indexOf(":")), link.slice(link.indexOf(":") + 1)] as const)
    .filter(([container, alias]) => !isOwnName(container, alias))
    .map(([container, alias]) => `${family(container)}:${alias}`);
  return words.length === 0 ? undefined : [...new Set(words)].sort().join(", ");
}

const linkTexts = ({ links }: ContainerConfig): readonly string[] =>
  links.map(({ of, alias }) => `${of.name}:${alias}`);

/** `shop-db-2` → `shop-db` */
const family = (name: string): string => name.replace(/[-_]\d+$/, "");

/** `db-2` and `shop-db-2` for `shop-db-2`, by whatever number. */
const isOwnName = (container: string, alias: string): boolean =>
  family(alias) !== alias &&
  ["-", "_"].some((mark) => `${mark}${family(container)}`.endsWith(`${mark}${family(alias)}`));
