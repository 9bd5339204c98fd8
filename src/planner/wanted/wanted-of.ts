/** What the file asks of one container, put together from all that says something of it. */
import { lazy } from "../../core/lazy.ts";
import type { ImageRef } from "../../engine/container-config.ts";
import type { Observed } from "../../observe/observed.ts";
import type { Project, Service } from "../../spec/project.ts";
import { mountedBy } from "../images/image-mounts.ts";
import type { UpOptions } from "../plan/options.ts";
import { serviceHash } from "./config-hash.ts";
import { wantedConfig } from "./container-spec.ts";
import { containerName } from "./endpoints.ts";
import { prefixesOf } from "./provided-variables.ts";
import { serviceFiles } from "./service-files.ts";
import type { ContainersOf } from "./sharing.ts";
import { startHooks } from "./start-hooks.ts";
import type { Wanted } from "./wanted.ts";

export interface WantContext {
  readonly project: Project;
  readonly observed: Observed;
  readonly options: UpOptions;
  /** Images that services mount, by reference. */
  readonly mounted: ReadonlyMap<string, ImageRef>;
  readonly containersOf: ContainersOf;
}

/** @returns what is asked of the service's container of a number; what they have in common is put together once */
export function wantedOf(
  service: Service,
  { project, observed, options, containersOf, mounted }: WantContext,
): (number: number) => Wanted {
  const hash = lazy(() => serviceHash(service, containersOf));
  const common = {
    files: serviceFiles(project, service, observed),
    startHooks: startHooks(service),
    mountedImages: mountedBy(service, mounted),
    injected: observed.proxies,
    prefixes: prefixesOf(project, service),
    hash: (image?: string) => (image === undefined ? hash() : serviceHash(withImage(service, image), containersOf)),
    placeOf: (...path: string[]) => exactPlace(project, ["services", service.name, ...path]),
    showsSecrets: options.showValues ?? false,
  };
  return (number) => ({
    ...common,
    config: wantedConfig(project, service, number, containersOf),
    name: containerName(project, service, number),
  });
}

const withImage = (service: Service, image: string): Service => ({
  ...service,
  printed: new Map([...service.printed].map(([key, value]) => [key, key === "image" ? image : value])),
});

/** The place of an attribute, not of what is around it: a field that the file leaves out has none. */
function exactPlace(project: Project, path: readonly string[]): ReturnType<Project["placeOf"]> {
  const place = project.placeOf(path);
  const around = project.placeOf(path.slice(0, -1));
  return place && around && place.line === around.line && place.column === around.column && place.file === around.file
    ? undefined
    : place;
}
