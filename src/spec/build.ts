/** How a service's image is built, as the file says it. */

/** A folder of this machine (absolute), or what the builder understands: an address, `docker-image://…`, `service:…`. */
export type WrittenContext = string;

export interface Build {
  readonly context: WrittenContext;
  /** By name. */
  readonly additionalContexts: Readonly<Record<string, WrittenContext>>;
  /** Relative to the context. */
  readonly dockerfile: string;
  /** The Dockerfile's text in place of a file. */
  readonly dockerfileInline?: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Further names for the image. */
  readonly tags: readonly string[];
  readonly platforms: readonly string[];
  readonly noCache: boolean;
  readonly noCacheFilter: readonly string[];
  readonly pull: boolean;
  /** `type=registry,ref=…`, or just a reference. */
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly secrets: readonly BuildSecret[];
  /** `default`, or `id=path`. */
  readonly ssh: readonly string[];
  readonly network?: string;
  /** `host:address` */
  readonly extraHosts: readonly string[];
  readonly ulimits: readonly { readonly name: string; readonly soft: number; readonly hard: number }[];
  /** Bytes. */
  readonly shmSize?: number;
  readonly entitlements: readonly string[];
  readonly privileged: boolean;
  readonly isolation?: string;
  /** `true`, `false` or settings such as `mode=max`. */
  readonly provenance?: string;
  readonly sbom?: string;
}

export interface BuildSecret {
  /** As the Dockerfile calls it. */
  readonly id: string;
  /** Key among the project's secrets. */
  readonly source: string;
}
