/**
 * AI models that services use: the variables by which these learn of them, and the steps after which they can be used.
 * What is fetched and set is docker's plugin's business, and stays when the project goes.
 */
import type { Diagnostic } from "../core/diagnostics.ts";
import type { StepId } from "../core/ids.ts";
import type { ModelFacts } from "../observe/observed.ts";
import type { AiModel, Project, Service } from "../spec/project.ts";
import { withFurtherVariables } from "../spec/render/further-variables.ts";
import type { Draft } from "./plan/draft.ts";
import { keys } from "./plan/needs.ts";

/** The project whose services have the variables of the models that they use, in place of their own of those names. */
export function withModelVariables(project: Project, { endpoint }: Pick<ModelFacts, "endpoint">): Project {
  const informed = (service: Service): Service => {
    const variables: Record<string, string> = {};
    for (const [key, names] of service.models) {
      variables[names.model] = project.models.get(key)?.model ?? "";
      variables[names.endpoint] = endpoint;
    }
    return {
      ...service,
      environment: { ...service.environment, ...variables },
      printed: withFurtherVariables(service.printed, variables),
    };
  };
  const services = [...project.services].map(
    ([name, service]) => [name, service.models.size > 0 ? informed(service) : service] as const,
  );
  return { ...project, services: new Map(services) };
}

/** Steps after which the models can be used that services use; none for one that can be already. */
export function planModels(project: Project, facts: ModelFacts, draft: Draft): void {
  const here = new Set(facts.present.map(reference));
  const takesFlags = rank(facts.version) >= rank(flagsSince);
  /** Two keys may stand for one model: what is done to it is done one after the other. */
  const latest = new Map<string, StepId>();
  for (const model of inUse(project)) {
    if (model.runtimeFlags.length > 0 && !takesFlags) draft.warn(flagsLost(project, model, facts));
    const id = reference(model.model);
    const before = latest.get(id);
    const last = modelSteps(model, settingsOf(model, takesFlags), here.has(id), before, draft);
    if (last === undefined) continue;
    draft.give(last, [keys.model(model.key)]);
    latest.set(id, last);
  }
}

/** @param before the last step of another key that stands for the same model @returns the last one of this key */
function modelSteps(
  { key, name, model }: AiModel,
  settings: Settings,
  isHere: boolean,
  before: StepId | undefined,
  draft: Draft,
): StepId | undefined {
  const resource = { kind: "model", name } as const;
  const isPulled = !isHere && before === undefined;
  const hasSettings = Object.keys(settings).length > 0;
  if (!isPulled && !hasSettings) {
    draft.say({ resource, action: "keep", reason: { code: "present" } });
    return before;
  }
  const absent = { code: "absent" } as const;
  const pulled = isPulled
    ? draft.add({
        id: `pull model ${key}`,
        operation: { kind: "pull-model", model },
        resource,
        reason: absent,
      })
    : before;
  const reason = { code: hasSettings ? "model-settings" : "model-settings-reset" } as const;
  draft.say({ resource, ...(isPulled ? { action: "pull", reason: absent } : { action: "change", reason }) });
  return draft.add({
    id: `configure model ${key}`,
    after: [pulled],
    operation: { kind: "configure-model", model, ...settings },
    resource,
    reason,
  });
}

/** Those of services that have containers. */
function inUse({ services, models }: Project): readonly AiModel[] {
  const running = [...services.values()].filter(({ replicas, provider }) => replicas > 0 && !provider);
  const keys = new Set(running.flatMap((service) => [...service.models.keys()]));
  return [...models.values()].filter(({ key }) => keys.has(key));
}

type Settings = Partial<Pick<AiModel, "contextSize" | "runtimeFlags">>;

const settingsOf = ({ contextSize, runtimeFlags }: AiModel, takesFlags: boolean): Settings => ({
  ...(contextSize !== undefined && { contextSize }),
  ...(takesFlags && runtimeFlags.length > 0 && { runtimeFlags }),
});

/** A model's name in full, as the plugin takes and lists it: `smollm2` is `ai/smollm2:latest`. */
function reference(model: string): string {
  const [, path = "", tag = ""] = /^(.*?)(?::([^/:]*))?$/.exec(model.trim()) ?? [];
  const plain = path
    .toLowerCase()
    .replace(/^(index\.)?docker\.io\//, "")
    .replace(/^hf\.co\//, "huggingface.co/");
  return `${plain.includes("/") ? plain : `ai/${plain}`}:${tag || "latest"}`;
}

/** The plugin's version that takes flags for the program that runs a model. */
const flagsSince = "1.0.6";

/** @param version what the plugin says of itself: `v1.0.6`, or no number at all, which is older than any */
function rank(version: string): number {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major ?? 0) * 1e8 + Number(minor ?? 0) * 1e4 + Number(patch ?? 0);
}

function flagsLost(project: Project, { key, name }: AiModel, { version }: ModelFacts): Diagnostic {
  const path = ["models", key, "runtime_flags"];
  const place = project.placeOf(path);
  return {
    code: "model-flags-ignored",
    severity: "warning",
    message: `\`runtime_flags\` of the model "${name}" have no effect: docker's plugin for models is of version ${version || "unknown"}`,
    path: path.join("."),
    ...(place && { place }),
    hint: `it takes them since ${flagsSince}`,
  };
}
