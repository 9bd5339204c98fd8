/** The file for `docker buildx bake` that builds a project's images: what `build --print` prints. */
import { serviceName } from "../core/ids.ts";
import { bakeFile, servicesIn } from "../engine/bake-file.ts";
import type { BuildSpec } from "../engine/port.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project } from "../spec/project.ts";
import { isBuilt } from "./images/bases.ts";
import { buildSpec } from "./images/build-spec.ts";
import type { BakeOptions } from "./plan/options.ts";
import { goJson } from "./plan/resource-labels.ts";

/** @returns JSON as docker compose writes it, without an end of line */
export function bakeText(project: Project, { services, ...options }: BakeOptions & Pick<Observed, "proxies">): string {
  const builds = withBases(project, [...project.services.keys()], options);
  const asked = services.length > 0 ? withBases(project, services, options) : builds;
  return goJson(bakeFile(builds, [...asked.keys()]).file, 2);
}

/** Builds by service, after those that their contexts name; services without a build are not among them. */
function withBases(
  project: Project,
  services: readonly string[],
  options: Parameters<typeof buildSpec>[2],
): ReadonlyMap<string, BuildSpec> {
  const found = new Map<string, BuildSpec>();
  const begun = new Set<string>();
  const add = (name: string): void => {
    const service = project.services.get(serviceName(name)) ?? project.otherBuilds.get(serviceName(name));
    if (service === undefined || !isBuilt(service) || begun.has(name)) return;
    begun.add(name);
    const build = buildSpec(project, service, options);
    for (const base of servicesIn(build)) add(base);
    found.set(name, build);
  };
  for (const name of services) add(name);
  return found;
}
