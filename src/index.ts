/**
 * The library: what the command line and other programs call. A part is loaded when it is first used, so that reading
 * a file never loads the engine's client.
 */
import manifest from "../package.json" with { type: "json" };
import type { Clock } from "./core/clock.ts";
import type { Diagnostic } from "./core/diagnostics.ts";
import { lazy } from "./core/lazy.ts";
import type { OrderedMap } from "./core/ordered-json.ts";
import type { ClientFormats } from "./docker/client/formats.ts";
import type { ConnectOptions } from "./docker/connect.ts";
import type { EngineSelector } from "./docker/reach/engine-selector.ts";
import type { Contents } from "./engine/contents.ts";
import type { Host } from "./engine/host.ts";
import type { Engine } from "./engine/port.ts";
import type { Followed, FollowOptions } from "./executor/follow.ts";
import type { UsageOptions, Used } from "./executor/follow-usage.ts";
import type { PastLogOptions } from "./executor/past-logs.ts";
import type { RunReport } from "./executor/report.ts";
import type { Missing } from "./observe/observed.ts";
import type * as Pipeline from "./pipeline.ts";
import type { Io, PlanIo } from "./pipeline.ts";
import type * as Asks from "./planner/plan/options.ts";
import type { Plan } from "./planner/plan/plan.ts";
import type { LoadContext, LoadRequest } from "./spec/load-request.ts";
import type { Project } from "./spec/project.ts";
import type { Explained } from "./spec/render/explain.ts";
import type { NamedVariable } from "./spec/render/named-variables.ts";
import type { RenderOptions } from "./spec/render/render.ts";

export * from "./conversions.ts";
export type { Clock } from "./core/clock.ts";
export type { Diagnostic, Place } from "./core/diagnostics.ts";
export { type ErrorCode, type ErrorDetails, errorCodes, WindlassError } from "./core/errors.ts";
export type { Emit, Event, Progress, Resource, ResourceKind, StepView } from "./core/events.ts";
export type { ProjectName, ServiceName, StepId } from "./core/ids.ts";
export type { Reason } from "./core/reason.ts";
export type { EngineSelector } from "./docker/reach/engine-selector.ts";
export { hasEnded, isUp } from "./engine/container-state.ts";
export type { Contents } from "./engine/contents.ts";
export { blankToolLabels, isReplica, isToolLabel, labels, serviceOf } from "./engine/labels.ts";
export { logBytes, logText, outputLine } from "./engine/output-line.ts";
export type {
  Attachment,
  AttachOptions,
  ContainerFact,
  ContainerRow,
  ContainerState,
  ContainerStatus,
  Engine,
  EngineEvent,
  EngineFacts,
  ExecSession,
  ExecSpec,
  ImageFact,
  ListedContainer,
  LogLine,
  LogOptions,
  OutputLine,
  OutputPart,
  Snapshot,
  TerminalSize,
  Usage,
  VolumeFact,
} from "./engine/port.ts";
export type { Followed, FollowedContainer, FollowOptions } from "./executor/follow.ts";
export type { UsageOptions, Used } from "./executor/follow-usage.ts";
export type { Failure, RunReport } from "./executor/report.ts";
export { systemClock } from "./executor/system-clock.ts";
export { nodeDisk } from "./host/disk.ts";
export * from "./images.ts";
export type { Missing } from "./observe/observed.ts";
export type { Io, PlanIo } from "./pipeline.ts";
export { type Condition, type Fact, isWayBack } from "./planner/plan/condition.ts";
export type { Operation } from "./planner/plan/operation.ts";
export type {
  ActOptions,
  BuildOptions,
  DownOptions,
  KillOptions,
  PullOptions,
  PushOptions,
  RemoveOptions,
  RestartOptions,
  RunOptions,
  StartOptions,
  StopOptions,
  UpOptions,
} from "./planner/plan/options.ts";
export type { Change, Join, ObservedState, Plan, Step, Verdict } from "./planner/plan/plan.ts";
export { readOnce } from "./spec/files/read-once.ts";
export {
  type Disk,
  type LoadContext,
  type LoadRequest,
  namesAlone,
  type Stage,
} from "./spec/load-request.ts";
export type { Project, Service } from "./spec/project.ts";
export type { Explained } from "./spec/render/explain.ts";
export type { NamedVariable } from "./spec/render/named-variables.ts";
export type { Origin, VariableOrigin, Written } from "./spec/render/origin.ts";
export type { RenderOptions } from "./spec/render/render.ts";
export { isRunError, runErrors } from "./spec/run-errors.ts";
export { parseDuration } from "./spec/values/duration.ts";

