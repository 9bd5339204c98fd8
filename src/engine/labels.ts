/** The labels by which every tool of this field knows a project's resources, and ours beside them. */

export const labels = {
  project: "com.docker.compose.project",
  service: "com.docker.compose.service",
  number: "com.docker.compose.container-number",
  oneOff: "com.docker.compose.oneoff",
  slug: "com.docker.compose.slug",
  version: "com.docker.compose.version",
  configHash: "com.docker.compose.config-hash",
  dependsOn: "com.docker.compose.depends_on",
  image: "com.docker.compose.image",
  imageVolumes: "com.docker.compose.image-volume-digest",
  replace: "com.docker.compose.replace",
  workingDir: "com.docker.compose.project.working_dir",
  configFiles: "com.docker.compose.project.config_files",
  environmentFile: "com.docker.compose.project.environment_file",
  network: "com.docker.compose.network",
  volume: "com.docker.compose.volume",
  /** On the container of a `pre_start` hook, which is no replica of the service. */
  hook: "com.docker.compose.hook",
  /** `transformation` on an image that converts projects into another model. */
  bridge: "com.docker.compose.bridge",
  imageBuilder: "com.docker.compose.image.builder",
  /** Ours: `candidate` on a container that was made to take another's place. It can't be removed later, so it only says how it began. */
  role: "dev.windlass.role",
  /** Ours: the id of the run's operation that made it, so that a create whose answer was lost can be looked up by name and known again. */
  operation: "dev.windlass.operation",
  /** Ours: names of the variables that providers gave it. */
  provided: "dev.windlass.provided",
  /** Ours: what the file had set at creation, see planner/wanted/applied.ts. */
  applied: "dev.windlass.applied",
  /** Ours: a hash of all that the file asked of it at creation, see planner/wanted/made-from.ts. */
  madeFrom: "dev.windlass.made-from",
  /** Ours, on a volume without a name: docker compose would take one with its own labels for a named one. */
  ownProject: "dev.windlass.project",
  ownService: "dev.windlass.service",
  target: "dev.windlass.target",
  /** Ours: the volumes without a name that a container took over from the one before it. */
  inherited: "dev.windlass.inherited",
  /** Ours: what its configs and secrets were, by salted hashes, see planner/wanted/service-files.ts. */
  files: "dev.windlass.files",
  /** Ours: what hooks it began with, by salted hashes, see planner/wanted/start-hooks.ts. */
  hooks: "dev.windlass.hooks",
} as const;

/** The value that this tool writes into `com.docker.compose.version`: the version of the reference whose labels it writes. */
export const composeVersion: string = "5.5.0";

/** Labels that tools write and no file asks for. */
export const isToolLabel = (name: string): boolean =>
  name.startsWith("com.docker.compose.") || name.startsWith("dev.windlass.");

/** Whether these are the labels of a service's own container: not of a one-off one, nor of one that a hook runs in. */
export const isReplica = (own: Readonly<Record<string, string>>): boolean =>
  own[labels.oneOff] !== "True" && own[labels.hook] === undefined;

/** Of which service a container is; empty: of none. */
export const serviceOf = ({ labels: own }: { readonly labels: Readonly<Record<string, string>> }): string =>
  own[labels.service] ?? "";

/**
 * Whether an image with these labels was made of a container, and so has that one's labels: a build writes no container's number.
 * @param own a commit of this tool's has it blank
 */
export const isCommit = (own: Readonly<Record<string, string>>): boolean => own[labels.number] !== undefined;

/**
 * Instructions of a Dockerfile that make an image of a container no part of its project. An image can't lose a label that its
 * container has, only the value.
 */
export const blankToolLabels = (own: Readonly<Record<string, string>>): readonly string[] => {
  const names = Object.keys(own).filter(isToolLabel).sort();
  return names.length === 0 ? [] : [`LABEL ${names.map((name) => `${name}=""`).join(" ")}`];
};
