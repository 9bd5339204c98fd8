/** The plan that brings images from registries and makes nothing of them: `pull`. */
import type { Reason } from "../core/reason.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project, Service } from "../spec/project.ts";
import { finished } from "./finished.ts";
import { isTimed, pullStep } from "./images/images.ts";
import { Draft } from "./plan/draft.ts";
import type { PullOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";

type Skip = Extract<Reason, { readonly code: "not-pulled" }>["why"];

/** One step for each image that the services name; what is left out, and why, is said of each. */
export function planPull(project: Project, { snapshot }: Observed, options: PullOptions): Plan {
  const draft = new Draft();
  const pulled = new Set<string>();
  for (const service of project.services.values()) {
    if (service.provider) continue;
    const resource = { kind: "image", name: service.image, service: service.name } as const;
    const why = skipped(project, service, Object.hasOwn(snapshot.images, service.image), options);
    if (why !== undefined) {
      draft.sayUnlessSaid({ resource, action: "keep", reason: { code: "not-pulled", why } });
      continue;
    }
    const key = `${service.image} ${service.platform ?? ""}`;
    if (pulled.has(key)) continue;
    pulled.add(key);
    const reason = { code: "requested", by: "pull" } as const;
    draft.say({ resource, action: "pull", reason });
    pullStep(
      service,
      isTimed(project, service),
      { resource, reason, ...(options.ignoreFailures && { mayFail: true }) },
      draft,
    );
  }
  return finished(draft, project, snapshot);
}

function skipped(
  project: Project,
  { name, image, build, pullPolicy }: Service,
  isPresent: boolean,
  { policy, ignoreBuildable }: PullOptions,
): Skip | undefined {
  if (project.originOf(["services", name, "image"]) === undefined) return "no-image";
  const kind = policy ?? pullPolicy.kind;
  if (kind === "never" || kind === "build") return "policy";
  if (kind === "missing" && isSaid(project, name, policy) && isPresent && !isLatest(image)) return "present";
  return build && ignoreBuildable ? "buildable" : undefined;
}

/** A file that says nothing of it means: bring what the registry has now. */
const isSaid = (project: Project, service: string, policy: PullOptions["policy"]): boolean =>
  policy !== undefined || project.originOf(["services", service, "pull_policy"]) !== undefined;

/** What `latest` stands for changes. */
const isLatest = (image: string): boolean =>
  !image.includes("@") && /^[^:]*$|:latest$/.test(image.replace(/^.*\//, ""));
