/** The plan that builds the images of services that have a build, and makes nothing of them: `build`. */
import { throwErrors } from "../core/errors.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project } from "../spec/project.ts";
import { missingThings } from "./checks/missing-things.ts";
import { buildErrors } from "./checks/run-errors.ts";
import { finished } from "./finished.ts";
import { buildStep } from "./images/images.ts";
import { Draft } from "./plan/draft.ts";
import type { BuildOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";

/** @throws WindlassError with all that can be known to stand against a build, each with its place */
export function planBuild(project: Project, observed: Observed, options: BuildOptions): Plan {
  const draft = new Draft();
  const built = new Set<string>();
  const images = new Set<string>();
  for (const service of project.services.values()) {
    const { name, image, platform = "", build } = service;
    const key = `${image} ${platform}`;
    if (build === undefined || service.provider || images.has(key)) continue;
    images.add(key);
    built.add(name);
    const reason = { code: "requested", by: "build" } as const;
    const resource = { kind: "image", name: image, service: name } as const;
    draft.say({ resource, action: "build", reason });
    buildStep(project, { ...service, build }, { resource, reason }, { ...observed, ...options }, draft);
  }
  const missing = observed.missing.filter((one) => one.for === "build");
  throwErrors(
    [...buildErrors(project, built), ...missingThings(project, { ...observed, missing }, built)],
    project.sources,
  );
  return finished(draft, project, observed.snapshot);
}
