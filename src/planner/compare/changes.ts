/**
 * Field by field: how a live container differs from what the file asks, which of it can be updated on the existing
 * container, and what needs another one. Compares data; the order of calls that follow is ../containers's.
 */
import { posix } from "node:path";
import { canonicalJson, sameJson } from "../../core/canonical-json.ts";
import { mayBeSame } from "../../core/image-name.ts";
import { lazy } from "../../core/lazy.ts";
import {
  type ContainerConfig,
  type ContainerUpdate,
  type Endpoint,
  mutableFields,
} from "../../engine/container-config.ts";
import { isToolLabel } from "../../engine/labels.ts";
import type { ContainerFact, ImageFact } from "../../engine/port.ts";
import { imageMountChanges } from "../images/image-mounts.ts";
import type { Change } from "../plan/plan.ts";
import { type Applied, readApplied } from "../wanted/applied.ts";
import { engineDefaults, withEngineAdditions, withImageDefaults, withoutNulls } from "../wanted/defaults.ts";
import { wasInjected } from "../wanted/injected-variables.ts";
import { isMadeFrom } from "../wanted/made-from.ts";
import { fileChanges } from "../wanted/service-files.ts";
import { hookChanges } from "../wanted/start-hooks.ts";
import { change, madeFromThis, type Wanted } from "../wanted/wanted.ts";
import { comparedFields, type Field } from "./fields.ts";
import { mountChanges } from "./mount-changes.ts";
import { type KnownNetworks, networkChanges } from "./network-changes.ts";
import { sharingChanges } from "./sharing-changes.ts";

export interface Differences {
  /** These need another container. */
  readonly replace: readonly Change[];
  /** These can be updated in place. */
  readonly update: ContainerUpdate | undefined;
  readonly updates: readonly Change[];
  readonly connect: readonly Endpoint[];
  /** Names of networks. */
  readonly disconnect: readonly string[];
  readonly networks: readonly Change[];
}

/**
 * @param image the live container's own image, absent if the engine has it no more: then only what the file sets is compared
 */
export function differences(
  wanted: Wanted,
  live: ContainerFact,
  image: ImageFact | undefined,
  knownNetworks: KnownNetworks,
): Differences {
  const isAsMade = isMadeFrom(wanted.config, live);
  const asked = isAsMade ? wanted.config : completed(wanted, live, image);
  const want = isAsMade ? asked : withEngineAdditions(asked, live.config, () => madeFromThis(wanted, live));
  const applied = lazy(() => readApplied(live.labels));
  const fields = isAsMade ? mutableOnes() : comparedFields;
  const changes = fields.flatMap(([key, field]): [keyof ContainerConfig, Change][] => {
    if (want[key] === live.config[key] || (isNothing(want[key]) && isNothing(live.config[key]))) return [];
    if (
      leftToOthers(key, want, wanted, live, applied, image) ||
      isDropped(key, wanted, live) ||
      isLocked(key, wanted, live)
    )
      return [];
    return compare(key, field, want, live, wanted).map((change) => [
      key,
      driftOf(key, wanted, live) ? { ...change, drift: true } : change,
    ]);
  });
  const told = withoutPublished(changes, want, live);
  const mutable = told.filter(([key]) => isMutable(key));
  const limitless = mutable.filter(([key]) => want[key] === undefined && key !== "restart").map(([, change]) => change);
  const networks = networkChanges(wanted, live, knownNetworks);
  const updates = mutable.map(([, change]) => change);
  // A limit that is to go needs another container: the engine takes a zero in an update for "leave it".
  const inPlace = limitless.length === 0 && updates.length > 0;
  return {
    replace: [
      ...told.filter(([key]) => !isMutable(key)).map(([, change]) => change),
      ...limitless,
      ...(isAsMade ? [] : mountChanges(wanted.config.mounts, live, image, wanted.placeOf)),
      ...networks.replace,
      ...fileChanges(wanted.files, live),
      ...hookChanges(wanted, live),
      ...(isAsMade ? [] : sharingChanges(wanted, live, applied())),
      ...imageMountChanges(wanted.mountedImages, live),
    ],
    update: inPlace ? updateOf(want, new Set(mutable.map(([key]) => key))) : undefined,
    updates: inPlace ? updates : [],
    connect: networks.connect,
    disconnect: networks.disconnect,
    networks: networks.changes,
  };
}

/**
 * With what the image adds. Of an image that is not known, that is what the container has beyond the file, where the file has not
 * changed since.
 */
function completed(wanted: Wanted, live: ContainerFact, image: ImageFact | undefined): ContainerConfig {
  const { config } = wanted;
  if (image !== undefined) return withImageDefaults(config, image);
  if (!madeFromThis(wanted, live)) return config;
  const { environment, labels } = live.config;
  return {
    ...config,
    environment: withoutNulls({ ...environment, ...config.environment }),
    labels: { ...labels, ...config.labels },
  };
}

const isMutable = (key: keyof ContainerConfig): boolean => mutableFields.some((field) => field === key);

const mutableOnes = lazy(() => comparedFields.filter(([key]) => isMutable(key)));

/** Whether a field that the file leaves out counts as it stands. */
function leftToOthers(
  key: keyof ContainerConfig,
  want: ContainerConfig,
  wanted: Wanted,
  live: ContainerFact,
  applied: () => Applied | undefined,
  image: ImageFact | undefined,
): boolean {
  const value = want[key];
  const absent = value === undefined || (Array.isArray(value) && value.length === 0);
  if (!absent) return false;
  if (image === undefined && imageFields.has(key)) return true;
  if (!engineDefaults.has(key)) return false;
  const memory = applied();
  if (memory) return !memory.set.includes(key);
  const usual = engineDefaults.get(key);
  return (
    usual === undefined || sameJson(usual, live.config[key]) || "parts" in wanted.hash() || madeFromThis(wanted, live)
  );
}

