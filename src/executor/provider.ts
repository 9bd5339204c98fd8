/**
 * Runs the program that stands for a service: `<program> compose --project-name=P up --option=value service`. It tells on
 * standard output, one JSON object a line, what it does and which variables those who depend on the service are to get.
 */
import { WindlassError } from "../core/errors.ts";
import type { Progress, Resource } from "../core/events.ts";
import type { Host } from "../engine/host.ts";

export interface ProviderIo {
  readonly host: () => Promise<Host>;
  readonly project: string;
  readonly resource: Resource;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

interface ProviderRun {
  readonly provider: string;
  readonly command: "up" | "down" | "stop";
  readonly options: readonly (readonly [name: string, value: string])[];
}

/**
 * @returns the variables that it told, by the names that services get: `DB_URL`
 * @throws WindlassError `provider-not-found`, `provider-failed`
 */
export async function runProvider(run: ProviderRun, io: ProviderIo): Promise<Readonly<Record<string, string>>> {
  const { provider, command, options } = run;
  const { project, resource, signal } = io;
  const host = await io.host();
  const program = await host.findProgram(provider);
  if (program === undefined) throw notFound(provider);
  const metadata = await metadataOf(host, program, signal);
  // It came later than the others, so that only a program that tells of it has it.
  if (command === "stop" && metadata?.stop === undefined) return {};
  const takes = parametersIn(metadata, command);
  const missing = takes?.required.find((name) => !options.some(([given]) => given === name));
  if (missing !== undefined)
    throw failed(resource, `required parameter "${missing}" is missing from provider "${provider}" definition`);
  const flags = options.filter(([name]) => takes === undefined || takes.all.has(name));
  const variables: Record<string, string> = {};
  const args = ["compose", `--project-name=${project}`, command, ...flags.map(([name, value]) => `--${name}=${value}`)];
  const end = await host.runProgram(
    {
      program,
      args: [...args, resource.name],
      onLine: (line) => Object.assign(variables, heard(line, io)),
    },
    signal,
  );
  if (end.code === 0) return variables;
  throw failed(resource, `exited with code ${end.code}${end.errors === "" ? "" : `: ${end.errors}`}`);
}

/** One message. @returns the variable that it tells, if it is one */
function heard(line: string, { resource, onProgress }: ProviderIo): Readonly<Record<string, string>> {
  if (line.trim() === "") return {};
  const { type, message } = messageIn(line, resource);
  switch (type) {
    case "info":
      onProgress({ text: message.split("\n", 1)[0] ?? "" });
      return {};
    case "error":
      throw failed(resource, message);
    case "debug":
      return {};
    case "setenv":
      return variable(`${resource.name.toUpperCase()}_`, message, resource);
    case "rawsetenv":
      return variable("", message, resource);
    default:
      throw failed(resource, `it sent a message of unknown type ${JSON.stringify(type)}`);
  }
}

function messageIn(line: string, resource: Resource): { readonly type: unknown; readonly message: string } {
  try {
    const { type, message } = JSON.parse(line) as Record<string, unknown>;
    return { type, message: typeof message === "string" ? message : "" };
  } catch {
    // What it says may be a secret, so it is not repeated.
    throw failed(resource, "it printed a line that is not JSON");
  }
}

function variable(prefix: string, message: string, resource: Resource): Readonly<Record<string, string>> {
  const equals = message.indexOf("=");
  if (equals < 1) throw failed(resource, "it sent a variable that is not KEY=VALUE");
  return { [prefix + message.slice(0, equals)]: message.slice(equals + 1) };
}

interface Parameters {
  readonly all: ReadonlySet<string>;
  readonly required: readonly string[];
}

type Command = ProviderRun["command"];
type Metadata = Readonly<Partial<Record<Command, { readonly parameters?: readonly Parameter[] }>>>;
interface Parameter {
  readonly name: string;
  readonly required?: boolean;
}

/** What the program says of itself; `undefined` where it says nothing. */
async function metadataOf(host: Host, program: string, signal: AbortSignal): Promise<Metadata | undefined> {
  const lines: string[] = [];
  const end = await host.runProgram(
    { program, args: ["compose", "metadata"], onLine: (line) => void lines.push(line) },
    signal,
  );
  if (end.code !== 0) return undefined;
  try {
    const metadata = JSON.parse(lines.join("\n")) as Metadata & { readonly description?: string };
    const { description, up, down, stop } = metadata;
    return description || up?.parameters || down?.parameters || stop ? metadata : undefined;
  } catch {
    return undefined;
  }
}

/** What a command takes; of a program that says nothing every option. */
function parametersIn(metadata: Metadata | undefined, command: Command): Parameters | undefined {
  if (metadata === undefined) return undefined;
  const parameters = metadata[command]?.parameters ?? [];
  return {
    all: new Set(parameters.map(({ name }) => name)),
    required: parameters.flatMap(({ name, required }) => (required ? [name] : [])),
  };
}

const notFound = (provider: string): WindlassError =>
  new WindlassError(
    "provider-not-found",
    `provider "${provider}" not found: no docker CLI plugin and no program on the PATH has this name`,
    {
      hint: `install ${provider}, or the docker CLI plugin docker-${provider}`,
    },
  );

const failed = ({ name }: Resource, why: string): WindlassError =>
  new WindlassError("provider-failed", `the provider of ${name} failed: ${why}`);
