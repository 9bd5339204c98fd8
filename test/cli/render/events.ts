/** A run as events: a service that is replaced, one that fails, one that is skipped for it, a pull with layers. */
import type { Event, Resource, StepView } from "../../../src/core/events.ts";
import { stepId } from "../../../src/core/ids.ts";

const container = (service: string): Resource => ({ kind: "container", name: `shop-${service}-1`, service });

const step = (id: string, action: string, resource: Resource, after: readonly string[] = []): StepView => ({
  id: stepId(id),
  after: after.map(stepId),
  action,
  resource,
  reason: { code: "flag", flag: "--build" },
  conditional: false,
});

const image: Resource = { kind: "image", name: "nginx:1.28", service: "web" };
const network: Resource = { kind: "network", name: "shop_default" };

export const plan: Extract<Event, { type: "plan" }> = {
  type: "plan",
  project: "shop",
  steps: [
    step("pull nginx:1.28", "pull-image", image),
    step("create network shop_default", "create-network", network),
    step("create db-1", "create-container", container("db"), ["create network shop_default"]),
    step("start db-1", "start-container", container("db"), ["create db-1"]),
    step("wait for db-1", "wait-healthy", container("db"), ["start db-1"]),
    step("create web-1", "create-container", container("web"), ["pull nginx:1.28", "create network shop_default"]),
    step("stop web-1", "stop-container", container("web"), ["create web-1", "wait for db-1"]),
    step("start web-1", "start-container", container("web"), ["stop web-1"]),
    step("remove old web-1", "remove-container", container("web"), ["start web-1"]),
    step("rename web-1", "rename-container", container("web"), ["remove old web-1"]),
    step("create job-1", "create-container", container("job"), ["create network shop_default"]),
    step("start job-1", "start-container", container("job"), ["create job-1"]),
    step("wait for job-1", "wait-completed", container("job"), ["start job-1"]),
    step("create api-1", "create-container", container("api"), ["create network shop_default"]),
    step("start api-1", "start-container", container("api"), ["create api-1", "wait for job-1"]),
  ],
  kept: [container("cache"), { kind: "volume", name: "shop_data" }],
};

const started = (id: string, atMs: number): Event => ({ type: "step-started", step: stepId(id), atMs });
const done = (id: string, atMs: number): Event => ({ type: "step-done", step: stepId(id), atMs, tookMs: 10 });
const pulling = (part: string, text: string, current?: number, total?: number): Event => ({
  type: "step-progress",
  step: stepId("pull nginx:1.28"),
  atMs: 50,
  progress: { part, text, ...(current !== undefined && { current }), ...(total !== undefined && { total }) },
});

/** What has happened at three moments of the run. */
export const moments: Readonly<Record<"begin" | "middle" | "end", readonly Event[]>> = {
  begin: [
    plan,
    {
      type: "warning",
      diagnostic: {
        code: "orphans",
        severity: "warning",
        message: "shop-old-1 belongs to no service",
        hint: "remove it",
      },
    },
    started("pull nginx:1.28", 0),
    started("create network shop_default", 1),
    pulling("aa11", "Downloading", 1_500_000, 9_000_000),
    pulling("bb22", "Pull complete"),
    done("create network shop_default", 90),
    started("create db-1", 91),
    started("create job-1", 91),
    started("create api-1", 91),
  ],
  middle: [
    done("create db-1", 150),
    done("create job-1", 151),
    done("create api-1", 152),
    started("start db-1", 153),
    started("start job-1", 153),
    done("start db-1", 300),
    done("start job-1", 301),
    started("wait for db-1", 302),
    started("wait for job-1", 302),
    pulling("aa11", "Extracting", 1, 9),
    done("pull nginx:1.28", 2_100),
    started("create web-1", 2_101),
    done("create web-1", 2_200),
  ],
  end: [
    {
      type: "step-failed",
      step: stepId("wait for job-1"),
      atMs: 2_300,
      tookMs: 2_000,
      code: "dependency-exited",
      message: 'service "job" didn\'t complete successfully: exit 9 (container shop-job-1)',
      hint: "see: windlass logs job",
    },
    { type: "step-skipped", step: stepId("start api-1"), atMs: 2_300, blockedBy: stepId("wait for job-1") },
    done("wait for db-1", 3_000),
    started("stop web-1", 3_001),
    done("stop web-1", 3_200),
    started("start web-1", 3_201),
    done("start web-1", 3_400),
    started("remove old web-1", 3_401),
    done("remove old web-1", 3_500),
    started("rename web-1", 3_501),
    done("rename web-1", 3_550),
    { type: "run-ended", atMs: 3_560, outcome: "failed" },
  ],
};

export const all: readonly Event[] = [...moments.begin, ...moments.middle, ...moments.end];
