/** What is asked of an engine for the one service of a file: the body of its create call. */

import { createBody } from "../../src/docker/wire/create-body.ts";
import type { JsonRecord } from "../../src/docker/wire/json.ts";
import { record } from "../../src/docker/wire/json.ts";
import { newestApi } from "../../src/engine/api-version.ts";
import { wantedConfig } from "../../src/planner/wanted/container-spec.ts";
import { loadText } from "./load.ts";

/** @param attributes of the service, in YAML's short form: `cpus: 1, tty: true` */
export async function requestOf(attributes: string, api: string = newestApi): Promise<JsonRecord> {
  const project = await loadText(`services: {web: {image: x, ${attributes}}}`);
  const [service] = project.services.values();
  if (service === undefined) throw new Error("there is no service");
  return createBody(
    wantedConfig(project, service, 1, () => undefined),
    api,
  );
}

/** The part of it that concerns the host. */
export const hostRequestOf = async (attributes: string, api?: string): Promise<JsonRecord> =>
  record((await requestOf(attributes, api)).HostConfig);
