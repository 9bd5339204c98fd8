/** What docker's plugin for AI models, `docker-model`, says of itself and of what it has: read once, before a plan is made. */
import { WindlassError } from "../core/errors.ts";
import type { Host } from "../engine/host.ts";
import type { Project } from "../spec/project.ts";
import type { ModelFacts } from "./observed.ts";

/** `undefined` where the plugin is not there. @throws WindlassError `model-failed` */
export async function modelFacts(project: Project, host: Host, signal: AbortSignal): Promise<ModelFacts | undefined> {
  const program = await host.findPlugin("model");
  if (program === undefined) return undefined;
  const ask = (...args: readonly string[]): Promise<unknown> => answerOf({ host, program, args, signal });
  // First the list: it may begin with an installation, after which there is an address.
  const present = tags(await ask("ls", "--json"));
  const [status, metadata] = await Promise.all([
    ask("status", "--json"),
    hasFlags(project) ? ask("docker-cli-plugin-metadata") : {},
  ]);
  const endpoint = textOf(status, "endpoint");
  if (endpoint === "") throw failed("status", "it told no address");
  return { endpoint, present, version: textOf(metadata, "Version") };
}

const hasFlags = ({ models }: Project): boolean => [...models.values()].some((model) => model.runtimeFlags.length > 0);

interface Question {
  readonly host: Host;
  readonly program: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
}

/** The JSON that the plugin gives, which versions of it write to one stream or the other. */
async function answerOf({ host, program, args, signal }: Question): Promise<unknown> {
  const said: string[] = [];
  const complained: string[] = [];
  const run = {
    program,
    args,
    onLine: (line: string) => void said.push(line),
    onErrorLine: (line: string) => void complained.push(line),
  };
  const end = await host.runProgram(run, signal);
  if (end.code !== 0) throw failed(args[0] ?? "", end.errors || `it exited with status ${end.code}`);
  for (const text of [said.join("\n"), complained.join("\n"), complained.at(-1) ?? ""])
    try {
      return JSON.parse(text);
    } catch {}
  throw failed(args[0] ?? "", "it said something that is not JSON");
}

const textOf = (answer: unknown, key: string): string => {
  const value = (answer as Readonly<Record<string, unknown>> | null)?.[key];
  return typeof value === "string" ? value : "";
};

const tags = (answer: unknown): readonly string[] =>
  (Array.isArray(answer) ? answer : []).flatMap((model: { readonly tags?: unknown } | null) =>
    Array.isArray(model?.tags) ? model.tags.filter((tag) => typeof tag === "string") : [],
  );

const failed = (command: string, why: string): WindlassError =>
  new WindlassError("model-failed", `docker-model ${command} failed: ${why}`, {
    hint: "`docker model status` shows whether models can be run here, `docker model install-runner` sets it up",
  });
