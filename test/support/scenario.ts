/** A project from text, and what running its plans on an engine in memory does. */
import { contentsOf } from "../../src/contents.ts";
import type { Clock } from "../../src/core/clock.ts";
import type { Event } from "../../src/core/events.ts";
import type { Host } from "../../src/engine/host.ts";
import type { Engine } from "../../src/engine/port.ts";
import { execute } from "../../src/executor/execute.ts";
import type { RunReport } from "../../src/executor/report.ts";
import { systemClock } from "../../src/executor/system-clock.ts";
import { planDown } from "../../src/planner/down.ts";
import { imagesOf } from "../../src/planner/images/images.ts";
import { checkPlan } from "../../src/planner/plan/check-plan.ts";
import type { DownOptions, UpOptions } from "../../src/planner/plan/options.ts";
import type { Plan } from "../../src/planner/plan/plan.ts";
import { scaled } from "../../src/planner/scale.ts";
import { planUp } from "../../src/planner/up.ts";
import { load } from "../../src/spec/load.ts";
import type { LoadRequest } from "../../src/spec/load-request.ts";
import type { Project } from "../../src/spec/project.ts";

const signal: AbortSignal = new AbortController().signal;

/** Loads text as `/shop/compose.yaml`; further files by name. */
export async function projectOf(
  compose: string,
  files: Readonly<Record<string, string>> = {},
  request: Partial<LoadRequest> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const texts = new Map(
    Object.entries({ "compose.yaml": compose, ...files }).map(([name, text]) => [`/shop/${name}`, text]),
  );
  return load(
    { files: ["compose.yaml"], profiles: [], envFiles: [], services: [], ...request },
    {
      env,
      cwd: "/shop",
      home: "/home/user",
      disk: {
        read: async (path) => {
          const text = texts.get(path);
          if (text === undefined) throw Object.assign(new Error(`no file ${path}`), { code: "ENOENT" });
          return new TextEncoder().encode(text);
        },
        kind: async (path) => (texts.has(path) ? "file" : path === "/shop" ? "folder" : "missing"),
      },
    },
  );
}

export const defaultUp: UpOptions = {
  build: false,
  noBuild: false,
  forceRecreate: false,
  removeOrphans: false,
  wait: false,
  nowMs: Date.parse("2026-02-01T00:00:00Z"),
};

/** A plan for the engine as it stands; an unsound one is an error. */
export async function planOf(asked: Project, engine: Engine, options: Partial<UpOptions> = {}): Promise<Plan> {
  const project = scaled(asked, options.scale ?? new Map());
  const snapshot = await engine.snapshot({ project: project.name, images: imagesOf(project) }, signal);
  return sound(planUp(project, snapshot, { ...defaultUp, ...options }));
}

export async function planDownOf(
  project: Project | string,
  engine: Engine,
  options: Partial<DownOptions> = {},
): Promise<Plan> {
  const name = typeof project === "string" ? project : project.name;
  const snapshot = await engine.snapshot({ project: name, images: [] }, signal);
  return sound(planDown(project, snapshot, { volumes: false, removeOrphans: false, ...options }));
}

function sound(plan: Plan): Plan {
  const wrong = checkPlan(plan);
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  const copy: unknown = JSON.parse(JSON.stringify(plan));
  if (JSON.stringify(copy) !== JSON.stringify(plan)) throw new Error("the plan loses something as JSON");
  return plan;
}

/** A machine on which nobody is. */
export const noHost: Host = {
  findPlugin: async () => undefined,
  findProgram: async () => undefined,
  runProgram: async () => ({ code: 127, errors: "" }),
  connects: async () => "silent",
  answers: async () => "silent",
};

export interface Ran {
  readonly report: RunReport;
  readonly events: readonly Event[];
}

/** Runs a plan, at most `parallel` calls at once. `project`: for plans that copy its configs and secrets. */
export async function run(
  plan: Plan,
  engine: Engine,
  parallel = 1,
  project?: Project,
  { clock = systemClock, host = noHost }: { readonly clock?: Clock; readonly host?: Host } = {},
): Promise<Ran> {
  const events: Event[] = [];
  const report = await execute(plan, {
    engine,
    host: async () => host,
    clock,
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
    parallel,
    ...(project && { contentOf: contentsOf(project) }),
  });
  return { report, events };
}

/** `up`, as a user would run it. */
export async function up(project: Project, engine: Engine, options: Partial<UpOptions> = {}): Promise<Ran> {
  return run(await planOf(project, engine, options), engine, 1, project);
}

export async function down(
  project: Project | string,
  engine: Engine,
  options: Partial<DownOptions> = {},
): Promise<Ran> {
  return run(await planDownOf(project, engine, options), engine);
}
