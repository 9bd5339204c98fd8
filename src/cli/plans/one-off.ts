/**
 * What `run` asks of its container, laid over the service: what has short forms or rules goes to the loader as a document, so that
 * there is one reader of them; what is known only with the project is laid over that.
 */
import { posix } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import { envFileVariables, type LoadContext, type LoadRequest, type Project, type Service } from "../../index.ts";

export interface OneOff {
  readonly service: string;
  /** Empty: the service's. */
  readonly command: readonly string[];
  /** As in a shell. */
  readonly entrypoint: string | undefined;
  /** `name`, `name=value` */
  readonly env: readonly string[];
  readonly envFiles: readonly string[];
  /** `name=value` */
  readonly labels: readonly string[];
  readonly user: string | undefined;
  readonly workdir: string | undefined;
  readonly volumes: readonly string[];
  readonly publish: readonly string[];
  readonly servicePorts: boolean;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly name: string | undefined;
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly slug: string;
}

/** @throws WindlassError `usage` for a label without a value */
export function overlayOf(asked: OneOff, cwd: string): NonNullable<LoadRequest["overlay"]> {
  const { entrypoint, command, user, workdir, tty, stdin, capAdd, capDrop } = asked;
  const lines: readonly (readonly [key: string, value: unknown, replaces?: boolean])[] = [
    ["tty", tty],
    ["stdin_open", stdin],
    // Another program's arguments would be none of its.
    ["command", command.length > 0 || entrypoint !== undefined ? command : undefined, true],
    ["entrypoint", entrypoint, true],
    ["user", user],
    ["working_dir", workdir],
    ["labels", someOf(asked.labels)?.map(checkedLabel)],
    ["volumes", someOf(asked.volumes)?.map((volume) => fromHere(volume, cwd))],
    ["cap_add", someOf(capAdd)],
    ["cap_drop", someOf(capDrop)],
    ["ports", asked.servicePorts ? undefined : asked.publish, true],
  ];
  const body = lines.flatMap(([key, value, replaces = false]) =>
    value === undefined ? [] : [`    ${key}: ${replaces ? "!override " : ""}${JSON.stringify(value)}`],
  );
  const volumes = Object.fromEntries(
    asked.volumes.flatMap(namedVolume).map((name) => [name, { name, external: true }]),
  );
  const text = ["services:", `  ${JSON.stringify(asked.service)}:`, ...body, `volumes: ${JSON.stringify(volumes)}`];
  return { name: "command line", text: text.join("\n").replaceAll("$", "$$$$") };
}

const someOf = (words: readonly string[]): readonly string[] | undefined => (words.length > 0 ? words : undefined);

function checkedLabel(label: string): string {
  if (label.includes("=")) return label;
  throw new WindlassError("usage", "label must be set as KEY=VALUE", { hint: `write ${label}= for an empty one` });
}

/** A volume that the file does not have is the engine's own of that name. */
const namedVolume = (volume: string): readonly string[] => /^([a-zA-Z0-9][\w.-]+):/.exec(volume)?.slice(1) ?? [];

/** A relative path on the command line starts where the command is run, not where the project is. */
function fromHere(volume: string, cwd: string): string {
  const [source = "", ...rest] = volume.split(":");
  return /^\.{1,2}(\/|$)/.test(source) && rest.length > 0 ? [posix.resolve(cwd, source), ...rest].join(":") : volume;
}

/** @param project loaded with the overlay @throws WindlassError for an env file that can't be read */
export async function withOneOff(project: Project, asked: OneOff, context: LoadContext): Promise<Project> {
  const services = new Map(project.services);
  for (const service of project.services.values())
    if (service.name === asked.service) services.set(service.name, await oneOffOf(project, service, asked, context));
  return { ...project, services };
}

async function oneOffOf(project: Project, service: Service, asked: OneOff, context: LoadContext): Promise<Service> {
  // It ends with its command, and nothing starts it again.
  const { restart: _, ...own } = service;
  return {
    ...own,
    containerName: asked.name ?? nameOf(project, asked),
    environment: { ...service.environment, ...(await variablesOf(project, asked, context)) },
    capAdd: withoutThese(service.capAdd, asked.capDrop),
    capDrop: withoutThese(service.capDrop, asked.capAdd),
  };
}

/** `CAP_CHOWN` and `chown` are one. */
const withoutThese = (capabilities: readonly string[], gone: readonly string[]): readonly string[] => {
  const bare = (name: string): string => name.toUpperCase().replace(/^CAP_/, "");
  const all = new Set(gone.map(bare));
  return capabilities.filter((one) => !all.has(bare(one)));
};

const nameOf = ({ name, separator }: Project, { service, slug }: OneOff): string =>
  [name, service, "run", slug.slice(0, 12)].join(separator);

/** What is named on the command line is above what its files say. */
async function variablesOf(
  { variables }: Project,
  { env, envFiles }: OneOff,
  context: LoadContext,
): Promise<Readonly<Record<string, string>>> {
  const given = givenVariables(env, (name) => variables.get(name));
  const all: Record<string, string> = {};
  for (const file of envFiles) {
    const read = await envFileVariables(file, (name) => given[name] ?? variables.get(name), context);
    // The first file that has a variable decides.
    for (const [name, value] of read) if (!Object.hasOwn(all, name)) all[name] = value;
  }
  return { ...all, ...given };
}

/**
 * `-e` of `run` and `exec`: `NAME=value`, or a name whose value is the environment's; without one there it is left out.
 * @param lookup of the project
 */
export const givenVariables = (
  words: readonly string[],
  lookup: (name: string) => string | undefined,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    words.flatMap((word): [string, string][] => {
      const [, name = word, value = lookup(name)] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
      return value === undefined ? [] : [[name, value]];
    }),
  );
