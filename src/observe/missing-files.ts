/**
 * What the disk must have before anything can run, and has not: bind sources that the engine may not make, files of configs and
 * secrets, build contexts and their Dockerfiles. Asks the disk, changes nothing; whether it matters is the planner's to say.
 */
import { posix } from "node:path";
import type { Diagnostic } from "../core/diagnostics.ts";
import type { ErrorCode } from "../core/errors.ts";
import { profileFile } from "../spec/files/seccomp.ts";
import type { Disk } from "../spec/load-request.ts";
import type { FileObject, Project, Service } from "../spec/project.ts";
import { type Path, pathText } from "../spec/tree/tree.ts";
import { isRemote } from "../spec/values/path.ts";
import type { Missing } from "./observed.ts";

type Kind = Awaited<ReturnType<Disk["kind"]>>;

/** One thing that must be there. */
interface Need extends Pick<Missing, "for" | "service"> {
  readonly file: string;
  readonly path: Path;
  readonly kinds: readonly Kind[];
  readonly code: ErrorCode;
  /** `build context`, say. */
  readonly what: string;
  readonly hint: string;
  /** A folder whose absence is told instead. */
  readonly within?: string;
}

/** In the order of the services; each as an error with its place. */
export async function missingFiles(project: Project, disk: Pick<Disk, "kind">): Promise<readonly Missing[]> {
  // What can't be looked at is left for whoever needs it.
  const kindOf = (file: string): Promise<Kind | undefined> => disk.kind(file).catch(() => undefined);
  const found = await Promise.all(
    needsOf(project).map(async (need): Promise<readonly Missing[]> => {
      const kind = await kindOf(need.file);
      if (kind === undefined || need.kinds.includes(kind)) return [];
      if (need.within !== undefined && (await kindOf(need.within)) !== "folder") return [];
      const { service } = need;
      return [{ for: need.for, ...(service !== undefined && { service }), diagnostic: diagnosticOf(project, need) }];
    }),
  );
  return found.flat();
}

function needsOf(project: Project): readonly Need[] {
  const services = [...project.services.values()];
  const mounted = new Set(services.flatMap(({ secrets }) => secrets.map(({ source }) => source)));
  const onlyBuilt = new Set(
    services
      .flatMap(({ build }) => build?.secrets.map(({ source }) => source) ?? [])
      .filter((key) => !mounted.has(key)),
  );
  return [
    ...[...project.services.values()].flatMap((service) => [
      ...bindsOf(service),
      ...buildOf(service, project),
      ...profilesOf(service, project),
    ]),
    ...[...project.otherBuilds.values()].flatMap((service) => buildOf(service, project)),
    ...(["configs", "secrets"] as const).flatMap((section) =>
      [...project[section].values()]
        .filter(({ key }) => section === "configs" || !onlyBuilt.has(key))
        .flatMap((object): readonly Need[] => fileOf(section, object)),
    ),
  ];
}

const bindsOf = ({ name, volumes }: Service): readonly Need[] =>
  volumes.flatMap((mount, index) =>
    mount.type === "bind" && !mount.createHostPath
      ? {
          for: "bind",
          service: name,
          file: mount.source,
          path: ["services", name, "volumes", index, "source"],
          kinds: ["file", "folder"],
          code: "bind-source-missing",
          what: "file or folder to mount",
          hint: "create it, or let the engine make a folder with `create_host_path: true`",
        }
      : [],
  );

const profilesOf = ({ name, securityOpt }: Service, { workingDir }: Project): readonly Need[] =>
  securityOpt.flatMap((option, index) => {
    const file = profileFile(option, workingDir);
    return file === undefined
      ? []
      : {
          for: "file",
          service: name,
          file,
          path: ["services", name, "security_opt", index],
          kinds: ["file"],
          code: "file-not-found",
          what: "seccomp profile",
          hint: "a relative path starts from the project's folder",
        };
  });

/** What a service's build reads here. */
function buildOf({ name, build }: Service, project: Project): readonly Need[] {
  if (build === undefined) return [];
  const shared = { for: "build", service: name, code: "file-not-found" } as const;
  const path = ["services", name, "build"];
  const folders = [
    { written: build.context, path: [...path, "context"] },
    ...Object.entries(build.additionalContexts).map(([key, written]) => ({
      written,
      path: [...path, "additional_contexts", key],
    })),
  ];
  const contexts = folders.flatMap(({ written, path }): readonly Need[] =>
    isRemote(written)
      ? []
      : [
          {
            ...shared,
            file: written,
            path,
            kinds: ["folder"],
            what: "build context",
            hint: "a context is a folder; relative ones start from the project's folder",
          },
        ],
  );
  const dockerfile: Need = {
    ...shared,
    file: posix.resolve(build.context, build.dockerfile),
    path: [...path, "dockerfile"],
    kinds: ["file"],
    what: "Dockerfile",
    hint: "`dockerfile` is looked for in the build context",
    within: build.context,
  };
  const secrets = build.secrets.flatMap(({ source }): readonly Need[] => {
    const object = project.buildSecrets.get(source);
    return object?.from === "file"
      ? [{ ...secretFile, ...shared, file: object.file, path: ["secrets", source, "file"] }]
      : [];
  });
  const keys = build.ssh.flatMap((line, index): readonly Need[] => {
    const [, files] = line.split(/=(.*)/s, 2);
    return (files?.split(",") ?? []).map((file) => ({
      ...shared,
      file,
      path: [...path, "ssh", index],
      kinds: ["file"],
      what: "SSH key or agent socket",
      hint: "relative paths start from the project's folder; `default` alone is the agent of SSH_AUTH_SOCK",
    }));
  });
  const readsDockerfile = build.dockerfileInline === undefined && !isRemote(build.context);
  return [...contexts, ...(readsDockerfile ? [dockerfile] : []), ...secrets, ...keys];
}

const secretFile = { kinds: ["file"], what: "secret file", hint: "create it, or correct its path" } as const;

const fileOf = (section: "configs" | "secrets", object: FileObject): readonly Need[] =>
  object.from === "file"
    ? [
        {
          for: "bind",
          file: object.file,
          path: [section, object.key, "file"],
          ...secretFile,
          kinds: ["file", "folder"],
          code: "file-not-found",
          ...(section === "configs" && { what: "config file" }),
        },
      ]
    : [];

/** A path that holds a variable is not shown: the variable is. */
function diagnosticOf(project: Project, { file, path, code, what, hint }: Need): Diagnostic {
  const names = project.originOf(path)?.variables.map(({ name }) => `\${${name}}`) ?? [];
  const called = names.length > 0 ? `of ${names.join(" and ")}` : file;
  const place = project.placeOf(path);
  const chain = project.originOf(path)?.chain ?? [];
  return {
    code,
    severity: "error",
    message: `there is no ${what} ${called}`,
    path: pathText(path),
    ...(place && { place }),
    hint,
    ...(chain.length > 0 && { chain }),
  };
}
