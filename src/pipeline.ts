/**
 * The whole tool on one screen: load → observe → plan → run.
 * Loading is spec/load.ts, making an Engine is docker/connect.ts; both come in as arguments.
 */
import { WindlassError } from "./core/errors.ts";
import type { EngineSelector } from "./docker/reach/engine-selector.ts";
import type { Contents } from "./engine/contents.ts";
import type { Host } from "./engine/host.ts";
import { labels } from "./engine/labels.ts";
import type { Engine } from "./engine/port.ts";
import { type ExecuteIo, execute as executePlan } from "./executor/execute.ts";
import type { RunReport } from "./executor/report.ts";
import { observe, wholly } from "./observe/observe.ts";
import type { Client, ObserveIo } from "./observe/observe-io.ts";
import type { Observed } from "./observe/observed.ts";
import {
  planKill as killPlan,
  planPause as pausePlan,
  planRemove as removePlan,
  planUnpause as unpausePlan,
} from "./planner/act.ts";
import { planBuild as buildPlan } from "./planner/build.ts";
import { chooseUnchanged, NeedsWholeLook } from "./planner/containers/choose-unchanged.ts";
import { planDown as downPlan } from "./planner/down.ts";
import { mayBuild } from "./planner/images/images.ts";
import { checkPlan } from "./planner/plan/check-plan.ts";
import type * as Asks from "./planner/plan/options.ts";
import type { Plan } from "./planner/plan/plan.ts";
import { planPull as pullPlan } from "./planner/pull.ts";
import { planRun as runPlan } from "./planner/run.ts";
import { scaled } from "./planner/scale.ts";
import { planRestart as restartPlan, planStart as startPlan } from "./planner/start.ts";
import { planStop as stopPlan } from "./planner/stop.ts";
import { planUp as upPlan } from "./planner/up.ts";
import type { Project } from "./spec/project.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Everything outside that a run touches. `signal` aborted: no new step begins, waits and pulls end, changes under way may finish. */
export type Io = Omit<ExecuteIo, "host"> & Partial<Pick<ExecuteIo, "host">>;

/** Everything outside that planning looks at. What is absent is this machine's own. */
export interface PlanIo extends Pick<ObserveIo, "signal">, Partial<Pick<ObserveIo, "disk" | "host" | "wallMs">> {
  readonly engine: ObserveIo["engine"] & Pick<Engine, "listImages">;
  /** Where docker's settings and programs are found: DOCKER_CONFIG, HOME, PATH. Absent: there are none. */
  readonly env?: Env;
}

/** Looks at the world, then plans: nothing is changed. @throws WindlassError with all that stands against the plan */
export async function planUp(asked: Project, options: Asks.UpOptions, io: PlanIo): Promise<Plan> {
  const project = scaled(asked, options.scale ?? new Map());
  const volumeSizes = (options.replaceVolumes?.length ?? 0) > 0;
  const look = io.engine.look(project.name, io.signal);
  const around = { ...observing(io), look };
  // Podman keeps too little of a container for a glimpse to tell anything.
  if (io.engine.facts.kind === "podman")
    return upPlan(project, await observe(project, { volumeSizes, building: {} }, around), options);
  const glimpse = await observe(project, { glimpse: true }, around);
  const idle = idlePlan(project, glimpse, options);
  if (idle !== undefined) return idle;
  const whole = { volumeSizes, ...(mayBuild(project, glimpse, options) && { building: {} }) };
  return upPlan(project, await wholly(glimpse, project, whole, around), options);
}

/** The plan where there is nothing to do. Where there is something, or something is wrong, a whole look says what. */
function idlePlan(project: Project, glimpse: Observed, options: Asks.UpOptions): Plan | undefined {
  try {
    const plan = upPlan(project, glimpse, options, chooseUnchanged);
    return plan.steps.length === 0 ? plan : undefined;
  } catch (error) {
    if (!(error instanceof NeedsWholeLook || error instanceof WindlassError)) throw error;
    return undefined;
  }
}

/** @param project with what the command line asks of the container already in the service */
export async function planRun(project: Project, options: Asks.RunOptions, io: PlanIo): Promise<Plan> {
  return runPlan(project, await observe(project, { building: {} }, observing(io)), options);
}

/** @param project the project, or just its name where there is no file */
export async function planDown(project: Project | string, options: Asks.DownOptions, io: PlanIo): Promise<Plan> {
  const images = options.images !== undefined;
  return downPlan(project, await observe(project, { engineOnly: true, images }, observing(io)), options);
}

/** Brings images from registries, and makes nothing of them. */
export async function planPull(project: Project, options: Asks.PullOptions, io: PlanIo): Promise<Plan> {
  const observed = await observe(project, { engineOnly: true, images: true }, observing(io));
  return pullPlan(project, observed, options);
}

/** Brings images to registries, and changes nothing else. */
export async function planPush(project: Project, options: Asks.PushOptions, io: PlanIo): Promise<Plan> {
  const observed = await observe(project, { engineOnly: true, pushedImages: true }, observing(io));
  return (await import("./planner/push.ts")).planPush(project, observed, options);
}

/** Takes names from images, and the images away with their last ones. */
export async function planRemoveImages(
  project: Project | string,
  options: Asks.RemoveImagesOptions,
  io: PlanIo,
): Promise<Plan> {
  const { planRemoveImages: plan } = await import("./planner/remove-images.ts");
  const references = options.images.map(({ reference }) => reference);
  return plan(project, await observe(project, { engineOnly: true, references }, observing(io)), options);
}

