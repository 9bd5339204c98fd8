/**
 * The builder that the command line, the environment or docker's settings name; where none of them does, the engine's own
 * is meant.
 */
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
