/** Builds of images: what is asked for, in the words of the Compose file, and who can do it. */
import type { ImageFact, OnProgress } from "./images.ts";

/**
 * Who builds. `buildkit`: the engine's BuildKit by its own API · `buildkit-http`: the same behind `POST /build`, where its
 * API can't be reached · `classic`: the engine's builder before BuildKit, and Podman's · `bake`: `docker buildx bake`,
 * for builders outside the engine.
 */
export type BuilderKind = "buildkit" | "buildkit-http" | "classic" | "bake";

/** What a build works on, and what a Dockerfile's `FROM` and `COPY --from` can name. */
export type BuildContext =
  /** Absolute. */
  | { readonly from: "folder"; readonly folder: string }
  /** A Git repository or an archive, which the builder fetches: `https://example.com/app.git#main:web`. */
  | { readonly from: "remote"; readonly url: string }
  | { readonly from: "image"; readonly image: string }
  /** The image that is built for another service of the project. */
  | { readonly from: "service"; readonly service: string; readonly image: string }
  /** Images in a folder of this machine, `oci-layout:///folder:tag`. */
  | { readonly from: "oci-layout"; readonly reference: string };

export type Dockerfile =
  /** Relative to the context, or absolute. */
  { readonly from: "file"; readonly path: string } | { readonly from: "text"; readonly text: string };

/** Where a value comes from: a plan holds none. */
export interface BuildSecret {
  /** As `RUN --mount=type=secret,id=…` calls it. */
  readonly id: string;
  /** The name by which its bytes are asked for: `secrets.token`. */
  readonly content: string;
  readonly source: { readonly file: string } | { readonly variable: string };
}

export interface SshAccess {
  readonly id: string;
  /** An agent's socket, or keys; absolute. */
  readonly paths: readonly string[];
}

/** `type=registry,ref=example/cache` taken apart; a plain reference is one of type `registry`. */
export interface BuildCache {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface BuildSpec {
  readonly builder: BuilderKind;
  /** Of the builder outside the engine; absent: docker's current one. */
  readonly builderName?: string;
  /** Further names for the image, and its own last. */
  readonly tags: readonly string[];
  readonly context: BuildContext;
  /** By the names that the Dockerfile has for them. */
  readonly contexts: Readonly<Record<string, BuildContext>>;
  readonly dockerfile: Dockerfile;
  readonly target?: string;
  readonly args: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Empty: the engine's own. */
  readonly platforms: readonly string[];
  readonly noCache: boolean;
  /** Stages that are built without the cache. */
  readonly noCacheFilter: readonly string[];
  /** Look for newer base images. */
  readonly pull: boolean;
  readonly cacheFrom: readonly BuildCache[];
  readonly cacheTo: readonly BuildCache[];
  readonly secrets: readonly BuildSecret[];
  readonly ssh: readonly SshAccess[];
  readonly network?: string;
  /** `host:address` */
  readonly extraHosts: readonly string[];
  readonly ulimits: readonly { readonly name: string; readonly soft: number; readonly hard: number }[];
  /** Bytes. */
  readonly shmSize?: number;
  /** Bytes; classic builders alone limit it. */
  readonly memory?: number;
  /** `network.host`, `security.insecure` */
  readonly entitlements: readonly string[];
  /** Of Windows. */
  readonly isolation?: string;
  /** A record of how it was built, with its settings, `mode=max`; absent: as the builder has it, `false`: none. */
  readonly provenance?: string | false;
  /** A list of what is in it, in the same way. */
  readonly sbom?: string | false;
  /** Bring it to its registry as well. */
  readonly push: boolean;
}

/** What a build tells and asks while it runs. */
export interface BuildIo {
  readonly onProgress: OnProgress;
  /** The bytes of a secret, by its `content`; rejects where there are none. */
  readonly secret: (content: string, signal: AbortSignal) => Promise<Uint8Array>;
  readonly signal: AbortSignal;
}

/** What a linter says of a Dockerfile. */
export interface BuildWarning {
  /** `StageNameCasing` */
  readonly rule: string;
  readonly message: string;
  readonly detail: string;
  /** Where the rule is explained. */
  readonly url?: string;
  /** From 1; absent: of the whole file. */
  readonly line?: number;
  readonly lastLine?: number;
}

/** How an engine builds. */
export interface BuilderFacts {
  readonly kind: Exclude<BuilderKind, "bake">;
  /** Where images are kept: only containerd's store takes several platforms, attestations and exports of caches. */
  readonly store: "containerd" | "graph-driver";
  /** Of the engine's API, whatever version is spoken: it tells which BuildKit is in the engine. */
  readonly apiVersion: string;
}

export interface BuildPort {
  builderFacts(signal: AbortSignal): Promise<BuilderFacts>;
  /**
   * Builds with one of the engine's own builders.
   * @returns the image; a build cancelled by the signal ends at the engine, too
   */
  buildImage(build: BuildSpec, io: BuildIo): Promise<ImageFact>;
  /**
   * What BuildKit's linter says of the build's Dockerfile; nothing is built. Only BuildKit's own API does this.
   * @throws WindlassError `engine-lacks` where the build's builder is another one; `build-failed` where the Dockerfile is wrong
   */
  checkBuild(build: BuildSpec, io: BuildIo): Promise<readonly BuildWarning[]>;
}
