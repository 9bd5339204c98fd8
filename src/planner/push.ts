/** The plan that brings images to registries and changes nothing else: `push`. */
import type { Diagnostic } from "../core/diagnostics.ts";
import { throwErrors } from "../core/errors.ts";
import type { Reason } from "../core/reason.ts";
import type { Observed } from "../observe/observed.ts";
import { type NamedTag, pushedTags } from "../spec/image-tags.ts";
import type { Project, Service } from "../spec/project.ts";
import { finished } from "./finished.ts";
import { pushStep } from "./images/push-step.ts";
import { Draft } from "./plan/draft.ts";
import type { PushOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";

type Skip = Extract<Reason, { readonly code: "not-pushed" }>["why"];

/**
 * One step for each tag of the services that are built and have an image's name; what is left out, and why, is said of each.
 * @throws WindlassError `image-missing` with every tag that the engine does not have, unless failures are ignored
 */
export function planPush(project: Project, { snapshot }: Observed, { ignoreFailures }: PushOptions): Plan {
  const draft = new Draft();
  const pushed = new Set<string>();
  const missing: Diagnostic[] = [];
  for (const service of project.services.values()) {
    if (service.provider) continue;
    const why = skipped(project, service);
    if (why !== undefined) {
      const resource = { kind: "image", name: service.image, service: service.name } as const;
      draft.sayUnlessSaid({ resource, action: "keep", reason: { code: "not-pushed", why } });
      continue;
    }
    for (const tag of pushedTags(service)) {
      if (pushed.has(tag.image)) continue;
      pushed.add(tag.image);
      if (!Object.hasOwn(snapshot.images, tag.image)) missing.push(missingImage(project, service, tag));
      const step = pushStep(service, tag.image, { code: "requested", by: "push" });
      draft.say({ resource: step.resource, action: "push", reason: step.reason });
      draft.add({ ...step, ...(ignoreFailures && { mayFail: true }) });
    }
  }
  if (!ignoreFailures) throwErrors(missing, project.sources);
  return finished(draft, project, snapshot);
}

function skipped(project: Project, { name, build }: Service): Skip | undefined {
  if (build === undefined) return "not-built";
  return project.originOf(["services", name, "image"]) === undefined ? "no-image" : undefined;
}

function missingImage(project: Project, { name }: Service, { image, attribute }: NamedTag): Diagnostic {
  const path = ["services", name, ...attribute];
  const place = project.placeOf(path) ?? project.placeOf(["services", name]);
  return {
    code: "image-missing",
    severity: "error",
    message: `the image ${image} of service "${name}" does not exist on the engine`,
    path: path.join("."),
    ...(place && { place }),
    hint: `build it first: windlass build ${name}`,
  };
}
