/** Flags of `up` that shape its plan; `plan` has them too. */
import { WindlassError } from "../../core/errors.ts";
import type { UpOptions } from "../../index.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { choice, count, type Flag, flag, InvalidValue, type Values, words } from "./flags.ts";
import { isYes } from "./settings.ts";

type Pull = "always" | "missing" | "never" | "build" | "if_not_present";

/** For whatever brings images or makes containers of them. */
export const locked: Flag<boolean> = flag(
  "--locked",
  "use the image digests in compose.lock.yaml; fail if an image is not in it",
);

export const planFlags: {
  readonly build: Flag<boolean>;
  readonly noBuild: Flag<boolean>;
  readonly pull: Flag<Pull | undefined>;
  readonly forceRecreate: Flag<boolean>;
  readonly noRecreate: Flag<boolean>;
  readonly scale: Flag<ReadonlyMap<string, number>>;
  readonly removeOrphans: Flag<boolean>;
  readonly timeout: Flag<number | undefined>;
  readonly strict: Flag<boolean>;
  readonly showValues: Flag<boolean>;
  readonly yes: Flag<boolean>;
  readonly locked: Flag<boolean>;
} = {
  build: flag("--build", "build images before starting containers"),
  noBuild: flag("--no-build", "do not build images, even if they are missing"),
  pull: choice(
    "--pull <policy>",
    ["always", "missing", "never", "build", "if_not_present"],
    "pull policy for all services: always, missing, never, build (default: each service's own)",
  ),
  forceRecreate: flag("--force-recreate", "recreate containers even if nothing changed"),
  noRecreate: flag("--no-recreate", "do not recreate existing containers"),
  scale: {
    flags: "--scale <service=number>",
    text: "number of containers for a service; overrides the file",
    completes: "scaled-services",
    absent: new Map(),
    read: readScale,
  },
  removeOrphans: flag("--remove-orphans", "remove containers of services that are not in the Compose file"),
  timeout: count("-t, --timeout <seconds>", "seconds to wait for a container to stop before killing it", -1),
  strict: flag("--strict", "treat warnings as errors"),
  showValues: flag("--show-values", "show changed values that may be secret when a plan is printed"),
  yes: {
    ...flag("-y, --yes", "do not ask; grant a project from elsewhere what it asks of this machine"),
    aliases: ["--y"],
  },
  locked,
};

function readScale(text: string, before: unknown): ReadonlyMap<string, number> {
  const [, service, number] = /^([^=]+)=(\d+)$/.exec(text) ?? [];
  if (service === undefined) throw new InvalidValue("must be SERVICE=NUMBER");
  return new Map([...(before instanceof Map ? before : []), [service, Number(number)]]);
}

/** Flags of `up` and `plan` alone: `create` stops and starts nothing on its own account. */
export const upOnlyFlags: {
  readonly alwaysRecreateDeps: Flag<boolean>;
  readonly noDeps: Flag<boolean>;
  readonly noStart: Flag<boolean>;
  readonly renewAnonVolumes: Flag<boolean>;
  readonly replaceVolume: Flag<readonly string[]>;
} = {
  alwaysRecreateDeps: flag("--always-recreate-deps", "also recreate the containers of dependencies"),
  noDeps: flag("--no-deps", "do not start dependencies"),
  noStart: flag("--no-start", "create containers without starting them"),
  replaceVolume: words("--replace-volume <volume>", "recreate this volume; its data is lost", "volumes"),
  renewAnonVolumes: flag("-V, --renew-anon-volumes", "recreate anonymous volumes instead of keeping their data"),
};

/** `up` and `start`. */
export const waitTimeout: Flag<number | undefined> = count(
  "--wait-timeout <seconds>",
  "maximum time to wait for services to be running or healthy",
);