/** Takes images away that were built for the project and that no container uses. */
export async function planPruneImages(
  project: Project | string,
  options: Asks.PruneImagesOptions,
  io: PlanIo,
): Promise<Plan> {
  const { planPruneImages: plan } = await import("./planner/remove-images.ts");
  const name = typeof project === "string" ? project : project.name;
  const [observed, built] = await Promise.all([
    observe(project, { engineOnly: true, references: [] }, observing(io)),
    io.engine.listImages([`${labels.project}=${name}`], io.signal),
  ]);
  return plan(project, observed, built, options);
}

/** Builds images, and makes nothing of them. */
export async function planBuild(project: Project, options: Asks.BuildOptions, io: PlanIo): Promise<Plan> {
  const { builder } = options;
  const observed = await observe(project, { building: { ...(builder && { builder }) } }, observing(io));
  return buildPlan(project, observed, options);
}

/** What builds the project's images, for `docker buildx bake`. No engine is asked; `where` says whose proxies builds get. */
export async function bakeText(project: Project, options: Asks.BakeOptions, where: EngineSelector): Promise<string> {
  const [planner, { clientProxies }] = await Promise.all([
    import("./planner/bake-text.ts"),
    import("./docker/client/client-proxies.ts"),
  ]);
  return planner.bakeText(project, { ...options, proxies: await clientProxies(where) });
}

/** Plans of a verb that needs to see no more than the engine. */
type OfEngine<Options> = (project: Project | string, options: Options, io: PlanIo) => Promise<Plan>;

const byEngine =
  <Options>(plan: (project: Project | string, observed: Observed, options: Options) => Plan): OfEngine<Options> =>
  async (project, options, io) =>
    plan(project, await observe(project, { engineOnly: true }, observing(io)), options);

/** The same, where services are needed: without a file those that the containers' labels tell of. */
const byServices =
  <Options>(plan: (project: Project, observed: Observed, options: Options) => Plan): OfEngine<Options> =>
  async (project, options, io) => {
    const observed = await observe(project, { engineOnly: true, hookImages: true }, observing(io));
    const whole = typeof project === "string" ? await labelled(project, observed) : project;
    return plan(whole, observed, options);
  };

const labelled = async (name: string, { snapshot }: Observed): Promise<Project> =>
  (await import("./observe/labelled-project.ts")).labelledProject(name, snapshot.containers);

/** Stops what runs of the project, dependents first; containers and everything else stay. */
export const planStop: OfEngine<Asks.StopOptions> = byEngine(stopPlan);
export const planKill: OfEngine<Asks.KillOptions> = byEngine(killPlan);
export const planPause: OfEngine<Asks.ActOptions> = byEngine(pausePlan);
export const planUnpause: OfEngine<Asks.ActOptions> = byEngine(unpausePlan);
export const planRemove: OfEngine<Asks.RemoveOptions> = byEngine(removePlan);
export const planStart: OfEngine<Asks.StartOptions> = byServices(startPlan);
export const planRestart: OfEngine<Asks.RestartOptions> = byServices(restartPlan);

/** Runs a plan. Resolves also when steps failed or the signal was aborted: the report says so. */
export async function execute(plan: Plan, io: Io): Promise<RunReport> {
  const wrong = checkPlan(plan);
  if (wrong.length > 0) throw new Error(`the plan is unsound: ${wrong.join("; ")}`);
  return executePlan(plan, { host: () => thisHost({}), ...io });
}

/** What is in the project's configs and secrets, for running its plans. */
export async function contentsOf(project: Project, env: Env): Promise<Contents> {
  return (await import("./observe/contents.ts")).contentsOf(project, clientOf(env));
}

const observing = ({ env = {}, ...io }: PlanIo): ObserveIo => ({
  // Docker's plugin for models installs nothing by itself then.
  host: () => thisHost({ ...env, MODEL_RUNNER_NO_AUTO_INSTALL: "1" }),
  disk: {
    kind: async (path) => (await import("./host/disk.ts")).kindOf(path),
    read: async (path, { signal } = {}) => (await import("./host/files.ts")).fileBytes(path, signal),
  },
  wallMs: Date.now,
  client: clientOf(env),
  ...io,
});

/** @param programEnv what programs get as their environment */
export async function thisHost(env: Env, programEnv: Env = env): Promise<Host> {
  const folders = async () => (await import("./docker/client/plugin-folders.ts")).pluginFolders(env);
  return (await import("./host/this-host.ts")).thisHost(env, programEnv, folders);
}

/** The docker client's settings, as they are found by the environment. */
const clientOf = (env: Env): Client => ({
  async proxies(address) {
    const [config, proxies] = await Promise.all([
      import("./docker/client/config.ts"),
      import("./docker/client/proxies.ts"),
    ]);
    return proxies.proxyVariables(await config.readClientConfig(env), address);
  },
  ...(env.SSH_AUTH_SOCK && { sshAgent: env.SSH_AUTH_SOCK }),
  logins: async (signal) => (await import("./docker/client/all-logins.ts")).allLogins(env, signal),
  async builder(address, builder) {
    const [{ readClientConfig }, { namedBuilder }, { diskFiles }] = await Promise.all([
      import("./docker/client/config.ts"),
      import("./docker/client/named-builder.ts"),
      import("./docker/reach/disk.ts"),
    ]);
    return namedBuilder({ where: { env }, address, builder, config: await readClientConfig(env) }, diskFiles);
  },
});
