/** What is told of followed containers: the items of one merged stream. */
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
  | { readonly type: "line"; readonly container: FollowedContainer; readonly line: LogLine }
  | { readonly type: "started"; readonly container: FollowedContainer }
  /** Comes after its last line. */
  | { readonly type: "exited"; readonly container: FollowedContainer; readonly exitCode: number }
  /** Its output can't be read, perhaps because of its logging driver. */
  | { readonly type: "unreadable"; readonly container: FollowedContainer; readonly why: string };
