/** How docker's own programs are told which engine is meant: those that plans run beside the engine. */
import { diskFiles, type Files } from "./disk.ts";
import { contextOf, type EngineSelector } from "./engine-selector.ts";

/**
 * Variables to be set, or unset where they are undefined. A context is named, not resolved: it may have certificates.
 * @param address of the engine that was found
 */
export function engineVariables(
  where: EngineSelector,
  address: string,
  files: Files = diskFiles,
): Readonly<Record<"DOCKER_HOST" | "DOCKER_CONTEXT", string | undefined>> {
  const context = where.host ? "default" : contextOf(where, files);
  return context === "default"
    ? { DOCKER_HOST: address, DOCKER_CONTEXT: undefined }
    : { DOCKER_HOST: undefined, DOCKER_CONTEXT: context };
}
