/** What the file asks of one container, put together from all that says something of it. */
import type { ImageRef } from "../../engine/container-config.ts";
import type { Project, Service } from "../../spec/project.ts";
import { mountedBy } from "../images/image-mounts.ts";
import type { UpOptions } from "../plan/options.ts";
import { beginningHooks, hooksLabel } from "./begun-with.ts";
import { serviceHash } from "./config-hash.ts";
import { wantedConfig } from "./container-spec.ts";
import { containerName } from "./endpoints.ts";
import { prefixesOf } from "./provided-variables.ts";
import { filesLabel, serviceFiles } from "./service-files.ts";
import type { ContainersOf } from "./sharing.ts";
import type { Wanted } from "./wanted.ts";

export interface WantContext {
  readonly project: Project;
  readonly options: UpOptions;
  /** Images that services mount, by reference. */
  readonly mounted: ReadonlyMap<string, ImageRef>;
  readonly containersOf: ContainersOf;
}

export function wantedOf(
  service: Service,
  number: number,
  { project, containersOf, options, mounted }: WantContext,
): Wanted {
  const config = wantedConfig(project, service, number, containersOf);
  const files = serviceFiles(project, service, options.fileHashes ?? new Map());
  const hooks = beginningHooks(service);
  const { salt = "" } = options;
  return {
    config: { ...config, labels: { ...config.labels, ...filesLabel(files, salt), ...hooksLabel(hooks, salt) } },
    files,
    beginningHooks: hooks,
    mountedImages: mountedBy(service, mounted),
    given: options.proxies ?? {},
    prefixes: prefixesOf(project, service),
    name: containerName(project, service, number),
    hash: (image) => serviceHash(image === undefined ? service : withImage(service, image), containersOf),
    placeOf: (attribute) => exactPlace(project, service, attribute),
  };
}

const withImage = (service: Service, image: string): Service => ({
  ...service,
  model: new Map([...service.model].map(([key, value]) => [key, key === "image" ? image : value])),
});

/** The place of an attribute, not of what is around it: a field that the file leaves out has none. */
function exactPlace(project: Project, service: Service, attribute: string): ReturnType<Project["placeOf"]> {
  const [head = "", ...tail] = attribute.split(".");
  const path = ["services", service.name, head, ...(tail.length > 0 ? [tail.join(".")] : [])];
  const place = project.placeOf(path);
  const around = project.placeOf(path.slice(0, -1));
  return place && around && place.line === around.line && place.column === around.column && place.file === around.file
    ? undefined
    : place;
}
