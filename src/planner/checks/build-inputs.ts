/** What builds ask of this machine and can't get, told with its line: secrets without a value, and an agent for keys. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Observed } from "../../observe/observed.ts";
import { textOf } from "../../spec/file-text.ts";
import type { BuiltService, Project } from "../../spec/project.ts";
import { type Path, pathText } from "../../spec/tree/tree.ts";

/** @param built services whose image the plan builds @param ssh keys besides those of the file */
export function buildInputErrors(
  project: Project,
  built: ReadonlySet<string>,
  { building }: Pick<Observed, "building">,
  ssh: readonly string[] = [],
): readonly Diagnostic[] {
  const services = [...project.services.values(), ...project.otherBuilds.values()];
  const all = services.filter(
    (service): service is BuiltService => service.build !== undefined && built.has(service.name),
  );
  const noAgent = building !== undefined && building.sshAgent === undefined;
  return [
    ...all.flatMap((service) => secretErrors(project, service)),
    ...(noAgent ? all.flatMap((service) => agentErrors(project, service)) : []),
    ...(noAgent && ssh.includes("default") ? [agentMissing("--ssh default")] : []),
  ];
}

function secretErrors(project: Project, { name, build }: BuiltService): readonly Diagnostic[] {
  return build.secrets.flatMap(({ source }, index): readonly Diagnostic[] => {
    const object = project.buildSecrets.get(source);
    const what = `the build of service "${name}" needs the secret "${source}"`;
    if (object?.from === "swarm")
      return [
        placed(project, ["services", name, "build", "secrets", index], {
          code: "needs-swarm",
          message: `${what}, which Swarm keeps (\`${object.attribute}\`): no build can read it`,
          hint: "use a `file` or the `environment` instead",
        }),
      ];
    if (object?.from === "environment" && textOf(object) === undefined)
      return [
        placed(project, ["secrets", source, "environment"], {
          code: "variable-required",
          message: `${what} from the variable ${object.variable}, which is not set`,
          hint: "set it in the shell, in .env or in an --env-file",
        }),
      ];
    return [];
  });
}

const agentErrors = (project: Project, { name, build }: BuiltService): readonly Diagnostic[] =>
  build.ssh.flatMap((line, index) =>
    line.includes("=")
      ? []
      : [placed(project, ["services", name, "build", "ssh", index], agentMissing(`the build of service "${name}"`))],
  );

const agentMissing = (who: string): Diagnostic => ({
  code: "ssh-agent-missing",
  severity: "error",
  message: `${who} needs an ssh agent, and SSH_AUTH_SOCK is not set`,
  hint: "start one and add your key (eval $(ssh-agent); ssh-add), or name a key: `default=~/.ssh/id_ed25519`",
});

function placed(project: Project, path: Path, about: Pick<Diagnostic, "code" | "message" | "hint">): Diagnostic {
  const place = project.placeOf(path);
  return { severity: "error", ...about, path: pathText(path), ...(place && { place }) };
}
