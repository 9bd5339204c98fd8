/**
 * The whole tool on one screen: load → snapshot → plan → execute.
 * Loading is spec/load.ts, making an Engine is docker/connect.ts; both come in as arguments.
 */
import type { Diagnostic } from "./core/diagnostics.ts";
import { WindlassError } from "./core/errors.ts";
import type { Host } from "./engine/host.ts";
import type { Snapshot } from "./engine/port.ts";
import { type ExecuteIo, execute as executePlan } from "./executor/execute.ts";
import type { RunReport } from "./executor/report.ts";
import { heldPorts } from "./held-ports.ts";
import { planDown as downPlan } from "./planner/down.ts";
import { imagesOf } from "./planner/images/images.ts";
import { checkPlan } from "./planner/plan/check-plan.ts";
import type { DownOptions, HeldPort, ModelFacts, StopOptions, UpOptions } from "./planner/plan/options.ts";
import type { Plan } from "./planner/plan/plan.ts";
import { scaled } from "./planner/scale.ts";
import { planStop as stopPlan } from "./planner/stop.ts";
import { planUp as upPlan } from "./planner/up.ts";
import type { Project } from "./spec/project.ts";
import { pathText } from "./spec/tree/tree.ts";
import { unrunnable } from "./spec/unrunnable.ts";

/** Everything outside that a run touches. `signal` aborted: no new step begins, running waits end. */
export type Io = Omit<ExecuteIo, "host"> & Partial<Pick<ExecuteIo, "host">>;
type ReadIo = Pick<Io, "engine" | "signal">;
type PlanIo = ReadIo & Pick<Io, "host">;

/** One read of the engine, then the plan: nothing is changed. @throws WindlassError `not-supported-yet`, `invalid-project` */
export async function planUp(asked: Project, options: UpOptions, io: PlanIo): Promise<Plan> {
  const project = scaled(asked, options.scale ?? new Map());
  const ofBuilds = Map.groupBy(unrunnable(project, options.start), ({ path }) => buildOf(project, path));
  refuse(project, ofBuilds.get(undefined));
  const models = project.models.size > 0 ? { models: await modelsOf(project, io) } : {};
  const sizes = options.replaceVolumes?.length ? { volumeSizes: true } : {};
  const query = { project: project.name, images: imagesOf(project), drivers: driversOf(project), ...sizes };
  const snapshot = await io.engine.snapshot(query, io.signal);
  const { local } = snapshot.engine;
  const held = local ? await heldPorts(newPorts(project, snapshot)) : [];
  const files = isRemembered(project) ? await (await import("./contents.ts")).fileFacts(project, local, io.signal) : {};
  const plan = upPlan(project, snapshot, { ...options, heldPorts: held, ...files, ...models });
  const built = plan.steps.flatMap(({ operation, resource }) =>
    operation.kind === "build-image" ? (resource.service ?? []) : [],
  );
  refuse(
    project,
    built.flatMap((service) => ofBuilds.get(service) ?? []),
  );
  return plan;
}

/** `bridge` is everywhere. */
const driversOf = ({ networks }: Project): string[] =>
  [...networks.values()].flatMap(({ external, driver = "bridge" }) =>
    external || driver === "bridge" ? [] : [driver],
  );

async function modelsOf(project: Project, { host = lookingHost, signal }: PlanIo): Promise<ModelFacts> {
  const { modelFacts } = await import("./models.ts");
  return modelFacts(project, await host(), signal);
}

/** Docker's plugin for models installs nothing by itself then. */
const lookingHost = (): Promise<Host> => thisHost({ MODEL_RUNNER_NO_AUTO_INSTALL: "1" });

/** Whether containers keep hashes of what there is no more to see of. */
const isRemembered = ({ services }: Project): boolean =>
  [...services.values()].some((service) =>
    (["configs", "secrets", "preStart", "postStart"] as const).some((part) => service[part].length > 0),
  );

/** What can't be done is refused before the first call, never left out in silence. */
function refuse({ sources }: Project, diagnostics: readonly Diagnostic[] = []): void {
  const [first] = diagnostics;
  if (first === undefined) return;
  const isOne = diagnostics.every(({ code }) => code === "not-supported-yet");
  const message = isOne ? "the project asks for what is not supported yet" : "the project can't be run";
  throw new WindlassError(isOne ? first.code : "invalid-project", message, { diagnostics, sources });
}

/** The service whose `build` a path leads into: that matters only where something is built. */
const buildOf = ({ services }: Project, path = ""): string | undefined =>
  services.keys().find((name) => path.startsWith(`${pathText(["services", name, "build"])}.`));

/** @param project the project, or just its name where there is no file */
export async function planDown(project: Project | string, options: DownOptions, io: ReadIo): Promise<Plan> {
  return downPlan(project, await read(project, io), options);
}

/** Stops what runs of the project, dependents first; containers and everything else stay. */
export async function planStop(project: Project | string, options: StopOptions, io: ReadIo): Promise<Plan> {
  return stopPlan(project, await read(project, io), options);
}

/** Runs a plan. Resolves also when steps failed or the signal was aborted: the report says so. */
export async function execute(plan: Plan, io: Io): Promise<RunReport> {
  const wrong = checkPlan(plan);
  if (wrong.length > 0) throw new Error(`the plan is unsound: ${wrong.join("; ")}`);
  return executePlan(plan, { host: () => thisHost(), ...io });
}

const thisHost = async (env: Readonly<Record<string, string>> = {}): Promise<Host> =>
  (await import("./host/this-host.ts")).thisHost(env);

const read = (project: Project | string, { engine, signal }: ReadIo): Promise<Snapshot> =>
  engine.snapshot({ project: typeof project === "string" ? project : project.name, images: [] }, signal);

/** Fixed host ports that the file asks for and no container of this engine publishes. */
function newPorts(project: Project, { listed }: Snapshot): HeldPort[] {
  const published = new Set(listed.flatMap(({ publishedPorts }) => publishedPorts.map(({ hostPort }) => hostPort)));
  return [...project.services.values()]
    .filter(({ replicas }) => replicas > 0)
    .flatMap(({ ports }) => ports)
    .filter((port) => /^[1-9]\d*$/.test(port.published) && !published.has(Number(port.published)))
    .map((port) => ({ hostIp: port.hostIp, hostPort: Number(port.published), protocol: port.protocol }));
}
