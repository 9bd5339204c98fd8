/** What most commands begin with: the project or its name, the engine, the clock that a plan runs by. */
import { closest } from "../core/closest.ts";
import type { Diagnostic } from "../core/diagnostics.ts";
import { throwErrors, WindlassError } from "../core/errors.ts";
import {
  type Engine,
  isRunError,
  type LoadContext,
  type LoadRequest,
  load,
  lockedProject,
  namesAlone,
  type Project,
  restrictions,
  type Stage,
  toolVariables,
} from "../index.ts";
import type { Call, NamedBy } from "./args/command.ts";
import { isYes } from "./args/settings.ts";
import type { ProcessContext } from "./process/process-context.ts";
import { warningLine } from "./render/json.ts";
import { diagnosticsText } from "./render/problem.ts";

export interface Loading {
  /** Warnings are errors. */
  readonly strict?: boolean;
  /** A plan refuses what can't be created or started: that is not told as a warning before. */
  readonly purpose?: "read" | "create" | "start";
  readonly skip?: ReadonlySet<Stage>;
  readonly withoutDependencies?: boolean;
  /** Absent: as the purpose says. */
  readonly acts?: NonNullable<LoadRequest["acts"]>;
  /** Services that are enabled whatever their profiles. */
  readonly enable?: readonly string[];
  readonly overlay?: NonNullable<LoadRequest["overlay"]>;
  /** Images by the digests of the lock file. */
  readonly locked?: boolean;
}

/** The project as a whole, whatever profiles are asked for and whether it can run. */
export const wholeProject = (call: Call<unknown>, context: ProcessContext): Promise<Project> =>
  loadProject({ ...call, globals: { ...call.globals, profile: ["*"] }, services: [] }, context, { skip: lenient });

/** Reads the project's files and tells their warnings. @throws WindlassError */
export async function loadProject(
  call: Call<unknown>,
  context: ProcessContext,
  { strict = false, purpose = "read", acts, locked = false, ...asked }: Loading = {},
): Promise<Project> {
  const named = isYes(context.env.COMPOSE_COMPATIBILITY) ? { compatibility: true } : {};
  const done = acts ?? (purpose === "read" ? undefined : "run");
  const request = { ...requestOf(call), ...named, ...asked, ...(done && { acts: done }) };
  const project = await load(request, loadContextOf(call, context));
  if (strict) throwStrictly(project.warnings, project);
  if (purpose !== "read" && call.globals.restricted) throwStrictly(await restrictions(project), project);
  const warnings =
    purpose === "read"
      ? project.warnings
      : project.warnings.filter((warning) => !isRunError(warning, purpose === "start"));
  tellWarnings(warnings, project, call, context);
  return locked ? lockedProject(project, loadContextOf(call, context)) : project;
}

export function tellWarnings(
  warnings: readonly Diagnostic[],
  { sources }: Pick<Project, "sources">,
  { settings }: Pick<Call<unknown>, "settings">,
  { err, cwd }: ProcessContext,
): void {
  const { progress, paintErr } = settings;
  if (warnings.length === 0 || progress === "quiet") return;
  if (progress === "json") for (const warning of warnings) err.write(`${JSON.stringify(warningLine(warning))}\n`);
  else err.write(diagnosticsText(warnings, sources, { paint: paintErr, cwd, columns: err.columns }));
}

/** What contradicts itself, or lacks a file, can still be looked at and taken away. */
const lenient: ReadonlySet<Stage> = new Set<Stage>(["consistency", ...namesAlone]);

/**
 * For commands that need no more than a name: with `-p` and no `-f` no file is read; where there is no file the name
 * from the environment does. Labels have names in small letters.
 */
export async function projectOrName(
  call: Call<unknown>,
  context: ProcessContext,
  loading: Pick<Loading, "skip" | "enable" | "acts"> = {},
): Promise<Project | string> {
  const given = givenName("flag", call, context);
  if (given !== undefined) return given;
  try {
    return await loadProject(call, context, { skip: lenient, ...loading });
  } catch (error) {
    const name = call.globals.projectName ?? context.env.COMPOSE_PROJECT_NAME;
    if (error instanceof WindlassError && error.code === "no-project-file" && name) return name.toLowerCase();
    throw error;
  }
}

/** For commands that look at containers alone: where the command line or the environment names the project, no file is read. */
export async function projectName(call: Call<unknown>, context: ProcessContext): Promise<string> {
  return givenName("variable", call, context) ?? nameOf(await projectOrName({ ...call, services: [] }, context));
}

/** The project's name, where it is given in a way that makes every file of the project superfluous. */
export function givenName(
  by: NamedBy,
  { globals: { file, projectName } }: Pick<Call<unknown>, "globals">,
  { env }: Pick<ProcessContext, "env">,
): string | undefined {
  const name = by === "variable" ? projectName || env.COMPOSE_PROJECT_NAME || undefined : projectName;
  return by === "flag" && file.length > 0 ? undefined : name?.toLowerCase();
}

/**
 * The process's environment, and what env files say of the tool itself. `.env` counts, but for commands that go by a name
 * which is given.
 */