/** Asked for when the container was made, and dropped by an engine whose system has no such thing. */
const isDropped = (key: keyof ContainerConfig, wanted: Wanted, live: ContainerFact): boolean =>
  droppable.has(key) && !live.config[key] && wanted.config[key] !== undefined && madeFromThis(wanted, live);

const droppable: ReadonlySet<keyof ContainerConfig> = new Set<keyof ContainerConfig>([
  "cpuCount",
  "cpuPercent",
  "cpuRealtimePeriod",
  "cpuRealtimeRuntime",
  "memorySwappiness",
  "oomKillDisable",
  "blkio",
  "isolation",
]);

/** The file is the same, and a digest of the lock came or went: whether the image is another one, the engine tells. */
const isLocked = (key: keyof ContainerConfig, wanted: Wanted, live: ContainerFact): boolean =>
  key === "image" && mayBeSame(wanted.config.image, live.config.image) && madeFromThis(wanted, live);

/** What an image gives: unknown without it. */
const imageFields: ReadonlySet<keyof ContainerConfig> = new Set<keyof ContainerConfig>([
  "command",
  "entrypoint",
  "user",
  "workingDir",
  "stopSignal",
  "healthcheck",
  "exposed",
]);

/** The file's value is the one at creation, so somebody else changed the container. */
function driftOf(key: keyof ContainerConfig, wanted: Wanted, live: ContainerFact): boolean {
  // What can be updated in place may have been, for a file that has changed back since.
  if (mutableFields.some((field) => field === key)) return false;
  return key !== "image" && madeFromThis(wanted, live);
}

/** A port that is published is exposed too: that is said once, of the port. */
function withoutPublished(
  changes: readonly (readonly [keyof ContainerConfig, Change])[],
  want: ContainerConfig,
  { config }: ContainerFact,
): typeof changes {
  const published = new Set([...want.ports, ...config.ports].map(({ container }) => container));
  const others = ({ exposed }: ContainerConfig): unknown => sorted(exposed.filter((port) => !published.has(port)));
  const isSaid = changes.some(([key]) => key === "ports") && sameJson(others(want), others(config));
  return isSaid ? changes.filter(([key]) => key !== "exposed") : changes;
}

function compare(
  key: keyof ContainerConfig,
  field: Field,
  want: ContainerConfig,
  live: ContainerFact,
  wanted: Wanted,
): Change[] {
  const isLeft = (name: string): boolean =>
    (key === "labels" && isToolLabel(name)) || (key === "environment" && wasInjected(name, wanted, live));
  return fieldChanges(field, normal(key, live.config[key]), normal(key, want[key]), [field.attribute], wanted, isLeft);
}

/** @param path the attribute and what it is below: `["logging", "options"]` */
function fieldChanges(
  field: Field,
  from: unknown,
  to: unknown,
  path: readonly [string, ...string[]],
  wanted: Wanted,
  isLeft: (name: string) => boolean = () => false,
): Change[] {
  if (field.parts) {
    const parts = Object.entries(field.parts as Readonly<Record<string, Field>>);
    return parts.flatMap(([name, part]) =>
      fieldChanges(part, partOf(from, name), partOf(to, name), [...path, part.attribute], wanted),
    );
  }
  if (field.keyed) {
    const names = new Set([from, to].flatMap((value) => Object.keys(value ?? {})));
    return [...names]
      .sort()
      .filter((name) => !isLeft(name))
      .flatMap((name) => {
        const isSecret = typeof field.secret === "function" ? field.secret(name) : field.secret === true;
        const one: Field = { attribute: name, ...(isSecret && { secret: true }) };
        return fieldChanges(one, partOf(from, name), partOf(to, name), [...path, name], wanted);
      });
  }
  const same = field.set ? sameJson(sorted(to), sorted(from)) : sameJson(to, from);
  if (same) return [];
  const text = (value: unknown): unknown => (value === null ? undefined : (field.text?.(value) ?? value));
  return [
    change(
      path.join("."),
      [text(from), text(to)],
      placeOf(wanted, path),
      field.secret === true && !wanted.showsSecrets,
    ),
  ];
}

/** `null`: it has none. */
function partOf(value: unknown, name: string): unknown {
  const part = value && Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : null;
  return part === undefined || (Array.isArray(part) && part.length === 0) ? null : part;
}

/** The nearest place that the file has for it. */
function placeOf({ placeOf: find }: Wanted, path: readonly string[]): Change["place"] {
  for (let length = path.length; length > 0; length--) {
    const place = find(...path.slice(0, length));
    if (place !== undefined) return place;
  }
  return undefined;
}

/** Values that mean the same are written the same: no policy is `no`, no text is none, no list is an empty one, no limit is none. */
function normal(key: keyof ContainerConfig, value: unknown): unknown {
  if (key === "restart") return value ?? { name: "no", maxRetries: 0 };
  if (key === "workingDir" && typeof value === "string" && value.startsWith("/")) return posix.resolve(value);
  if (key === "pidsLimit") return value === 0 || value === -1 ? null : (value ?? null);
  return isNothing(value) ? null : value;
}

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  value === false ||
  (Array.isArray(value) && value.length === 0);

const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((item) => canonicalJson(item)).sort() : value;

const updateOf = (want: ContainerConfig, keys: ReadonlySet<keyof ContainerConfig>): ContainerUpdate =>
  Object.fromEntries(
    mutableFields
      .filter((field) => keys.has(field))
      .map((field) => [field, want[field] ?? (field === "restart" ? { name: "no", maxRetries: 0 } : undefined)]),
  );
