/** `windlass config`: the project as it was understood. It asks the engine for nothing but digests on registries. */
import { WindlassError } from "../../core/errors.ts";
import { explain, missingOnDisk, type Project, renderJson, renderYaml, type Stage } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { choice, flag, type Values, word } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import type { Settings } from "../args/settings.ts";
import { hashedOf, listOf, neededNotBy } from "../config/config-lists.ts";
import { imageDigests } from "../config/image-digests.ts";
import { saveText } from "../config/save-text.ts";
import { lockFile } from "../config/shown-images.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { explainedJson, explainedText } from "../render/explained.ts";
import { loadProject, tellWarnings, throwStrictly } from "../session.ts";

const flags = {
  format: choice("--format <format>", ["yaml", "json"], "output format: yaml or json (default yaml)"),
  quiet: flag("-q, --quiet", "only validate the configuration, do not print it"),
  output: word("-o, --output <file>", "write to this file instead of standard output", "files"),
  explain: word("--explain <path>", "show where the values at a path came from, such as services.web.ports"),
  redact: flag("--redact", "hide values from variables, env files and secrets"),
  strict: flag("--strict", "treat warnings as errors"),
  services: flag("--services", "print service names, one per line"),
  volumes: flag("--volumes", "print volume names, one per line"),
  networks: flag("--networks", "print network names, one per line"),
  models: flag("--models", "print AI model names, one per line"),
  hash: word("--hash <services>", 'print the config hashes of services; "*" for all', "services"),
  profiles: flag("--profiles", "print profile names, one per line"),
  images: flag("--images", "print image names, one per line"),
  variables: flag("--variables", "print the variables used in the Compose files, with their defaults"),
  environment: flag("--environment", "print the environment used for interpolation"),
  resolveImageDigests: flag("--resolve-image-digests", "pin image tags to digests"),
  lockImageDigests: flag("--lock-image-digests", "print an override file with image digests"),
  noConsistency: flag("--no-consistency", "do not check model consistency"),
  noEnvResolution: flag("--no-env-resolution", "do not resolve service env files"),
  noInterpolate: flag("--no-interpolate", "do not interpolate environment variables"),
  noNormalize: flag("--no-normalize", "do not normalize the model"),
  noPathResolution: flag("--no-path-resolution", "do not resolve file paths"),
};

type ConfigFlags = Values<typeof flags>;

export const config: Definition = command({
  examples: [
    ["windlass config --explain services.web.ports", "which file and line set this value"],
    ["windlass config --services", "the names of all services"],
  ],
  operands: services,
  flags,
  async run(call, context) {
    const { flags, settings } = call;
    const skip = skipped(flags, call.globals.compatibility);
    const raw = skip.has("interpolation");
    if (raw) refuseWithout(flags);
    if (raw && call.services.length > 0 && settings.progress !== "quiet")
      context.err.write(ignoredNames(flags.noInterpolate ? "--no-interpolate" : "--variables"));
    // What is wrong with a service whose hash nobody wants is no reason to refuse that of another.
    const hashed = hashedOf(flags);
    const services = raw ? [] : hashed.length > 0 ? hashed : call.services;
    const project = await loadProject({ ...call, services }, context, {
      strict: flags.strict,
      skip,
      withoutDependencies: hashed.length > 0,
    });
    const whole = skip.size === 0 && flags.explain === undefined && listOf(flags) === undefined;
    if (whole) await tellMissing(project, call, context);
    const text = await output(project, flags, raw, settings, context);
    if (flags.output === undefined) context.out.write(text);
    else if (text !== "") await saveText(flags.output, text, context);
    return 0;
  },
});

const ignoredNames = (flag: string): string =>
  `service filtering is not applied when ${flag} is set: the names given are ignored\n`;

function skipped(flags: ConfigFlags, asWritten: boolean): ReadonlySet<Stage> {
  const stages: readonly (readonly [Stage, boolean])[] = [
    ["interpolation", flags.noInterpolate],
    ["normalization", flags.noNormalize || asWritten],
    ["paths", flags.noPathResolution],
    ["consistency", flags.noConsistency],
    ["env-files", flags.noEnvResolution],
  ];
  const unneeded = flags.explain === undefined ? neededNotBy(flags) : [];
  return new Set([...stages.flatMap(([stage, left]) => (left ? [stage] : [])), ...unneeded]);
}

/** What means nothing while variables are not put in. */
function refuseWithout(flags: ConfigFlags): void {
  const wrong = (["hash", "resolveImageDigests", "lockImageDigests"] as const).find(
    (name) => flags.noInterpolate && flags[name] !== undefined && flags[name] !== false,
  );
  if (wrong === undefined) return;
  const name = wrong.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new WindlassError("usage", `--no-interpolate can't be combined with --${name}`);
}

/** Files that are not there: `up` would fail, here it is a warning. */
async function tellMissing(
  project: Project,
  call: { readonly flags: ConfigFlags; readonly settings: Settings },
  context: ProcessContext,
): Promise<void> {
  const missing = (await missingOnDisk(project, context)).map(({ diagnostic }) => diagnostic);
  if (call.flags.strict) throwStrictly(missing, project);
  tellWarnings(
    missing.map((diagnostic) => ({ ...diagnostic, severity: "warning" })),
    project,
    call,
    context,
  );
}

async function output(
  project: Project,
  flags: ConfigFlags,
  raw: boolean,
  { paintOut }: Settings,
  context: ProcessContext,
): Promise<string> {
  const { format, redact } = flags;
  if (flags.explain !== undefined) {
    const all = await explain(project, flags.explain);
    const view = { paint: paintOut, cwd: context.cwd, redact };
    return format === "json" ? explainedJson(all, view) : explainedText(all, view);
  }
  const list = listOf(flags);
  if (list !== undefined) return list(project, flags);
  const digests =
    flags.resolveImageDigests || flags.lockImageDigests ? await imageDigests(project, context) : undefined;
  if (flags.quiet) return "";
  if (flags.lockImageDigests && digests) return lockFile(project, digests.images, flags);
  const options = { literal: raw, redact, ...digests };
  return format === "json" ? renderJson(project, options) : renderYaml(project, options);
}
