/** Following containers: what is asked for, and what is told of them as the items of one merged stream. */
import { labels } from "../engine/labels.ts";
import type { LogLine } from "../engine/port.ts";

export interface FollowedContainer {
  readonly id: string;
  /** As people call it: without the project and without what a replacement is called until it takes over. */
  readonly name: string;
  readonly service: string;
  /** Which of the service's containers, from 1 on. */
  readonly number: number;
}

export type Followed =
  /** Comes first, with those that are there: whatever starts from here on is followed from its first line. */
  | { readonly type: "listening"; readonly containers: readonly FollowedContainer[] }
  /** In the order in which they were written. */
  | { readonly type: "lines"; readonly container: FollowedContainer; readonly lines: readonly LogLine[] }
  | { readonly type: "started"; readonly container: FollowedContainer }
  /** Comes after its last line. `restarting`: the engine starts it again by itself, or has already. */
  | {
      readonly type: "exited";
      readonly container: FollowedContainer;
      readonly exitCode: number;
      readonly restarting: boolean;
    }
  /** Its output can't be read, perhaps because of its logging driver. */
  | { readonly type: "unreadable"; readonly container: FollowedContainer; readonly why: string };

export type Interest = "read" | "show" | "await" | "ignore";

export interface FollowOptions {
  readonly project: string;
  /** Whose output is read and whose end is waited for, who is only shown, whose end is only waited for, and who doesn't matter. */
  readonly interest: (container: FollowedContainer) => Interest;
  /** What was written before: nothing of it, all of it, or the last lines of each container. */
  readonly before: "none" | "all" | number;
  /** RFC 3339: of that only what was written since then. */
  readonly since?: string;
  /** Once aborted, the stream ends when no container is up whose end is waited for. */
  readonly untilAllEnded: AbortSignal;
}

export const followed = (
  id: string,
  name: string,
  own: Readonly<Record<string, string>>,
  project: string,
): FollowedContainer => ({
  id,
  name: serviceLabel(name, project),
  service: own[labels.service] ?? "",
  number: Number(own[labels.number] ?? 0),
});

/** The container's name without the project, and without what marks a replacement that has not taken over yet. */
export function serviceLabel(engineName: string, project: string): string {
  const final = engineName.replace(/^[0-9a-f]{12}_/, "");
  return ["-", "_"].some((mark) => final.startsWith(`${project}${mark}`)) ? final.slice(project.length + 1) : final;
}
