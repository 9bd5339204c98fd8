/** What a step is called while it runs and when it has ended: one table for every renderer. */
import type { Resource, ResourceKind, StepView } from "../../core/events.ts";

export interface Words {
  /** `Starting` */
  readonly doing: string;
  /** `Started` */
  readonly done: string;
}

const table: Readonly<Record<string, Words>> = {
  "pull-image": { doing: "Pulling", done: "Pulled" },
  "build-image": { doing: "Building", done: "Built" },
  "pull-model": { doing: "Pulling", done: "Pulled" },
  "configure-model": { doing: "Configuring", done: "Configured" },
  "create-network": { doing: "Creating", done: "Created" },
  "remove-network": { doing: "Removing", done: "Removed" },
  "connect-network": { doing: "Connecting", done: "Connected" },
  "disconnect-network": { doing: "Disconnecting", done: "Disconnected" },
  "create-volume": { doing: "Creating", done: "Created" },
  "remove-volume": { doing: "Removing", done: "Removed" },
  "create-container": { doing: "Creating", done: "Created" },
  "copy-in": { doing: "Copying files", done: "Copied files" },
  "start-container": { doing: "Starting", done: "Started" },
  "unpause-container": { doing: "Unpausing", done: "Unpaused" },
  "stop-container": { doing: "Stopping", done: "Stopped" },
  "kill-container": { doing: "Killing", done: "Killed" },
  "remove-container": { doing: "Removing", done: "Removed" },
  "rename-container": { doing: "Renaming", done: "Renamed" },
  "update-container": { doing: "Updating", done: "Updated" },
  "run-provider": { doing: "Running", done: "Ran" },
  "run-pre-start": { doing: "Running pre_start", done: "Ran pre_start" },
  "run-post-start": { doing: "Running post_start", done: "Ran post_start" },
  "run-pre-stop": { doing: "Running pre_stop", done: "Ran pre_stop" },
  "wait-running": { doing: "Waiting", done: "Running" },
  "wait-healthy": { doing: "Waiting", done: "Healthy" },
  "wait-ready": { doing: "Waiting", done: "Ready" },
  "wait-completed": { doing: "Waiting", done: "Exited" },
};

/** An action without an entry is shown by its own name, so that a new one is never silent. */
export const wordsOf = (action: string): Words => table[action] ?? { doing: action, done: action };

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

/** The resources whose container is recreated beside an existing one that is then removed. */
export function recreated(steps: readonly StepView[]): ReadonlySet<string> {
  const with_ = (action: string): Set<string> =>
    new Set(steps.filter((step) => step.action === action).map((step) => title(step.resource)));
  return with_("create-container").intersection(with_("remove-container"));
}

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
