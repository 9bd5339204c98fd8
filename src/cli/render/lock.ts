/** What becomes of a lock file, as text and as JSON. */
import { shortPlace } from "../../core/diagnostics.ts";
import type { LockChange, LockState } from "../../index.ts";
import { oneLine, type Paint, padEnd, type Style, width } from "../terminal/paint.ts";
import { changeText } from "./plan-steps.ts";
import { plural } from "./words.ts";

type Kind = LockChange["kind"];

interface Look {
  readonly symbol: string;
  readonly style: Style;
  /** In the last line: `2 added`. */
  readonly count: string;
}

/** In the order in which the last line counts them. */
const looks: Readonly<Record<Kind, Look>> = {
  added: { symbol: "+", style: "green", count: "added" },
  moved: { symbol: "~", style: "yellow", count: "changed" },
  platforms: { symbol: "~", style: "yellow", count: "with more platforms known" },
  removed: { symbol: "-", style: "red", count: "removed" },
  kept: { symbol: " ", style: "dim", count: "unchanged" },
};

/** One line an image; no line for those that stay where any changes. */
export function lockLines(changes: readonly LockChange[], paint: Paint): string {
  const shown = changes.some(({ kind }) => kind !== "kept") ? changes.filter(({ kind }) => kind !== "kept") : changes;
  const names = shown.reduce((most, { image }) => Math.max(most, width(oneLine(image))), 0);
  return shown.map((change) => `  ${paintedSymbol(change, paint)} ${lineOf(change, names, paint)}\n`).join("");
}

const paintedSymbol = ({ kind }: LockChange, paint: Paint): string => paint(looks[kind].style, looks[kind].symbol);

function lineOf({ image, kind, from, to }: LockChange, names: number, paint: Paint): string {
  if (kind === "moved")
    return changeText(
      {
        field: "image",
        from: `${image} ${shortDigest(from?.digest)}`,
        to: shortDigest(to?.digest),
        ...(from?.place && { place: from.place }),
      },
      paint,
    );
  const why =
    kind === "removed" ? "no service uses it" : (to?.platforms ?? []).map(({ platform }) => platform).join(", ");
  const digest = shortDigest((to ?? from)?.digest);
  return `${padEnd(oneLine(image), names)}  ${digest}  ${paint("dim", oneLine(why))}`.trimEnd();
}

/** `sha256:dbee38800b7c…` */
export const shortDigest = (digest = ""): string => digest.replace(/^([^:]+:[0-9a-f]{12}).*$/, "$1…");

/** `1 added, 2 unchanged` */
export const lockCounts = (changes: readonly LockChange[]): string =>
  (Object.keys(looks) as Kind[])
    .map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${looks[kind].count}`)
    .join(", ");

/** `compose.lock.yaml is up to date: 3 images` */
export const lockUpToDate = (file: string, { size }: { readonly size: number }): string =>
  `${file} is up to date: ${plural(size, "image")}\n`;

/** @param written whether the file has it now */
export function lockJson(
  { path, uses }: Pick<LockState, "path" | "uses">,
  changes: readonly LockChange[],
  written: boolean,
): string {
  const images = changes.map(({ image, kind, from, to }) => ({
    image,
    change: kind,
    services: [...new Set(uses.filter((use) => use.image === image).map(({ service }) => service))].sort(),
    ...(from && { from: from.digest }),
    ...(to && {
      to: to.digest,
      checked_at: to.checkedAt,
      platforms: Object.fromEntries(to.platforms.map(({ platform, digest = null }) => [platform, digest])),
    }),
    ...(from?.place && { place: shortPlace(from.place) }),
  }));
  return `${JSON.stringify({ file: path, written, images }, undefined, 2)}\n`;
}
