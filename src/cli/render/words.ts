/** Words that every renderer has in common. How the steps of a target are called is engine-words.ts's table. */
import type { Kept, Resource, ResourceKind, StepView } from "../../core/events.ts";
import { engineLooks } from "./engine-words.ts";
import type { Look, Part } from "./look.ts";

/** An action without an entry is shown by its own name, so that a new one is never silent. */
export const lookOf = (action: string): Look => engineLooks[action] ?? { doing: action, done: action };

const kinds: Readonly<Record<ResourceKind, string>> = {
  project: "Project",
  image: "Image",
  network: "Network",
  volume: "Volume",
  provider: "Provider",
  model: "Model",
  container: "Container",
};

/** `Container shop-web-1`: the id under which every renderer speaks of a resource. */
export const title = (resource: Resource): string => `${kinds[resource.kind]} ${resource.name}`;

/** The resources that are recreated beside an existing one that is then removed. */
export function recreated(steps: readonly StepView[]): ReadonlySet<string> {
  return having(steps, "makes").intersection(having(steps, "removes"));
}

/** The resources that a step of this part is about. */
export const having = (steps: readonly StepView[], part: Part): Set<string> =>
  new Set(steps.filter((step) => lookOf(step.action).part === part).map((step) => title(step.resource)));

const containerStates: Readonly<Record<string, string>> = {
  created: "Created",
  paused: "Paused",
  exited: "Stopped",
  dead: "Stopped",
};

/** What is said of what stays as it is. */
export const keptWord = ({ kind, state = "" }: Kept): string =>
  kind === "container" ? (containerStates[state] ?? "Running") : "Exists";

/** `2.1s`, `48s`, `3m 07s` */
export function elapsed(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)}s`;
  if (seconds < 60) return `${Math.floor(seconds)}s`;
  return `${Math.floor(seconds / 60)}m ${String(Math.floor(seconds % 60)).padStart(2, "0")}s`;
}

/** `1 error`, `2 errors` */
export const plural = (count: number, one: string, many: string = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
