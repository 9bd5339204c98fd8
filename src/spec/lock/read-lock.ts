/** Reads a lock file. schemas/lock.schema.json says the same to editors; the words and places are here. */
import { closest } from "../../core/closest.ts";
import type { Diagnostic } from "../../core/diagnostics.ts";
import { throwErrors } from "../../core/errors.ts";
import type { LoadContext } from "../load-request.ts";
import { parse } from "../read/parse.ts";
import { readText } from "../read/read.ts";
import { entriesOf, get, textOf } from "../tree/edit.ts";
import { fail, type Report, shown, type Where } from "../tree/report.ts";
import type { Entry, MapNode, Node, Path } from "../tree/tree.ts";
import { type Lock, type LockedImage, lockVersion } from "./lock.ts";

export interface LockFile {
  readonly path: string;
  readonly text: string;
  readonly lock: Lock;
}

/**
 * @returns `undefined` where there is no such file
 * @throws WindlassError with all that is wrong in it, each with its line: `lock-invalid`, and what reading a file throws
 */
export async function readLock(path: string, context: LoadContext): Promise<LockFile | undefined> {
  if ((await context.disk.kind(path)) === "missing") return undefined;
  const found: Diagnostic[] = [];
  const report: Report = (diagnostic) => found.push(diagnostic);
  const text = (await readText(path, "lock file", context, report)) ?? "";
  const stopAtErrors = (): void => throwErrors(found, new Map([[path, text]]));
  stopAtErrors();
  const lines = text.split("\n");
  const isEmpty = lines.every((line) => /^\s*(#|$)/.test(line));
  const conflict = lines.findIndex((line) => /^(<{7}|={7}|>{7})(\s|$)/.test(line)) + 1;
  const at = (line: number): Where["place"] => ({ file: path, line, column: 1 });
  const again = "delete it and run `windlass lock`";
  if (isEmpty) fail(report, "lock-invalid", "the lock file is empty", { place: at(1), hint: again });
  if (conflict > 0)
    fail(report, "lock-invalid", "the lock file has unresolved merge conflicts", {
      place: at(conflict),
      hint: "keep either side and run `windlass lock`: it adds what is missing",
    });
  stopAtErrors();
  const [tree, ...others] = await parse(path, text, report);
  stopAtErrors();
  if (others.length > 0)
    fail(report, "lock-invalid", "the lock file has several documents", { place: at(1), hint: again });
  const lock: Lock = tree ? lockOf(tree, report) : new Map();
  stopAtErrors();
  return { path, text, lock };
}

function lockOf(tree: MapNode, report: Report): Lock {
  const version = get(tree, "version");
  const number = version && numberOf(version);
  // What else a file of another version has, only a reader of that version knows.
  if (version && number !== undefined && number > lockVersion) {
    wrong(
      report,
      ["version"],
      version,
      `the lock file has version ${number}; this windlass knows version ${lockVersion}`,
      "update windlass",
    );
    return new Map();
  }
  expectKeys(tree, ["version", "images"], ["version", "images"], [], report);
  if (version && number !== lockVersion)
    wrong(report, ["version"], version, `\`version\` must be ${lockVersion}, but is ${shown(version)}`);
  const images = get(tree, "images");
  if (images && images.kind !== "map")
    wrong(report, ["images"], images, `\`images\` must be a mapping, but is ${shown(images)}`);
  return new Map(
    [...entriesOf(images)].flatMap(([image, { value }]): [string, LockedImage][] => {
      const locked = imageOf(value, ["images", image], report);
      return locked ? [[image, locked]] : [];
    }),
  );
}

const numberOf = (node: Node): number | undefined =>
  node.kind === "scalar" && (typeof node.value === "number" || typeof node.value === "bigint")
    ? Number(node.value)
    : undefined;

function imageOf(node: Node, path: Path, report: Report): LockedImage | undefined {
  if (node.kind !== "map") {
    const hint = "write `digest: sha256:…` under it, or delete it and run `windlass lock`";
    wrong(report, path, node, `an image must be a mapping, but is ${shown(node)}`, hint);
    return undefined;
  }
  const keys = ["digest", "checked_at", "platforms"];
  expectKeys(node, keys, ["digest"], path, report);
  const digest = get(node, "digest");
  const checkedAt = get(node, "checked_at");
  const platforms = get(node, "platforms");
  if (digest !== undefined) expectDigest(digest, [...path, "digest"], report);
  if (checkedAt && !isTime(textOf(checkedAt) ?? ""))
    wrong(
      report,
      [...path, "checked_at"],
      checkedAt,
      `\`checked_at\` must be a time such as "2026-01-31T18:30:00Z", but is ${shown(checkedAt)}`,
    );
  if (platforms && platforms.kind !== "map")
    wrong(report, [...path, "platforms"], platforms, `\`platforms\` must be a mapping, but is ${shown(platforms)}`);
  return {
    digest: textOf(digest) ?? "",
    checkedAt: textOf(checkedAt) ?? "",
    platforms: [...entriesOf(platforms)].map((one) => platformOf(one, [...path, "platforms"], report)),
    ...(digest && { place: digest.place }),
  };
}

function platformOf(
  [platform, { keyPlace, value }]: readonly [string, Entry],
  path: Path,
  report: Report,
): LockedImage["platforms"][number] {
  if (!isPlatform(platform))
    fail(report, "lock-invalid", `"${platform}" is not a platform`, {
      path: [...path, platform],
      place: keyPlace,
      hint: "write it as os/architecture, such as linux/amd64",
    });
  if (value.kind === "scalar" && value.value === null) return { platform };
  expectDigest(value, [...path, platform], report);
  return { platform, digest: textOf(value) ?? "" };
}

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);

const isPlatform = (text: string): boolean => /^[a-z0-9]+(\([\w.]+\))?\/[a-z0-9_]+(\/[a-z0-9_.]+)?$/.test(text);

function expectDigest(node: Node, path: Path, report: Report): void {
  const text = textOf(node);
  if (text !== undefined && /^[a-z0-9]+:[0-9a-f]{32,}$/.test(text)) return;
  const hint = "copy the whole digest, or delete the image's entry and run `windlass lock`";
  wrong(report, path, node, `a digest must be sha256: and 64 hexadecimal digits, but is ${shown(node)}`, hint);
}

function expectKeys(
  node: MapNode,
  known: readonly string[],
  needed: readonly string[],
  path: Path,
  report: Report,
): void {
  const unknown = [...node.entries].filter(([key]) => !known.includes(key));
  const meant = new Map(unknown.map(([key]) => [key, closest(key, known)]));
  for (const [key, { keyPlace }] of unknown)
    fail(report, "lock-invalid", `unknown key \`${key}\` in the lock file`, {
      path: [...path, key],
      place: keyPlace,
      hint: meant.get(key) === undefined ? `the keys are ${known.join(", ")}` : `did you mean \`${meant.get(key)}\`?`,
    });
  const hint = "delete the entry and run `windlass lock`";
  for (const key of needed)
    if (!node.entries.has(key) && ![...meant.values()].includes(key))
      wrong(report, path, node, `\`${key}\` is missing`, hint);
}

const wrong = (report: Report, path: Path, node: Node, message: string, hint?: string): void =>
  fail(report, "lock-invalid", message, { path, place: node.place, hint });