export const version: string = manifest.version;

/**
 * Reads a project's files.
 * @throws WindlassError with all that is wrong in them as diagnostics
 */
export async function load(request: LoadRequest, context: LoadContext): Promise<Project> {
  const spec = await import("./spec/load.ts");
  return spec.load(request, context);
}

/** The COMPOSE_* variables that an env file sets and the environment does not: for who takes defaults of flags from them. */
export async function toolVariables(
  request: LoadRequest,
  context: LoadContext,
  options: { readonly usualFile: boolean },
): Promise<Readonly<Record<string, string>>> {
  const spec = await import("./spec/variables/tool-variables.ts");
  return spec.toolVariables(request, context, options);
}

/** The project as `config` prints it. */
export async function renderYaml(project: Project, options: RenderOptions = {}): Promise<string> {
  const spec = await import("./spec/render/render.ts");
  return spec.renderYaml(project, options);
}

export async function renderJson(project: Project, options: RenderOptions = {}): Promise<string> {
  const spec = await import("./spec/render/render.ts");
  return spec.renderJson(project, options);
}

/** Where the values at a path of the model came from. @throws WindlassError `usage` where there are none */
export async function explain(project: Project, path: string): Promise<readonly Explained[]> {
  const spec = await import("./spec/render/explain.ts");
  return spec.explain(project, path);
}

/** The variables that the files name. `project`: loaded without interpolation. */
export async function namedVariables(project: Project): Promise<readonly NamedVariable[]> {
  const spec = await import("./spec/render/named-variables.ts");
  return spec.namedVariables(project.document());
}

/** The project as it is printed, `<redacted>` in place of each value that may be a secret. */
export async function redactedDocument(project: Project): Promise<OrderedMap> {
  const { redacted } = await import("./spec/render/redact.ts");
  return redacted(project);
}

/** What the project needs of the disk and the disk has not. */
export async function missingOnDisk(project: Project, context: Pick<LoadContext, "disk">): Promise<readonly Missing[]> {
  const { missingFiles } = await import("./observe/missing-files.ts");
  return missingFiles(project, context.disk);
}

/** Service → the label `com.docker.compose.config-hash` of its containers, as far as no other container's id is in it. */
export async function configHashes(project: Project): Promise<ReadonlyMap<string, string>> {
  const { serviceHash } = await import("./planner/wanted/config-hash.ts");
  return new Map(
    [...project.services.values()].map((service) => {
      const hash = serviceHash(service);
      return [service.name, "value" in hash ? hash.value : ""];
    }),
  );
}

/** Variables by which docker's own programs find the engine that was meant; what is undefined must not be set. */
export async function engineVariables(
  where: EngineSelector,
  engine: Engine,
): Promise<Readonly<Record<string, string | undefined>>> {
  const docker = await import("./docker/reach/for-programs.ts");
  return docker.engineVariables(where, engine.facts.address);
}

/**
 * This machine as plans that run programs or ask containers see it.
 * @param env by which those programs are found
 * @param programEnv what they get as their environment; absent: the same
 */
export async function thisHost(
  env: Readonly<Record<string, string | undefined>>,
  programEnv: Readonly<Record<string, string | undefined>> = env,
): Promise<Host> {
  return (await import("./pipeline.ts")).thisHost(env, programEnv);
}

/**
 * Programs that the project needs and that are not on this machine: errors with their lines, or warnings where nobody
 * requires them.
 */
