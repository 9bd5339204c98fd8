/** A project from text, and what running its plans on an engine in memory does. */
import assert from "node:assert/strict";
import type { Clock } from "../../src/core/clock.ts";
import { WindlassError } from "../../src/core/errors.ts";
import type { Event } from "../../src/core/events.ts";
import type { Contents } from "../../src/engine/contents.ts";
import type { Host } from "../../src/engine/host.ts";
import { labels } from "../../src/engine/labels.ts";
import type { Engine } from "../../src/engine/port.ts";
import { execute } from "../../src/executor/execute.ts";
import type { RunReport } from "../../src/executor/report.ts";
import { systemClock } from "../../src/executor/system-clock.ts";
import { contentsOf } from "../../src/observe/contents.ts";
import type { Observed } from "../../src/observe/observed.ts";
import { imagesOf, wholeQuery } from "../../src/observe/query.ts";
import { chooseUnchanged, NeedsWholeLook } from "../../src/planner/containers/choose-unchanged.ts";
import { planDown } from "../../src/planner/down.ts";
import { checkPlan } from "../../src/planner/plan/check-plan.ts";
import type { DownOptions, UpOptions } from "../../src/planner/plan/options.ts";
import type { Plan } from "../../src/planner/plan/plan.ts";
import { scaled } from "../../src/planner/scale.ts";
import { planUp } from "../../src/planner/up.ts";
import { load } from "../../src/spec/load.ts";
import type { LoadRequest } from "../../src/spec/load-request.ts";
import type { Project } from "../../src/spec/project.ts";
import { MemoryEngine } from "./memory-engine.ts";

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

/** An engine that has these images and nothing else. */
export function engineWith(...images: readonly string[]): MemoryEngine {
  const engine = new MemoryEngine();
  for (const image of images) engine.addImage(image);
  return engine;
}

export const defaultUp: UpOptions = {
  build: false,
  noBuild: false,
  forceRecreate: false,
  removeOrphans: false,
  wait: false,
};

/** What planning goes by, for the engine as it stands. @param parts what is to be seen beside the engine; absent: nothing */
export async function observedOf(
  engine: Engine,
  project: Project | string,
  parts: Partial<Observed> = {},
): Promise<Observed> {
  const query =
    typeof project === "string"
      ? { project, images: [], others: true, members: true, identity: true }
      : wholeQuery(project);
  return {
    snapshot: await engine.snapshot(query, signal),
    atMs: Date.parse("2026-02-01T00:00:00Z"),
    heldPorts: [],
    fileHashes: {},
    proxies: {},
    missing: [],
    ...parts,
  };
}

/** A plan for the engine as it stands; an unsound one is an error. */
export async function planOf(
  asked: Project,
  engine: Engine,
  options: Partial<UpOptions> = {},
  parts: Partial<Observed> = {},
): Promise<Plan> {
  const project = scaled(asked, options.scale ?? new Map());
  const all = { ...defaultUp, ...options };
  const observed = await observedOf(engine, project, parts);
  const glimpse = { project: project.name, images: imagesOf(project), glimpse: true };
  const seen = { ...observed, heldPorts: [], snapshot: await engine.snapshot(glimpse, signal) };
  const first = attempt(() => planUp(project, seen, all, chooseUnchanged));
  const whole = attempt(() => planUp(project, observed, all));
  if (first.plan?.steps.length === 0)
    assert.deepEqual({ ...first.plan, engine: whole.plan?.engine }, whole.plan, "a glimpse decided otherwise");
  if (whole.plan === undefined) throw whole.error;
  return sound(whole.plan);
}

/** Labels of a container that a version made which did not mark what it was made from: it is always compared whole. */
export const unmarked = ({ [labels.madeFrom]: _, ...rest }: Readonly<Record<string, string>>): Record<string, string> =>
  rest;

function attempt(planning: () => Plan): { readonly plan?: Plan; readonly error?: unknown } {
  try {
    return { plan: planning() };
  } catch (error) {
    if (!(error instanceof NeedsWholeLook || error instanceof WindlassError)) throw error;
    return { error };
  }
}

export async function planDownOf(
  project: Project | string,
  engine: Engine,
  options: Partial<DownOptions> = {},
): Promise<Plan> {
  return sound(
    planDown(project, await observedOf(engine, project), { volumes: false, removeOrphans: false, ...options }),
  );
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
  lastPull: async () => undefined,
  rememberPull: async () => {},
};

export interface Ran {
  readonly report: RunReport;
  readonly events: readonly Event[];
}

/** What is in the project's configs and secrets; of files, what was seen of them. */
export function contentsFor(project: Project, { fileHashes = {} }: Partial<Observed> = {}): Contents {
  const own = contentsOf(project, { logins: async () => undefined });
  return {
    ...own,
    async hash(name, aborted) {
      const [section, key = ""] = name.split(/\.(.*)/s);
      const object = project[section === "configs" ? "configs" : "secrets"].get(key);
      return object?.from === "file" ? fileHashes[object.file] : own.hash(name, aborted);
    },
  };
}

/** Runs a plan, at most `parallel` calls at once. `project`: for plans that go by what is in its configs and secrets. */
export async function run(
  plan: Plan,
  engine: Engine,
  parallel = 1,
  project?: Project,
  {
    clock = systemClock,
    host = noHost,
    contents = project && contentsFor(project),
  }: { readonly clock?: Clock; readonly host?: Host; readonly contents?: Contents | undefined } = {},
): Promise<Ran> {
  const events: Event[] = [];
  const report = await execute(plan, {
    engine,
    host: async () => host,
    clock,
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
    parallel,
    ...(contents && { contents }),
  });
  return { report, events };
}

/** `up`, as a user would run it. */
export async function up(
  project: Project,
  engine: Engine,
  options: Partial<UpOptions> = {},
  parts: Partial<Observed> = {},
): Promise<Ran> {
  const contents = contentsFor(project, parts);
  return run(await planOf(project, engine, options, parts), engine, 1, project, { contents });
}

export async function down(
  project: Project | string,
  engine: Engine,
  options: Partial<DownOptions> = {},
): Promise<Ran> {
  return run(await planDownOf(project, engine, options), engine);
}
