/**
 * Which builder can do what: one table for the plan's check, for the builders' own last look, and for the docs. What a
 * builder takes without a word and then leaves out counts as what it can't do. Pure.
 */
import { namesFrontend } from "../core/dockerfile-frontend.ts";
import { apiAtLeast, apiOfNewerBuildkit } from "./api-version.ts";
import type { BuildCache, BuildContext, BuilderFacts, BuilderKind, BuildSpec } from "./port/build.ts";

/** Keys of `build` in a Compose file, and `memory` and `push`, which only the command line has. */
export type BuildAttribute =
  | "additional_contexts"
  | "cache_from"
  | "cache_to"
  | "context"
  | "dockerfile"
  | "dockerfile_inline"
  | "entitlements"
  | "isolation"
  | "memory"
  | "network"
  | "no_cache_filter"
  | "platforms"
  | "provenance"
  | "push"
  | "sbom"
  | "secrets"
  | "shm_size"
  | "ssh"
  | "ulimits";

export interface BuildAbility {
  readonly attribute: BuildAttribute;
  /** What of it, as in "the classic builder does not support …". */
  readonly what: string;
  /** Whether a build asks for it. */
  readonly asked: (spec: BuildSpec) => boolean;
  /** Who can. */
  readonly builders: readonly BuilderKind[];
  /** The engine's own builders can only where images are kept in containerd's store. */
  readonly store?: "containerd";
  /** The engine's own BuildKit can since this version of the engine's API. */
  readonly api?: string;
  /** It is the frontend's: one that the Dockerfile names can, whatever BuildKit runs it. */
  readonly ofFrontend?: true;
}

const anyBuildkit = ["buildkit", "buildkit-http", "bake"] as const;
const engineBuildkits: readonly BuilderKind[] = ["buildkit", "buildkit-http"];
const everyBuilder = [...anyBuildkit, "classic"] as const;
const builtinNetworks = ["default", "host", "none"];

const isAttested = (setting: string | false | undefined): boolean => setting !== undefined && setting !== false;
const contextsFrom =
  (...from: readonly BuildContext["from"][]) =>
  ({ contexts }: BuildSpec): boolean =>
    Object.values(contexts).some((context) => from.includes(context.from));
const typed =
  (isMeant: (type: string) => boolean) =>
  (caches: readonly BuildCache[]): boolean =>
    caches.some(({ type }) => isMeant(type));
const hasRegistryCache = typed((type) => type === "registry");
const hasLocalCache = typed((type) => type === "local");
const hasInlineCache = typed((type) => type === "inline");
const hasHostedCache = typed((type) => type === "gha");
const hasOtherCache = typed((type) => !["registry", "local", "inline", "gha"].includes(type));

