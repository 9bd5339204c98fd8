/** `windlass publish`: the project's files as an artifact of a registry. What must not leave this machine is asked about first. */
import { byPlace } from "../../core/diagnostics.ts";
import { throwErrors } from "../../core/errors.ts";
import { namesAlone, type Publication, publicationOf, publish } from "../../index.ts";
import { type CommandDefinition, command, type Definition } from "../args/command.ts";
import { choice, type Flag, flag, InvalidValue, words } from "../args/flags.ts";
import { deed } from "../files/deed.ts";
import { findingKinds, isConfirmed } from "../plans/confirm-publication.ts";
import { exitCodes } from "../process/exit-codes.ts";
import { loadContextOf, loadProject, tellWarnings } from "../session.ts";

const allow: Flag<readonly string[]> = {
  ...words("--allow <what>", `publish these without asking: ${findingKinds.join(", ")}; separate several by commas`),
  read: (value, before) => {
    const asked = value.split(",").map((one) => one.trim());
    const wrong = asked.find((one) => !findingKinds.includes(one));
    if (wrong !== undefined) throw new InvalidValue(`must be one of ${findingKinds.join(", ")}`);
    return [...((before as readonly string[] | undefined) ?? []), ...asked];
  },
};

const flags = {
  app: flag("--app", "also copy the images of all services into the repository; implies --resolve-image-digests"),
  ociVersion: choice(
    "--oci-version <version>",
    ["1.0", "1.1"],
    "version of the OCI image specification (default: 1.1, or what the registry takes)",
  ),
  resolveImageDigests: flag("--resolve-image-digests", "pin image tags to digests"),
  withEnv: flag("--with-env", "publish env files and literal values of variables, too"),
  allow,
  yes: { ...flag("-y, --yes", "publish without asking"), aliases: ["--y"] },
  insecureRegistry: { ...flag("--insecure-registry", "reach the registry over plain HTTP"), hidden: true as const },
};

const publishing: Omit<CommandDefinition<typeof flags>, "examples"> = {
  exitStatus: "130 if you answer that it is not to be published",
  operands: [{ name: "repository", text: "where to publish, such as ghcr.io/me/shop:1.0" }],
  flags,
  async run(call, context) {
    const { flags, globals, settings } = call;
    const [name = ""] = call.operands;
    const host = name.split("/", 1);
    const insecureRegistry = [...globals.insecureRegistry, ...(flags.insecureRegistry ? host : [])];
    const whole = { ...call, services: [], globals: { ...globals, profile: ["*"], insecureRegistry } };
    const project = await loadProject(whole, context, { skip: namesAlone });
    const publication = await publicationOf(project, flags, loadContextOf(call, context));
    throwErrors(publication.refusals, project.sources);
    tellWarnings(publication.warnings, project, call, context);
    const findings = openFindings(publication, flags);
    if (findings.length > 0) {
      const answer = await isConfirmed(findings, context);
      if (answer === "no") return exitCodes.SIGINT;
      // Without the lines: they hold what is not to be seen.
      if (answer === "none") throwErrors(findings.map(withHint), new Map());
    }
    const names = publication.files.map((file) => file.name).join(", ");
    const details = globals.dryRun ? `${names} (dry run)` : names;
    await deed(name, { doing: "publishing", done: "published", details }, { settings, context }, async () => {
      if (globals.dryRun) return undefined;
      const options = {
        name,
        digests: flags.resolveImageDigests || flags.app,
        images: flags.app,
        insecureRegistries: insecureRegistry,
        ...(flags.ociVersion && { ociVersion: flags.ociVersion }),
      };
      const { env, interrupts, wallMs } = context;
      const published = await publish(project, publication.files, options, { env, signal: interrupts.first, wallMs });
      return published.digest + (published.index === undefined ? "" : `, images ${published.index}`);
    });
    return exitCodes.done;
  },
};

export const publishCommand: Definition = command({
  ...publishing,
  examples: [
    ["windlass publish ghcr.io/me/shop:1", "then others can run it"],
    ["windlass publish --app ghcr.io/me/shop", "with its images"],
  ],
});

/** Its name in docker compose, once. */
export const alphaPublish: Definition = command({
  ...publishing,
  examples: [["windlass alpha publish ghcr.io/me/shop:1", "as windlass publish"]],
});

interface Allowing {
  readonly yes: boolean;
  readonly allow: readonly string[];
}

const openFindings = ({ findings }: Publication, { yes, allow }: Allowing): Publication["findings"] =>
  yes ? [] : findings.filter(({ kind }) => !allow.includes(kind)).toSorted(byPlace);

const withHint = ({ kind, ...diagnostic }: Publication["findings"][number]) => ({
  ...diagnostic,
  hint: `to publish it all the same, add --allow ${kind}${kind === "env" ? " or --with-env" : ""}; -y allows everything`,
});
