/** The plan that builds the images of services that have a build, and makes nothing of them: `build`. */
import { throwErrors } from "../core/errors.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project } from "../spec/project.ts";
import { buildInputErrors } from "./checks/build-inputs.ts";
import { builderLacks } from "./checks/builder-lacks.ts";
import { missingThings } from "./checks/missing-things.ts";
import { buildErrors } from "./checks/run-errors.ts";
import { finished } from "./finished.ts";
import { isBuilt } from "./images/bases.ts";
import { type BuildRequest, builtBy, planBuilds } from "./images/builds.ts";
import { Draft } from "./plan/draft.ts";
import type { BuildOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";

/** @throws WindlassError with all that can be known to stand against a build, each with its place */
export function planBuild(project: Project, observed: Observed, options: BuildOptions): Plan {
  const draft = new Draft();
  const requests = [...project.services.values()]
    .filter(isBuilt)
    .map((service): BuildRequest => ({ service, reason: { code: "requested", by: "build" } }));
  const { errors } = planBuilds(project, requests, observed, options, draft);
  const built = builtBy(draft);
  const missing = observed.missing.filter((one) => one.for === "build");
  throwErrors(
    [
      ...errors,
      ...buildInputErrors(project, built, observed, options.ssh),
      ...builderLacks(project, draft.steps, observed.building),
      ...buildErrors(project, built),
      ...missingThings(project, { ...observed, missing }, built),
    ],
    project.sources,
  );
  return finished(draft, project, observed.snapshot);
}