/** `down`, and `plan --down`. */
export const downFlags: {
  readonly volumes: Flag<boolean>;
  readonly rmi: Flag<"local" | "all" | undefined>;
  readonly removeOrphans: Flag<boolean>;
  readonly timeout: Flag<number | undefined>;
} = {
  volumes: { ...flag("-v, --volumes", "also remove the volumes of the project"), aliases: ["--volume"] },
  rmi: choice(
    "--rmi <which>",
    ["local", "all"],
    "also remove images: local (those built for the project) or all (of all services)",
  ),
  removeOrphans: planFlags.removeOrphans,
  timeout: planFlags.timeout,
};

/** What means nothing to `plan --down`. */
export const notWithDown: readonly (readonly [
  "down",
  Exclude<keyof typeof planFlags, keyof typeof downFlags | "yes"> | keyof typeof upOnlyFlags,
])[] = (
  [
    "build",
    "noBuild",
    "pull",
    "forceRecreate",
    "noRecreate",
    "scale",
    "strict",
    "showValues",
    "locked",
    "alwaysRecreateDeps",
    "noDeps",
    "noStart",
    "renewAnonVolumes",
    "replaceVolume",
  ] as const
).map((name) => ["down", name]);

/** `up` and `create`. */
export const quietPull: Flag<boolean> = flag("--quiet-pull", "hide pull progress");

/** Kinds of steps whose progress the flags leave out. */
export const hushedBy = (flags: { readonly quietPull: boolean; readonly quietBuild?: boolean }): ReadonlySet<string> =>
  new Set([...(flags.quietPull ? ["pull-image"] : []), ...(flags.quietBuild ? ["build-image"] : [])]);

/** What contradicts itself in `up`, `create` and `plan`. */
export const exclusive: readonly (readonly ["build" | "forceRecreate", "noBuild" | "noRecreate"])[] = [
  ["build", "noBuild"],
  ["forceRecreate", "noRecreate"],
];

/** What contradicts itself in `up` and `plan`, beyond that. */
export const upExclusive: readonly (readonly [
  "alwaysRecreateDeps" | "renewAnonVolumes" | "replaceVolume",
  "noRecreate" | "noDeps",
])[] = [
  ["alwaysRecreateDeps", "noRecreate"],
  ["alwaysRecreateDeps", "noDeps"],
  ["renewAnonVolumes", "noRecreate"],
  ["replaceVolume", "noRecreate"],
];

type PlanFlags = Values<typeof planFlags> & Partial<Values<typeof upOnlyFlags>>;

/** @throws WindlassError `usage` for the first pair that contradicts itself */
export function refuseTogether<Name extends string>(
  given: Readonly<Partial<Record<Name, unknown>>>,
  pairs: readonly (readonly [Name, Name])[],
): void {
  const isGiven = (name: Name): boolean => {
    const value = given[name];
    if (Array.isArray(value)) return value.length > 0;
    return value instanceof Map ? value.size > 0 : value !== undefined && value !== false;
  };
  const pair = pairs.find(([one, other]) => isGiven(one) && isGiven(other));
  if (pair !== undefined)
    throw new WindlassError("usage", `${dashed(pair[0])} can't be combined with ${dashed(pair[1])}`);
}

const dashed = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** What the flags and the environment ask of the planner. */
export function upOptions(flags: PlanFlags, wait: boolean, { env }: ProcessContext): UpOptions {
  const pull = flags.pull === "if_not_present" ? "missing" : flags.pull;
  return {
    build: flags.build,
    noBuild: flags.noBuild,
    forceRecreate: flags.forceRecreate,
    removeOrphans: flags.removeOrphans || isYes(env.COMPOSE_REMOVE_ORPHANS),
    wait,
    ...(flags.showValues && { showValues: true }),
    noRecreate: flags.noRecreate,
    start: flags.noStart !== true,
    ...(flags.replaceVolume && flags.replaceVolume.length > 0 && { replaceVolumes: flags.replaceVolume }),
    ...(flags.renewAnonVolumes && { renewVolumes: true }),
    ...(flags.alwaysRecreateDeps && { forceRecreateDependencies: true }),
    ...(flags.scale.size > 0 && { scale: flags.scale }),
    ...(pull !== undefined && { pull }),
    ...(flags.timeout !== undefined && { graceSeconds: flags.timeout }),
  };
}
