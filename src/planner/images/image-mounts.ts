/**
 * Images that services mount as volumes: there, made by another service of the project, or pulled. Which image a container
 * has is in its label, so that one that was built or pulled again since replaces the container.
 */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { ServiceName, StepId } from "../../core/ids.ts";
import type { ImageRef } from "../../engine/container-config.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact, Snapshot } from "../../engine/port.ts";
import type { Project, Service } from "../../spec/project.ts";
import type { Condition } from "../plan/condition.ts";
import type { Draft } from "../plan/draft.ts";
import { keys } from "../plan/needs.ts";
import type { UpOptions } from "../plan/options.ts";
import type { Change } from "../plan/plan.ts";
import { refOf, type ServiceImage } from "./images.ts";

export interface MountedImage {
  readonly ref: ImageRef;
  /** The reference as the file wrote it. */
  readonly source: string;
}

/** By target. */
export type MountedImages = Readonly<Record<string, MountedImage>>;

interface ImageMount {
  readonly source: string;
  readonly target: string;
}

const mountsOf = ({ volumes }: Service): readonly ImageMount[] =>
  volumes.flatMap((volume) => (volume.type === "image" ? [volume] : []));

/** @returns by reference, those that are there or that a step brings; and an error for each that can't be had */
export function planMountedImages(
  project: Project,
  snapshot: Snapshot,
  services: ReadonlyMap<ServiceName, ServiceImage>,
  options: UpOptions,
  draft: Draft,
): { readonly mounted: ReadonlyMap<string, ImageRef>; readonly errors: readonly Diagnostic[] } {
  const mounted = new Map<string, ImageRef>();
  for (const service of project.services.values()) {
    const image = services.get(service.name);
    if (image !== undefined && !mounted.has(service.image)) mounted.set(service.image, image.ref);
  }
  const errors: Diagnostic[] = [];
  for (const service of project.services.values()) {
    if (service.replicas === 0) continue;
    for (const [index, volume] of service.volumes.entries()) {
      if (volume.type !== "image" || mounted.has(volume.source)) continue;
      const { source } = volume;
      const present = Object.hasOwn(snapshot.images, source) ? snapshot.images[source] : undefined;
      if (present !== undefined) mounted.set(source, refOf(present));
      else if (options.pull === "never") errors.push(missing(project, service, index, source));
      else mounted.set(source, { by: "step", step: pullStep(service, source, draft) });
    }
  }
  return { mounted, errors };
}

function pullStep(service: Service, image: string, draft: Draft): StepId {
  const resource = { kind: "image", name: image, service: service.name } as const;
  const reason = { code: "image-absent", mounted: true } as const;
  draft.say({ resource, action: "pull", reason });
  return draft.add({
    id: `pull ${image}`,
    gives: [keys.images],
    operation: { kind: "pull-image", image },
    resource,
    reason,
  });
}

function missing(project: Project, service: Service, index: number, source: string): Diagnostic {
  const place = project.placeOf(["services", service.name, "volumes", index, "source"]);
  return {
    code: "image-missing",
    severity: "error",
    message: `the engine has no image ${source}, which service "${service.name}" mounts, and it may not be pulled`,
    path: `services.${service.name}.volumes[${index}].source`,
    ...(place && { place }),
    hint: "pull or build it first, or leave out --pull never",
  };
}

export const mountedBy = (service: Service, mounted: ReadonlyMap<string, ImageRef>): MountedImages =>
  Object.fromEntries(
    mountsOf(service).flatMap(({ source, target }): [string, MountedImage][] => {
      const ref = mounted.get(source);
      return ref === undefined ? [] : [[target, { ref, source }]];
    }),
  );

/** Target → image as it was at the container's creation. Of another tool's containers nothing is known. */
function atCreation({ labels: own }: ContainerFact): ReadonlyMap<string, string> {
  const isOurs = own[labels.applied] !== undefined;
  const entries = isOurs ? (own[labels.imageVolumes] ?? "").split(",") : [];
  return new Map(entries.map((entry) => entry.split("=")).map(([target = "", id = ""]) => [target, id]));
}

/** Images that are other ones by now. */
export function imageMountChanges(images: MountedImages, live: ContainerFact): Change[] {
  const before = atCreation(live);
  const short = (id: string): string => id.replace("sha256:", "").slice(0, 12);
  return Object.entries(images).flatMap(([target, { ref, source }]): Change[] => {
    const was = before.get(target);
    if (was === undefined || ref.by === "step") return [];
    const is = ref.content ?? ref.id;
    if (is === was) return [];
    return [
      { field: "volumes", from: `${source} (${short(was)}):${target}`, to: `${source} (${short(is)}):${target}` },
    ];
  });
}

/** The conditions under which those that steps are to bring are others than the container has. */
export function pendingImages(images: MountedImages, live: ContainerFact): readonly Condition[] {
  const before = atCreation(live);
  return Object.entries(images).flatMap(([target, { ref }]): Condition[] => {
    const from = before.get(target);
    return ref.by === "step" && from !== undefined ? [{ kind: "image-differs", step: ref.step as StepId, from }] : [];
  });
}
