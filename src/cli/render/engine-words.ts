/** How the operations of Docker's engine are shown: one row a kind, for every renderer. */
import type { Operation } from "../../index.ts";
import type { Look } from "./look.ts";

const looks: Readonly<Record<Operation["kind"], Look>> = {
  "pull-image": { doing: "Pulling", done: "Pulled", goal: "to be pulled", progress: "layers" },
  "push-image": { doing: "Pushing", done: "Pushed", goal: "to be pushed", progress: "layers" },
  "build-image": { doing: "Building", done: "Built", goal: "to be built", progress: "steps" },
  "remove-image": { doing: "Removing", done: "Removed", part: "removes" },
  "pull-model": { doing: "Pulling", done: "Pulled", goal: "to be pulled" },
  "configure-model": { doing: "Configuring", done: "Configured", goal: "to be configured" },
  "create-network": { doing: "Creating", done: "Created", part: "makes" },
  "remove-network": { doing: "Removing", done: "Removed", part: "removes" },
  "connect-network": { doing: "Connecting", done: "Connected", part: "connects" },
  "disconnect-network": { doing: "Disconnecting", done: "Disconnected", part: "connects" },
  "create-volume": { doing: "Creating", done: "Created", part: "makes" },
  "remove-volume": { doing: "Removing", done: "Removed", part: "removes" },
  "create-container": { doing: "Creating", done: "Created", part: "makes" },
  "copy-in": { doing: "Copying files", done: "Copied files" },
  "start-container": { doing: "Starting", done: "Started", goal: "to start", part: "starts" },
  "pause-container": { doing: "Pausing", done: "Paused", instant: true },
  "unpause-container": { doing: "Unpausing", done: "Unpaused", instant: true },
  "kill-container": { doing: "Killing", done: "Killed" },
  "stop-container": { doing: "Stopping", done: "Stopped", goal: "to stop", part: "stops" },
  "remove-container": { doing: "Removing", done: "Removed", goal: "to be removed", part: "removes" },
  "rename-container": { doing: "Renaming", done: "Renamed", part: "names" },
  "update-container": { doing: "Updating", done: "Updated" },
  "run-provider": { doing: "Running", done: "Ran" },
  "run-pre-start": { doing: "Running pre_start", done: "Ran pre_start" },
  "run-post-start": { doing: "Running post_start", done: "Ran post_start" },
  "run-pre-stop": { doing: "Running pre_stop", done: "Ran pre_stop" },
  "wait-running": wait("Running", "to run", { doing: "waiting to run" }),
  "wait-healthy": wait("Healthy", "to be healthy", { doing: "waiting to be healthy" }),
  "wait-ready": wait("Ready", "to be ready", { doing: "waiting to be ready" }),
  "wait-completed": wait("Exited", "to complete", { doing: "running to completion", done: "completed" }),
};

function wait(done: string, goal: string, row: NonNullable<Look["row"]>): Look {
  return { doing: "Waiting", done, goal, row, waits: true };
}

export const engineLooks: Readonly<Partial<Record<string, Look>>> = looks;
