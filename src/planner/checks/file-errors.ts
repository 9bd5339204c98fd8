/** Configs and secrets that no container of this engine can get: told at plan time, with the line. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import { textOf } from "../../spec/file-text.ts";
import type { FileMount, FileObject, Project, Service } from "../../spec/project.ts";
import { type Path, pathText } from "../../spec/tree/tree.ts";

const nouns = { configs: "config", secrets: "secret" } as const;

type Section = keyof typeof nouns;

/** @param start whether something starts: what is copied in is needed then, not before */
export const fileErrors = (project: Project, start: boolean): Diagnostic[] =>
  [...project.services.values()]
    .filter(({ replicas }) => replicas > 0)
    .flatMap((service) =>
      (["configs", "secrets"] as const).flatMap((section) =>
        service[section].flatMap((mount, index) => {
          const object = project[section].get(mount.source);
          if (object === undefined || object.from === "file") return [];
          const wrongs = wrongsOf(service, { section, mount, object, use: [section, index] });
          const now = wrongs.filter(({ code }) => start || code !== "variable-required");
          return now.map((wrong) => diagnostic(project, wrong));
        }),
      ),
    );

interface Use {
  readonly section: Section;
  readonly mount: FileMount;
  readonly object: Exclude<FileObject, { from: "file" }>;
  /** Where the service uses it. */
  readonly use: Path;
}

type Wrong = Pick<Diagnostic, "code" | "message" | "hint"> & { readonly at: Path };

function wrongsOf(service: Service, { section, mount, object, use }: Use): readonly Wrong[] {
  const called = object.from === "logins" ? "config with the logins" : `${nouns[section]} "${object.key}"`;
  const what = `the ${called} of service "${service.name}"`;
  const declared = [section, object.key];
  const used = ["services", service.name, ...use];
  if (object.from === "swarm")
    return [
      {
        code: "needs-swarm",
        message: `${what} needs Swarm because of \`${object.attribute}\``,
        at: [...declared, object.attribute],
        hint: "use a `file` or the `environment` instead",
      },
    ];
  const wrongs: Wrong[] = [];
  if (object.from === "environment" && textOf(object) === undefined)
    wrongs.push({
      code: "variable-required",
      message: `${what} needs the variable ${object.variable}, which is not set`,
      at: [...declared, "environment"],
      hint: "set it in the shell, in .env or in an --env-file",
    });
  if (service.readOnly)
    wrongs.push({
      code: "conflicting-attributes",
      message: `${what} cannot be copied into a container with a read-only file system`,
      at: object.from === "logins" ? [...used.slice(0, 2), "use_api_socket"] : used,
      hint:
        object.from === "logins"
          ? "remove `read_only`, or mount the engine's socket and `config.json` yourself"
          : "use a `file`, which is mounted, or remove `read_only`",
    });
  for (const part of ["uid", "gid"] as const)
    if (mount[part] !== undefined && !/^\d{1,9}$/.test(mount[part]))
      wrongs.push({
        code: "invalid-value",
        message: `the ${part} of ${what} is not a number`,
        at: [...used, part],
        hint: "user names are not resolved here: write the number",
      });
  return wrongs;
}

function diagnostic(project: Project, { at, ...wrong }: Wrong): Diagnostic {
  const place = project.placeOf(at);
  return { ...wrong, severity: "error", path: pathText(at), ...(place && { place }) };
}