export async function toolEnvironment(
  named: NamedBy | undefined,
  call: Pick<Call<unknown>, "globals" | "services">,
  context: ProcessContext,
): Promise<ProcessContext["env"]> {
  const usualFile = named === undefined || givenName(named, call, context) === undefined;
  const asked = await toolVariables(requestOf(call), loadContextOf(call, context), { usualFile });
  return { ...asked, ...context.env };
}

export const nameOf = (project: Project | string): string => (typeof project === "string" ? project : project.name);

/** @throws WindlassError `undefined-service` for a service that the file does not have */
export function checkServices(project: Project | string, services: readonly string[]): void {
  if (typeof project !== "string") checkNames(services, [...project.services.keys(), ...project.otherServices]);
}

/** @throws WindlassError `undefined-service` for the first name that is not known */
export function checkNames(services: readonly string[], known: readonly string[]): void {
  const missing = services.find((name) => !known.includes(name));
  if (missing === undefined) return;
  const meant = closest(missing, known);
  throw new WindlassError("undefined-service", `no such service: ${missing}`, {
    ...(meant !== undefined && { hint: `did you mean ${meant}?` }),
  });
}

/** Opens the engine, uses it, lets go of it. */
export const withEngine = <Result>(
  context: ProcessContext,
  use: (engine: Engine) => Promise<Result>,
): Promise<Result> => withEngineMeanwhile(context, async () => {}, use);

/**
 * The same for who reads files first: connecting begins meanwhile. What is wrong with the files is told before what is wrong
 * with the engine.
 */
export async function withEngineMeanwhile<Read, Result>(
  context: ProcessContext,
  read: (engine: Promise<Engine>) => Promise<Read>,
  use: (engine: Engine, read: Read) => Promise<Result>,
): Promise<Result> {
  const { env, home, named, err, interrupts } = context;
  const { promise: beforeAsking, resolve, reject } = Promise.withResolvers<void>();
  const where = { env, home, ...named };
  const engine = context.connect(where, { signal: interrupts.first, mayAsk: err.isTTY, beforeAsking });
  const close = engine.then(
    (opened) => () => opened.close(),
    () => () => {},
  );
  beforeAsking.catch(() => {});
  try {
    const ready = await read(engine);
    resolve();
    return await use(await engine, ready);
  } catch (error) {
    reject(error);
    throw error;
  } finally {
    void close.then((end) => end());
  }
}

/** What has arrived meanwhile is read. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * For who plans for the project that `read` reads: the engine looks at it as soon as its name is known.
 * @param read gets the context that tells of the name
 */
export const withEngineAhead = <Read, Result>(
  call: Pick<Call<unknown>, "globals">,
  context: ProcessContext,
  read: (context: ProcessContext) => Promise<Read>,
  use: (engine: Engine, read: Read) => Promise<Result>,
): Promise<Result> =>
  withEngineMeanwhile(
    context,
    (engine) => {
      // A failure is told to who uses the engine.
      const look = (name: string): void =>
        void engine.then((opened) => opened.look(name, context.interrupts.first)).catch(() => {});
      const given = givenName("variable", call, context);
      if (given !== undefined) look(given);
      return read({ ...context, pause: turn, ...(given === undefined && { onName: look }) });
    },
    use,
  );

type LoadingCall = Pick<Call<unknown>, "globals" | "services"> & Partial<Pick<Call<unknown>, "flags">>;

/** `--yes` of a command that has it. */
const isAssuming = (flags: unknown): boolean => (flags as { readonly yes?: boolean } | undefined)?.yes === true;

/** What the command line says of the project. */
export const requestOf = ({ globals, services, ...call }: LoadingCall): LoadRequest => ({
  files: globals.file,
  trust: globals.trust || isAssuming(call.flags),
  profiles: globals.profile,
  envFiles: globals.envFile,
  services,
  ...(globals.compatibility && { compatibility: true }),
  ...(globals.allResources && { allResources: true }),
  ...(globals.projectName !== undefined && { projectName: globals.projectName }),
  ...(globals.projectDirectory !== undefined && { projectDirectory: globals.projectDirectory }),
});

const mebibyte = 1 << 20;

/** What the loader sees of the world, with the limit that the command line set. The first Ctrl-C ends loading. */
export const loadContextOf = ({ globals }: Pick<Call<unknown>, "globals">, context: ProcessContext): LoadContext => ({
  ...context,
  signal: context.interrupts.first,
  ...(context.openRegistries && { registries: context.openRegistries(globals.insecureRegistry) }),
  grants: async (requests) => (await import("./plans/trust.ts")).isGranted(requests, context),
  ...(globals.maxFileSize !== undefined && { maxFileBytes: globals.maxFileSize * mebibyte }),
});

/** @throws WindlassError `invalid-project` where there are any; warnings among them count as errors */
export const throwStrictly = (diagnostics: readonly Diagnostic[], { sources }: Project): void =>
  throwErrors(
    diagnostics.map((one): Diagnostic => ({ ...one, severity: "error" })),
    sources,
    "invalid-project",
  );
