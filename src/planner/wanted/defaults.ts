/**
 * What the image and the engine add to a request: the wanted configuration as the engine would keep it. Applying this
 * to what the file wants makes it comparable with what the engine has.
 */
import type { ContainerConfig, Healthcheck } from "../../engine/container-config.ts";
import type { ImageFact } from "../../engine/port.ts";

/** The configuration with the image's defaults where the file is silent, by the engine's own rules of merging. */
export function withImageDefaults(wanted: ContainerConfig, image: ImageFact): ContainerConfig {
  const entrypoint = wanted.entrypoint ?? image.entrypoint;
  // An entrypoint of the file's own leaves the image's command out. An empty one, or an empty command, does not.
  const imageCommand = wanted.entrypoint?.length ? [] : image.command;
  const command = wanted.command?.length ? wanted.command : imageCommand;
  const environment = withoutNulls({ ...image.environment, ...wanted.environment });
  const { healthcheck: asked, ...others } = wanted;
  const healthcheck = mergedHealthcheck(asked, image.healthcheck);
  return {
    ...others,
    entrypoint,
    command,
    environment,
    labels: { ...image.labels, ...wanted.labels },
    user: wanted.user || image.user,
    workingDir: wanted.workingDir || image.workingDir,
    stopSignal: wanted.stopSignal || image.stopSignal,
    exposed: [...new Set([...image.exposed, ...wanted.exposed])].sort(),
    ...(healthcheck && { healthcheck }),
  };
}

/** Variables without those that are to be taken away. */
export const withoutNulls = (environment: ContainerConfig["environment"]): ContainerConfig["environment"] =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== null));

/**
 * The configuration with what the engine adds to what the file does say.
 * @param isAsMade whether the live container was made from this very configuration
 */
export function withEngineAdditions(
  wanted: ContainerConfig,
  live: ContainerConfig,
  isAsMade: () => boolean,
): ContainerConfig {
  const { logging } = wanted;
  const driver = live.logging?.driver ?? "";
  return {
    ...wanted,
    ...(logging?.driver === "" && (driver === usualDriver || isAsMade()) && { logging: { ...logging, driver } }),
    ...(isUnlabelled(wanted, live) && { securityOpt: [...wanted.securityOpt, noLabel] }),
  };
}

const noLabel = "label=disable";

/** SELinux does not confine one that shares the host's processes or memory, or that may do everything. */
function isUnlabelled({ privileged, ipc, pid, securityOpt }: ContainerConfig, live: ContainerConfig): boolean {
  const sharesHost = [ipc, pid].some((mode) => mode?.kind === "named" && mode.name === "host");
  const isAdded = live.securityOpt.includes(noLabel) && securityOpt.length > 0 && !securityOpt.includes(noLabel);
  return (privileged || sharesHost) && isAdded;
}

const usualDriver = "json-file";

function mergedHealthcheck(wanted: Healthcheck | undefined, image: Healthcheck | undefined): Healthcheck | undefined {
  // A zero or an empty list means "not set" on the wire, so it gives way too.
  const isSet = (value: unknown): boolean =>
    value !== undefined && value !== 0 && !(Array.isArray(value) && value.length === 0);
  const set = Object.entries(wanted ?? {}).filter(([, value]) => isSet(value));
  return set.length === 0 ? image : { ...image, ...Object.fromEntries(set) };
}

/**
 * Fields that the engine fills in when a request leaves them out, with the value that it usually takes. What stands
 * there on a live container is only a difference if the file once set it (the label `applied` tells) or, on a
 * container that carries no such label, if it is not the usual value and the file has changed since.
 */
export const engineDefaults: ReadonlyMap<keyof ContainerConfig, unknown> = new Map<keyof ContainerConfig, unknown>([
  ["logging", { driver: usualDriver, options: {} }],
  ["shmSize", 67_108_864],
  ["hostname", undefined],
  ["memorySwap", undefined],
  ["ulimits", []],
  ["securityOpt", []],
  ["init", false],
  ["stopTimeoutSeconds", undefined],
  ["cgroup", undefined],
  ["runtime", undefined],
  ["ipc", undefined],
]);