/** What every builder can is not in it: args, labels, tags, `target`, `extra_hosts`, `no_cache`, `pull`. */
export const buildAbilities: readonly BuildAbility[] = [
  {
    attribute: "context",
    what: "an image as the context",
    asked: ({ context }) => context.from === "image" || context.from === "service",
    builders: ["bake"],
  },
  {
    attribute: "context",
    what: "an OCI layout as the context",
    asked: ({ context }) => context.from === "oci-layout",
    builders: ["bake"],
  },
  {
    attribute: "dockerfile_inline",
    what: "an inline Dockerfile for a context that the builder fetches",
    asked: ({ context, dockerfile }) => context.from === "remote" && dockerfile.from === "text",
    builders: ["buildkit", "bake"],
  },
  {
    attribute: "dockerfile",
    what: "a Dockerfile of this machine for a context that the builder fetches",
    asked: ({ context, dockerfile }) =>
      context.from === "remote" && dockerfile.from === "file" && dockerfile.path.startsWith("/"),
    builders: ["buildkit", "bake"],
  },
  {
    attribute: "additional_contexts",
    what: "additional contexts",
    asked: contextsFrom("folder", "remote", "image", "service"),
    builders: ["buildkit", "bake"],
    api: apiOfNewerBuildkit,
    ofFrontend: true,
  },
  {
    attribute: "additional_contexts",
    what: "OCI layouts as additional contexts",
    asked: contextsFrom("oci-layout"),
    builders: ["bake"],
  },
  {
    attribute: "platforms",
    what: "a build for several platforms",
    asked: ({ platforms }) => platforms.length > 1,
    builders: ["buildkit", "bake"],
    store: "containerd",
  },
  {
    attribute: "no_cache_filter",
    what: "stages that are built without the cache",
    asked: ({ noCacheFilter }) => noCacheFilter.length > 0,
    builders: ["buildkit", "bake"],
  },
  {
    attribute: "cache_from",
    what: "a cache from an image",
    asked: ({ cacheFrom }) => hasRegistryCache(cacheFrom),
    builders: everyBuilder,
  },
  {
    attribute: "cache_from",
    what: "a cache from a folder",
    asked: ({ cacheFrom }) => hasLocalCache(cacheFrom),
    builders: ["bake"],
  },
  {
    attribute: "cache_from",
    what: "a cache from GitHub",
    asked: ({ cacheFrom }) => hasHostedCache(cacheFrom),
    builders: ["buildkit", "bake"],
    store: "containerd",
  },
  {
    attribute: "cache_from",
    what: "this type of cache",
    asked: ({ cacheFrom }) => hasOtherCache(cacheFrom) || hasInlineCache(cacheFrom),
    builders: ["bake"],
  },
  {
    attribute: "cache_to",
    what: "a cache inside the image",
    asked: ({ cacheTo }) => hasInlineCache(cacheTo),
    builders: anyBuildkit,
  },
  {
    attribute: "cache_to",
    what: "a cache that goes to a registry",
    asked: ({ cacheTo }) => hasRegistryCache(cacheTo),
    builders: ["buildkit", "bake"],
    store: "containerd",
  },
  {
    attribute: "cache_to",
    what: "a cache that goes to a folder",
    asked: ({ cacheTo }) => hasLocalCache(cacheTo),
    builders: ["bake"],
  },
  {
    attribute: "cache_to",
    what: "a cache that goes to GitHub",
    asked: ({ cacheTo }) => hasHostedCache(cacheTo),
    builders: ["buildkit", "bake"],
    store: "containerd",
  },
  {
    attribute: "cache_to",
    what: "this type of cache",
    asked: ({ cacheTo }) => hasOtherCache(cacheTo),
    builders: ["bake"],
  },
  {
    attribute: "secrets",
    what: "build secrets",
    asked: ({ secrets }) => secrets.length > 0,
    builders: anyBuildkit,
  },
  {
    attribute: "shm_size",
    what: "a size of `/dev/shm`",
    asked: ({ shmSize }) => shmSize !== undefined,
    builders: everyBuilder,
    api: apiOfNewerBuildkit,
  },
  { attribute: "ssh", what: "ssh in a build", asked: ({ ssh }) => ssh.length > 0, builders: anyBuildkit },
  {
    attribute: "ulimits",
    what: "limits for the build's commands",
    asked: ({ ulimits }) => ulimits.length > 0,
    builders: everyBuilder,
    api: apiOfNewerBuildkit,
  },
  {
    attribute: "network",
    what: "a network other than `default`, `host` and `none`",
    asked: ({ network }) => network !== undefined && !builtinNetworks.includes(network),
    builders: ["classic"],
  },
  {
    attribute: "entitlements",
    what: "`network.host` without `network: host`",
    asked: ({ entitlements, network }) => entitlements.includes("network.host") && network !== "host",
    builders: ["buildkit", "bake"],
  },
  {
    attribute: "entitlements",
    what: "privileged builds",
    asked: ({ entitlements }) => entitlements.some((one) => one !== "network.host"),
    builders: ["buildkit", "bake"],
  },
  {
    attribute: "isolation",
    what: "isolation",
    asked: ({ isolation }) => isolation !== undefined && isolation !== "default",
    builders: ["classic"],
  },
  {
    attribute: "memory",
    what: "a memory limit for the build",
    asked: ({ memory }) => memory !== undefined,
    builders: ["classic"],
  },
  {
    attribute: "provenance",
    what: "provenance attestations",
    asked: ({ provenance }) => isAttested(provenance),
    builders: ["buildkit", "bake"],
    store: "containerd",
  },
  {
    attribute: "sbom",
    what: "SBOM attestations",
    asked: ({ sbom }) => isAttested(sbom),
    builders: ["buildkit", "bake"],
    store: "containerd",
  },
  {
    attribute: "push",
    what: "a push as a part of the build",
    asked: ({ push }) => push,
    builders: ["buildkit", "bake"],
    store: "containerd",
  },
];

/** What of a build its builder can't do, and who can. */
export type Inability = Pick<BuildAbility, "attribute" | "what" | "builders"> & {
  /** Absent: it never can. `store`: where images are kept in containerd's store. `api`: in a newer engine. */
  readonly since?: "store" | "api";
};

/**
 * @param facts where the engine keeps images, and the version of its API
 * @param dockerfile its text, as far as it is known
 * @returns empty where the build's own builder (`spec.builder`) can do all of it
 */
export function cannotBuild(
  spec: BuildSpec,
  { store, apiVersion }: Pick<BuilderFacts, "store" | "apiVersion">,
  dockerfile: string,
): readonly Inability[] {
  const lacks = (ability: BuildAbility): readonly Inability[] => {
    const { attribute, what, builders } = ability;
    if (!ability.asked(spec)) return [];
    if (!builders.includes(spec.builder)) return [{ attribute, what, builders }];
    const isLate = ability.api !== undefined && !apiAtLeast(apiVersion, ability.api);
    const isForwarded = ability.ofFrontend === true && namesFrontend(dockerfile, spec.args);
    if (engineBuildkits.includes(spec.builder) && isLate && !isForwarded)
      return [{ attribute, what, builders, since: "api" }];
    if (spec.builder !== "bake" && ability.store !== undefined && ability.store !== store)
      return [{ attribute, what, builders, since: "store" }];
    return [];
  };
  return buildAbilities.flatMap(lacks);
}
