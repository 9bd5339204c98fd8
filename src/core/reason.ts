/**
 * Why a step is there, or why a resource is left as it is: a code and its facts. The words for people are the renderer's.
 */

/** Verbs of the command line that act on what there is. */
export type Verb =
  | "down"
  | "stop"
  | "start"
  | "restart"
  | "kill"
  | "pause"
  | "unpause"
  | "rm"
  | "run"
  | "pull"
  | "push"
  | "build";

/** What a container has of another one. */
export type Share = "network" | "memory" | "processes" | "volumes" | "links";

export type Reason =
  // what a resource is like now
  | { readonly code: "up-to-date" }
  | { readonly code: "absent" }
  | { readonly code: "present" }
  | { readonly code: "changed"; readonly fields: readonly string[]; readonly drift?: true }
  | { readonly code: "update-in-place" }
  | { readonly code: "renamed"; readonly from: string; readonly to: string }
  | { readonly code: "never-started" }
  | { readonly code: "paused" }
  | { readonly code: "exited"; readonly exitCode: number }
  | { readonly code: "dead" }
  | { readonly code: "half-removed" }
  | { readonly code: "unfinished-start" }
  | { readonly code: "interrupted-replacement"; readonly leftover?: true }
  | { readonly code: "duplicate-network" }
  | { readonly code: "data-kept" }
  | { readonly code: "on-network"; readonly containers: readonly string[] }
  // what was asked for
  | { readonly code: "flag"; readonly flag: string; readonly losesData?: true }
  | { readonly code: "requested"; readonly by: Verb }
  | { readonly code: "scaled-down"; readonly replicas: number }
  | { readonly code: "orphan"; readonly kept?: true }
  | { readonly code: "not-started-now" }
  | { readonly code: "pull-policy"; readonly policy: "always" | "every" | "build" }
  | { readonly code: "not-pushed"; readonly why: "not-built" | "no-image" }
  | { readonly code: "not-pulled"; readonly why: "present" | "policy" | "buildable" | "no-image" }
  | { readonly code: "image-absent"; readonly mounted?: true }
  | { readonly code: "volume-replaced"; readonly volume: string; readonly flag: string; readonly bytes?: number }
  // what another resource brings about
  | { readonly code: "image-pending"; readonly mounted?: true }
  | { readonly code: "variables-pending" }
  | { readonly code: "owner-replaced" | "owner-restarted"; readonly share: Share; readonly owner: string }
  | { readonly code: "owner-gone"; readonly owner: string }
  | { readonly code: "restarts-with"; readonly services: readonly string[] }
  | { readonly code: "loses-volume"; readonly volume: string }
  | { readonly code: "network-recreated"; readonly network: string }
  // where a step stands in what becomes of its container
  | { readonly code: "new-container" }
  | { readonly code: "takes-over"; readonly from: "running" | "stopped" }
  | { readonly code: "candidate-made" }
  | { readonly code: "replacement-runs"; readonly newVolumes?: true }
  | { readonly code: "name-free" }
  | { readonly code: "name-until-started" }
  | { readonly code: "name-needed"; readonly name: string }
  | { readonly code: "start-failed" }
  | { readonly code: "dependency-restored" }
  | { readonly code: "reads-contents"; readonly contents: readonly string[] }
  | { readonly code: "joins-network" }
  | { readonly code: "endpoint-changed" }
  | { readonly code: "one-network-at-creation" }
  | {
      readonly code: "hook";
      readonly at: "start" | "service-start" | "after-start" | "stop";
      readonly privileged: boolean;
    }
  | { readonly code: "hook-left-behind" }
  | { readonly code: "provider"; readonly program: string; readonly command: "up" | "down" | "stop" }
  | { readonly code: "model-settings" }
  | { readonly code: "model-settings-reset" }
  // why something is waited for
  | { readonly code: "needed" }
  | { readonly code: "optional" }
  | { readonly code: "barrier" };
