/**
 * The builder that the command line, the environment or docker's settings name; where none of them does, the engine's own
 * is meant.
 */
import type { BuilderKind } from "./port/build.ts";

export type NamedBuilder =
  /** One that `docker buildx create` made: in a container, in a cluster, on another machine. Only buildx reaches it. */
  | {
      readonly kind: "outside";
      readonly name: string;
      /** As buildx calls it: `docker-container`, `kubernetes`, `remote`, `cloud`. */
      readonly driver: string;
      readonly from: "--builder" | "BUILDX_BUILDER" | "docker buildx use";
    }
  /** One of the engine's own, whatever the engine prefers. */
  | { readonly kind: "buildkit"; readonly from: "--builder" | "BUILDX_BUILDER" | "DOCKER_BUILDKIT" | "aliases.builder" }
  | { readonly kind: "classic"; readonly from: "DOCKER_BUILDKIT" };

/** Who builds, and why. */
export interface BuilderChoice {
  readonly kind: BuilderKind;
  /** Of a builder outside the engine. */
  readonly name?: string;
  /**
   * What names it; or of the engine's own: it is the usual one, the engine refuses the usual one's API, or has no BuildKit.
   */
  readonly because:
    | "usual"
    | "api-refused"
    | "no-buildkit"
    | "--builder"
    | "BUILDX_BUILDER"
    | "DOCKER_BUILDKIT"
    | "docker buildx use"
    | "aliases.builder";
}
