/**
 * What the image and the engine add to a request: the wanted configuration as the engine would keep it. Applying this
 * to what the file wants makes it comparable with what the engine has.
 */
import type { ContainerConfig, Healthcheck } from "../../engine/container-config.ts";
import type { ImageFact } from "../../engine/port.ts";

/** The configuration with the image's defaults where the file is silent, by the engine's own rules of merging. */
export function withImageDefaults(wanted: ContainerConfig, image: ImageFact): ContainerConfig {
  const entrypoint = wanted.entrypoint ?? image.entrypoint;
  // An entrypoint of the file's own leaves the image's command out.
  const command = wanted.command ?? (wanted.entrypoint === undefined ? image.command : []);
  const environment = Object.fromEntries(
    Object.entries({ ...image.environment, ...wanted.environment }).filter(([, value]) => value !== null),
  );
  const healthcheck = mergedHealthcheck(wanted.healthcheck, image.healthcheck);
  return {
    ...wanted,
    entrypoint,
    command,
    environment,
    labels: { ...image.labels, ...wanted.labels },
    user: wanted.user ?? image.user,
    workingDir: wanted.workingDir ?? image.workingDir,
    stopSignal: wanted.stopSignal ?? image.stopSignal,
    exposed: [...new Set([...image.exposed, ...wanted.exposed])].sort(),
    ...(healthcheck && { healthcheck }),
  };
}

function mergedHealthcheck(wanted: Healthcheck | undefined, image: Healthcheck | undefined): Healthcheck | undefined {
  if (wanted === undefined || image === undefined) return wanted ?? image;
  // A zero means "not set" on the wire, so it gives way too.
  const set = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined && value !== 0));
  return { ...image, ...set };
}

/**
 * Fields that the engine fills in when a request leaves them out, with the value that it usually takes. What stands
 * there on a live container is only a difference if the file once set it (the label `applied` tells) or, on a
 * container that carries no such label, if it is not the usual value and the file has changed since.
 */
export const engineDefaults: ReadonlyMap<keyof ContainerConfig, unknown> = new Map<keyof ContainerConfig, unknown>([
  ["logging", { driver: "json-file", options: {} }],
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
