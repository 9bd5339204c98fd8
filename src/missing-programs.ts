/** Programs of this machine that a project needs and that are not there: told before anything is begun. */
import type { Diagnostic } from "./core/diagnostics.ts";
import type { Host } from "./engine/host.ts";
import { pluginMissing } from "./models.ts";
import type { Project, Service } from "./spec/project.ts";

/** @returns errors with their lines: providers, and docker's plugin for AI models */
export async function missingPrograms(project: Project, host: Host): Promise<readonly Diagnostic[]> {
  const providers = [...project.services.values()].map((service) => missingProvider(service, project, host));
  const found = await Promise.all([...providers, missingPlugin(project, host)]);
  return found.flat();
}

async function missingProvider({ name, provider }: Service, project: Project, host: Host): Promise<Diagnostic[]> {
  if (provider === undefined || (await host.findProgram(provider.type)) !== undefined) return [];
  const path = ["services", name, "provider", "type"];
  const place = project.placeOf(path);
  return [
    {
      code: "provider-not-found",
      severity: "error",
      message: `there is no program "${provider.type}" on this machine, and no plugin of docker of that name`,
      path: path.join("."),
      ...(place && { place }),
      hint: `install ${provider.type} on the PATH, or docker-${provider.type} among docker's plugins`,
    },
  ];
}

const missingPlugin = async (project: Project, host: Host): Promise<Diagnostic[]> =>
  project.models.size === 0 || (await host.findPlugin("model")) !== undefined ? [] : [pluginMissing(project)];
