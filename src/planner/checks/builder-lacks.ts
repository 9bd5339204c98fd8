/** What a build asks for and its builder can't do: said with its line before anything is built, and who can. */
import { byPlace, type Diagnostic } from "../../core/diagnostics.ts";
import { cannotBuild, type Inability } from "../../engine/builder-abilities.ts";
import type { BuilderKind, BuildSpec } from "../../engine/port.ts";
import type { BuildingFacts } from "../../observe/observed.ts";
import type { Project } from "../../spec/project.ts";
import { type Path, pathText } from "../../spec/tree/tree.ts";
import type { DraftStep } from "../plan/draft.ts";

const names: Readonly<Record<BuilderKind, string>> = {
  buildkit: "the engine's BuildKit",
  "buildkit-http": "the engine's BuildKit, without its own API,",
  classic: "the classic builder",
  bake: "docker buildx",
};

/** @param building absent: nothing is known of the builder, and nothing is said */
export const builderLacks = (
  project: Project,
  steps: readonly DraftStep[],
  building: BuildingFacts | undefined,
): readonly Diagnostic[] =>
  building === undefined
    ? []
    : steps
        .flatMap(({ operation, resource: { service = "" } }) =>
          operation.kind === "build-image"
            ? cannotBuild(operation.build, building.engine, dockerfileOf(operation.build, service, building)).map(
                (one) => lacks(project, service, operation.build.builder, one),
              )
            : [],
        )
        .sort(byPlace);

const dockerfileOf = ({ dockerfile }: BuildSpec, service: string, { dockerfiles }: BuildingFacts): string =>
  dockerfile.from === "text" ? dockerfile.text : (dockerfiles[service] ?? "");

function lacks(project: Project, service: string, builder: BuilderKind, inability: Inability): Diagnostic {
  const path = pathOf(project, service, inability.attribute);
  const place = project.placeOf(path);
  return {
    code: "builder-lacks",
    severity: "error",
    message: `${names[builder]} does not support ${inability.what}, which service "${service}" asks for`,
    path: pathText(path),
    ...(place && { place }),
    hint: hintOf(builder, inability),
  };
}

/** `privileged` asks for an entitlement, too. */
function pathOf(project: Project, service: string, attribute: Inability["attribute"]): Path {
  const build = ["services", service, "build"];
  const isWritten = project.originOf([...build, attribute]) !== undefined;
  return [...build, !isWritten && attribute === "entitlements" ? "privileged" : attribute];
}

function hintOf(builder: BuilderKind, { builders, since }: Inability): string {
  if (since === "api")
    return builders.includes("classic")
      ? "that of Docker 23 and later can: update the engine; its classic builder can, too: DOCKER_BUILDKIT=0"
      : "that of Docker 23 and later can: update the engine, or let a newer frontend read the Dockerfile: # syntax=docker/dockerfile:1";
  if (since === "store")
    return "it can where the engine keeps images in containerd's store, and builders of docker buildx can: --builder NAME";
  if (builders.includes("buildkit") && builder === "classic")
    return "BuildKit can: leave out DOCKER_BUILDKIT=0, or update the engine";
  if (builders.includes("buildkit"))
    return "BuildKit's own API can: let the proxy before the engine pass POST /grpc and POST /session";
  if (builders.includes("bake")) return "a builder of docker buildx can: --builder NAME";
  return "the classic builder can: DOCKER_BUILDKIT=0";
}