export async function missingPrograms(
  project: Project,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly Diagnostic[]> {
  const [programs, { asRequired }] = await Promise.all([
    import("./observe/missing-programs.ts"),
    import("./planner/checks/missing-things.ts"),
  ]);
  const missing = await programs.missingPrograms(project, () => thisHost(env));
  return missing.map((one) => asRequired(project, one));
}

/** What of a project gives more rights than a container has, as errors with their lines. */
export async function restrictions(project: Project): Promise<readonly Diagnostic[]> {
  const spec = await import("./spec/host-privileges.ts");
  return spec.restrictions(project);
}

/**
 * Opens the engine that is meant: by an address, a docker context, `DOCKER_HOST` and its relatives, or where engines usually
 * listen. `connect({ env: process.env }, …)` is what docker would take. Any number may be open at once. Close it when done.
 * @throws WindlassError `engine-unreachable`, `engine-too-old`, `engine-address-invalid`, `context-not-found`, `usage`
 */
export async function connect(
  where: EngineSelector,
  options: Pick<ConnectOptions, "signal" | "mayAsk" | "beforeAsking">,
): Promise<Engine> {
  const docker = await import("./docker/connect.ts");
  return docker.connect(where, options);
}

/** Makes a plan, and changes nothing. What plans is loaded when something is planned. */
export type Planning<Options, Subject = Project, Needs = PlanIo> = (
  project: Subject,
  options: Options,
  io: Needs,
) => Promise<Plan>;

/** Of a project whose file is not there, its name is enough. */
export type PlanExisting<Options> = Planning<Options, Project | string, Pick<Io, "engine" | "signal">>;
/** Of images alone: this machine is not looked at. */
export type PlanImages<Options> = Planning<Options, Project, Pick<PlanIo, "engine" | "signal">>;

const later =
  <Options, Subject, Needs>(
    planning: (pipeline: typeof Pipeline) => Planning<Options, Subject, Needs>,
  ): Planning<Options, Subject, Needs> =>
  async (project, options, io) =>
    planning(await import("./pipeline.ts"))(project, options, io);

/**
 * What `up` would do. Looks once at the engine and at what this machine has of what the project asks for; changes nothing.
 * `io.env`: where docker's settings and programs are found, as `process.env` says it; absent: there are none.
 * @throws WindlassError with all that stands against the plan as diagnostics
 */
export const planUp: Planning<Asks.UpOptions> = later((pipeline) => pipeline.planUp);

/**
 * What `run` would do: what the service depends on, then one container of its own.
 * @param project with what is asked of that container already in the service: its name, command, ports
 * @throws WindlassError with all that stands against the plan as diagnostics
 */
export const planRun: Planning<Asks.RunOptions> = later((pipeline) => pipeline.planRun);

/** What `down` would do. */
export const planDown: PlanExisting<Asks.DownOptions> = later((pipeline) => pipeline.planDown);

/** What `pull` would bring. */
export const planPull: PlanImages<Asks.PullOptions> = later((pipeline) => pipeline.planPull);

/** What `push` would push. @throws WindlassError `image-missing` with each image that the engine does not have */
export const planPush: PlanImages<Asks.PushOptions> = later((pipeline) => pipeline.planPush);

/** What `build` would build. @throws WindlassError with all that stands against it as diagnostics */
export const planBuild: Planning<Asks.BuildOptions> = later((pipeline) => pipeline.planBuild);

/** What stops the containers of the project, or of some services, that are up. */
export const planStop: PlanExisting<Asks.StopOptions> = later((pipeline) => pipeline.planStop);

/**
 * What starts the containers that there are and are not up, with those that they depend on.
 * @throws WindlassError `undefined-service`, `container-missing`
 */
export const planStart: PlanExisting<Asks.StartOptions> = later((pipeline) => pipeline.planStart);

/**
 * What stops and starts the containers that there are, as they are.
 * @throws WindlassError `undefined-service`
 */
export const planRestart: PlanExisting<Asks.RestartOptions> = later((pipeline) => pipeline.planRestart);

/** What sends a signal to the containers that are up. */
export const planKill: PlanExisting<Asks.KillOptions> = later((pipeline) => pipeline.planKill);

/** @throws WindlassError `already-paused` where nothing else is left to pause */
export const planPause: PlanExisting<Asks.ActOptions> = later((pipeline) => pipeline.planPause);

/** @throws WindlassError `not-paused` where all that could be resumed runs */
export const planUnpause: PlanExisting<Asks.ActOptions> = later((pipeline) => pipeline.planUnpause);

/** What removes the containers that are not up, or all. */
export const planRemove: PlanExisting<Asks.RemoveOptions> = later((pipeline) => pipeline.planRemove);

/** Files of this machine as a tar. @param name of what stands at the path; empty: what is in the folder */
export async function packFiles(path: string, name: string): Promise<AsyncIterable<Uint8Array>> {
  const host = await import("./host/pack.ts");
  return host.packed(path, name);
}

/**
 * Puts a tar whose names begin with one part in the place of a path, and nowhere else.
 * @throws Error for what leads out of it, and Node's own errors
 */
export async function unpackFiles(tar: AsyncIterable<Uint8Array>, path: string, signal: AbortSignal): Promise<void> {
  const host = await import("./host/unpack.ts");
  return host.unpacked(tar, path, signal);
}

/** Runs a plan. Resolves also when steps failed or the signal was aborted: the report says so. */
export async function execute(plan: Plan, io: Io): Promise<RunReport> {
  const pipeline = await import("./pipeline.ts");
  return pipeline.execute(plan, io);
}

/**
 * Gives `execute` what is in the project's configs and secrets, for `io.contents`.
 * @param io.env where the logins are that services with `use_api_socket` get; absent: there are none
 */
export function contentsOf(project: Project, { env = {} }: Pick<PlanIo, "env"> = {}): Contents {
  const contents = lazy(async () => (await import("./pipeline.ts")).contentsOf(project, env));
  return {
    bytes: async (name, signal) => (await contents()).bytes(name, signal),
    hash: async (name, signal) => (await contents()).hash(name, signal),
  };
}

/** The output and the comings and goings of a project's containers, merged, as they happen: in batches, as they come. */
export async function* follow(
  engine: Engine,
  options: FollowOptions,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<readonly Followed[], void, undefined> {
  const executor = await import("./executor/follow.ts");
  yield* executor.follow(engine, options, clock, signal);
}

/** What each of a project's containers uses, as it comes; ends with `signal`. */
export async function* followUsage(
  engine: Engine,
  options: UsageOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly Used[], void, undefined> {
  const executor = await import("./executor/follow-usage.ts");
  yield* executor.followUsage(engine, options, signal);
}

/** The formats of listings that the docker client's settings name, in the environment's place for them. */
export async function clientFormats(env: Readonly<Record<string, string | undefined>>): Promise<ClientFormats> {
  const docker = await import("./docker/client/formats.ts");
  return docker.clientFormats(env);
}

/** How a container ends: listens from now on, so that whoever asks before it starts misses nothing. */
export async function endOf(
  engine: Engine,
  container: { readonly project: string; readonly id: string },
  clock: Clock,
  signal: AbortSignal,
): Promise<{ readonly code: Promise<number> }> {
  const executor = await import("./executor/end-of.ts");
  return executor.endOf(engine, container, clock, signal);
}

/** Variables of an env file, as a service's `env_file` has them. @throws WindlassError with what is wrong in it */
export async function envFileVariables(
  path: string,
  lookup: (name: string) => string | undefined,
  context: LoadContext,
): Promise<ReadonlyMap<string, string>> {
  const spec = await import("./spec/variables/env-file.ts");
  return spec.envFileVariables(path, lookup, context);
}

/** Keys that leave a process to itself, as docker's settings have them; undefined: the engine's own. */
export async function detachKeys(env: Readonly<Record<string, string | undefined>>): Promise<string | undefined> {
  const { readClientConfig } = await import("./docker/client/config.ts");
  const keys = (await readClientConfig(env)).detachKeys;
  return typeof keys === "string" && keys !== "" ? keys : undefined;
}

/** What a project's containers have written so far, merged in the order in which it was written, in batches. */
export async function* pastLogs(
  engine: Engine,
  options: PastLogOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly Followed[], void, undefined> {
  const executor = await import("./executor/past-logs.ts");
  yield* executor.pastLogs(engine, options, signal);
}
