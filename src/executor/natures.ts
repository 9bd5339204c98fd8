/** What kind of thing an operation is to a run: whether it takes a place among the calls under way, and what an interrupt does to it. */
import type { Operation } from "../planner/plan/operation.ts";
import type { Lane } from "./run-steps.ts";

export type Nature =
  /** One call that changes something. After an interrupt it may finish, so that its outcome is known. */
  | "change"
  /** Work of any length that can be given up anywhere, or goes on without us: an interrupt ends it. */
  | "work"
  /** Listens. It takes no place, for it may last as long as a health check; an interrupt ends it. */
  | "wait";

export const natures: Readonly<Record<Operation["kind"], Nature>> = {
  "pull-image": "work",
  "build-image": "work",
  "push-image": "work",
  "remove-image": "change",
  "pull-model": "work",
  "configure-model": "work",
  "create-network": "change",
  "remove-network": "change",
  "connect-network": "change",
  "disconnect-network": "change",
  "create-volume": "change",
  "remove-volume": "change",
  "create-container": "change",
  "copy-in": "change",
  "start-container": "change",
  "pause-container": "change",
  "unpause-container": "change",
  "kill-container": "change",
  "stop-container": "change",
  "remove-container": "change",
  "rename-container": "change",
  "update-container": "change",
  "run-provider": "work",
  "run-pre-start": "work",
  "run-post-start": "work",
  "run-pre-stop": "work",
  "wait-running": "wait",
  "wait-healthy": "wait",
  "wait-ready": "wait",
  "wait-completed": "wait",
};

/** An engine does a few of these at once sooner than many, as each waits for the others' locks. */
const ends: Lane = { name: "ends", most: 8 };

/**
 * An engine brings three layers at a time and takes five, of however many images; what is more only waits there, and asks a
 * registry that counts.
 */
const registries: Lane = { name: "registries", most: 6 };

/**
 * Containers that are ended at once: 100 of them are gone in two thirds of the time that all at once take. One that is given
 * time to end takes no place, for it may use that time.
 */
export function laneOf(operation: Operation): Lane | undefined {
  if (operation.kind === "pull-image" || operation.kind === "push-image") return registries;
  return operation.kind === "stop-container" && operation.graceSeconds === 0 ? ends : undefined;
}
