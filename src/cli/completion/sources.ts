/** Where candidates come from that no table lists: the project's files, and the containers on the engine. */
import {
  type Engine,
  isReplica,
  type ListedContainer,
  labels,
  namesAlone,
  type Project,
  type ServiceName,
  serviceOf,
} from "../../index.ts";
import type { Call } from "../args/command.ts";
import type { Source } from "../args/completes.ts";
import { settingsOf } from "../args/settings.ts";
import { containersOf, isCounted, knownServices } from "../containers.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { loadProject, projectName, projectOrName, toolEnvironment, withEngine } from "../session.ts";
import { type Answer, type Candidate, directives, nothing, offered } from "./answer.ts";
import { inTime } from "./in-time.ts";
import type { Place } from "./place.ts";

interface Asked {
  readonly call: Call<unknown>;
  readonly context: ProcessContext;
  readonly typed: string;
}

/** @throws whatever reading files and asking the engine does */
export async function found(source: Source, place: Place, typed: string, around: ProcessContext): Promise<Answer> {
  const quiet = { ...place.globals, progress: "quiet", ansi: "never" as const };
  const settings = settingsOf(quiet, { ...around, env: {} });
  const { operands, globals } = place;
  const call: Call<unknown> = { globals, settings, flags: {}, services: [], operands };
  return sources[source]({ call, typed, context: around });
}

const sources: Readonly<Record<Source, (asked: Asked) => Promise<Answer>>> = {
  services: async (asked) => offeredServices(asked, servicesIn(await fileOf(asked))),
  "existing-services": async (asked) => offeredServices(asked, await existingServices(asked)),
  "scaled-services": async (asked) => {
    const named = servicesIn(await fileOf(asked)).filter(({ text }) => !isNamed(asked, `${text}=`));
    return offered(withEnd(named, "="), asked.typed);
  },
  "container-paths": async (asked) => {
    const { typed } = asked;
    // A path inside of a container is not looked at; one of this machine is no service.
    if (/^[./]/.test(typed)) return files;
    return typed.includes(":") ? nothing : offered(withEnd(await existingServices(asked), ":"), typed, directives.none);
  },
  indexes,
  profiles: async (asked) => offered(textsOf((await fileOf(asked)).profiles), asked.typed),
  volumes: async (asked) => offered(textsOf((await fileOf(asked)).volumes.keys()), asked.typed),
  projects: async ({ context, typed }) => {
    const containers = await fromEngine(context, (engine, signal) =>
      engine.listContainers([labels.project, labels.configHash], signal),
    );
    return offered(textsOf(containers.map(({ labels: own }) => own[labels.project] ?? "")), typed);
  },
  files: async () => files,
  folders: async () => ({ candidates: [], directive: directives.folders }),
  "compose-files": async () => ({
    candidates: ["yaml", "yml"].map((text) => ({ text })),
    directive: directives.fileEndings,
  }),
};

const files: Answer = { candidates: [], directive: directives.none };

async function fileOf({ call, context }: Asked): Promise<Project> {
  return loadProject(call, await withToolVariables(call, context), { skip: namesAlone });
}

/** Of the file, or of the project's containers where no file is read. */
async function existingServices({ call, context: around }: Asked): Promise<readonly Candidate[]> {
  const context = await withToolVariables(call, around);
  const project = await projectOrName(call, context);
  if (typeof project !== "string") return servicesIn(project);
  const containers = await ownContainers(project, context);
  return textsOf(containers.map(serviceOf).toSorted());
}

/** Of the service that is named before, or of all. */
async function indexes({ call, context: around, typed }: Asked): Promise<Answer> {
  const context = await withToolVariables(call, around);
  const containers = (await ownContainers(await projectName(call, context), context)).filter(({ labels: own }) =>
    isReplica(own),
  );
  const named = containers.filter((container) => call.operands.includes(serviceOf(container)));
  const numbers = Map.groupBy(named.length > 0 ? named : containers, ({ labels: own }) => own[labels.number] ?? "");
  const candidates = [...numbers]
    .map(([text, all]) => ({ text, description: all.map(({ name }) => name).join(", ") }))
    .toSorted((a, b) => Number(a.text) - Number(b.text));
  return offered(candidates, typed);
}

const ownContainers = async (project: string, context: ProcessContext): Promise<readonly ListedContainer[]> =>
  (await fromEngine(context, (engine, signal) => containersOf(engine, project, [], signal))).filter(isCounted);

/** How long the engine has for its answer. */
const engineMs = 1_000;

const fromEngine = <Result>(
  context: ProcessContext,
  ask: (engine: Engine, signal: AbortSignal) => Promise<Result>,
): Promise<Result> =>
  inTime(engineMs, context, (limited) => withEngine(limited, (engine) => ask(engine, limited.interrupts.first)));

/** Services that the profiles leave out are among them: naming one enables it. */
const servicesIn = (project: Project): readonly Candidate[] =>
  knownServices(project).map((text) => {
    const image = project.services.get(text as ServiceName)?.image;
    return { text, ...(image !== undefined && { description: image }) };
  });

const offeredServices = (asked: Asked, all: readonly Candidate[]): Answer =>
  offered(
    all.filter(({ text }) => !asked.call.operands.includes(text)),
    asked.typed,
  );

const isNamed = ({ call }: Asked, begin: string): boolean => call.operands.some((word) => word.startsWith(begin));

const withEnd = (all: readonly Candidate[], end: string): readonly Candidate[] =>
  all.map((candidate) => ({ ...candidate, text: candidate.text + end }));

const textsOf = (texts: Iterable<string>): readonly Candidate[] => [...new Set(texts)].map((text) => ({ text }));

/** What an env file says of the tool counts, as it does for the command itself. */
async function withToolVariables(call: Call<unknown>, context: ProcessContext): Promise<ProcessContext> {
  return { ...context, env: await toolEnvironment(undefined, call, context) };
}
