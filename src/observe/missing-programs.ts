/** Programs of this machine that a project needs and that are not there: providers, and docker's plugin for AI models. */
import type { Diagnostic } from "../core/diagnostics.ts";
import type { Host } from "../engine/host.ts";
import type { Project, Service } from "../spec/project.ts";
import type { Missing } from "./observed.ts";

/** Each as an error with its line; whether it matters is the planner's to say. @param host asked for where programs are needed */
export async function missingPrograms(project: Project, host: () => Promise<Host>): Promise<readonly Missing[]> {
  const services = [...project.services.values()];
  if (project.models.size === 0 && services.every(({ provider }) => provider === undefined)) return [];
  const machine = await host();
  const providers = services.map((service) => missingProvider(service, project, machine));
  const found = await Promise.all([...providers, missingPlugin(project, machine)]);
  return found.flat();
}

async function missingProvider({ name, provider }: Service, project: Project, host: Host): Promise<Missing[]> {
  if (provider === undefined || (await host.findProgram(provider.type)) !== undefined) return [];
  const path = ["services", name, "provider", "type"];
  const place = project.placeOf(path);
  const diagnostic: Diagnostic = {
    code: "provider-not-found",
    severity: "error",
    message: `there is no program "${provider.type}" on this machine, and no plugin of docker of that name`,
    path: path.join("."),
    ...(place && { place }),
    hint: `install ${provider.type} on the PATH, or docker-${provider.type} among docker's plugins`,
  };
  return [{ for: "program", service: name, diagnostic }];
}

/** The place is that of the first use. */
async function missingPlugin(project: Project, host: Host): Promise<Missing[]> {
  if (project.models.size === 0 || (await host.findPlugin("model")) !== undefined) return [];
  const [service] = [...project.services.values()].filter(({ models }) => models.size > 0);
  const path = ["services", service?.name ?? "", "models", ...(service?.models.keys().take(1) ?? [])];
  const place = project.placeOf(path);
  const diagnostic: Diagnostic = {
    code: "model-plugin-not-found",
    severity: "error",
    message: `service "${service?.name}" uses an AI model, and docker's plugin for models is not on this machine`,
    path: path.join("."),
    ...(place && { place }),
    hint: "install docker-model among docker's plugins: the package docker-model-plugin, or a Docker Desktop that has it",
  };
  return [{ for: "program", diagnostic }];
}
