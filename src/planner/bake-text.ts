/** The file for `docker buildx bake` that builds a project's images: what `build --print` prints. */
import { bakeFile, servicesIn } from "../engine/bake-file.ts";
import type { BuildSpec } from "../engine/port.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project } from "../spec/project.ts";
import { buildSpec } from "./images/build-spec.ts";
import type { BakeOptions } from "./plan/options.ts";
import { goJson } from "./plan/resource-labels.ts";

/** @returns JSON as docker compose writes it, without an end of line */
export function bakeText(project: Project, { services, ...options }: BakeOptions & Pick<Observed, "proxies">): string {
  const builds = new Map<string, BuildSpec>(
    [...project.services.values()].flatMap((service): [string, BuildSpec][] =>
      service.build && !service.provider
        ? [[service.name, buildSpec(project, { ...service, build: service.build }, options)]]
        : [],
    ),
  );
  const asked = services.length > 0 ? withBases(services, builds) : [...builds.keys()];
  return goJson(bakeFile(builds, asked).file, 2);
}

/** With the services that contexts name, each once and before what is built on it. */
function withBases(services: readonly string[], builds: ReadonlyMap<string, BuildSpec>): readonly string[] {
  const found = new Set<string>();
  const add = (service: string): void => {
    const build = builds.get(service);
    if (build === undefined || found.has(service)) return;
    for (const base of servicesIn(build)) add(base);
    found.add(service);
  };
  for (const service of services) add(service);
  return [...found];
}
