/** Why a step is there, or why a resource stays as it is, in words for people: one row a code. */
import { bytes } from "../../core/bytes.ts";
import type { Reason } from "../../core/reason.ts";

type Rows = {
  readonly [Code in Reason["code"]]: string | ((facts: Extract<Reason, { readonly code: Code }>) => string);
};

const shares = {
  network: "shares the network of",
  memory: "shares the memory of",
  processes: "shares the processes of",
  volumes: "uses the volumes of",
  links: "is linked to",
} as const;

const policies = {
  always: "pull_policy: always",
  build: "pull_policy: build",
  every: "the local image is older than its pull_policy allows",
} as const;

const hooks = {
  start: "runs before each start",
  "service-start": "runs before the service starts",
  "after-start": "runs after each start",
  stop: "runs before each stop",
} as const;

const rows: Rows = {
  "up-to-date": "up to date",
  absent: "does not exist",
  present: "exists",
  changed: ({ fields, drift }) => `${few(fields)} changed${drift ? " outside the file" : ""}`,
  "update-in-place": "can be updated in place",
  renamed: ({ from, to }) => `renamed from ${from} to ${to}`,
  "never-started": "was never started",
  paused: "is paused",
  exited: ({ exitCode }) => `exited with code ${exitCode}`,
  dead: "is dead",
  "half-removed": "its removal did not finish",
  "unfinished-start": "its post_start hooks have not finished",
  "interrupted-replacement": "left over from an interrupted replacement",
  "duplicate-network": "there are several networks of that name",
  "data-kept": "its data is kept as it is",
  "on-network": ({ containers }) => `${containers.join(", ")} ${containers.length === 1 ? "is" : "are"} on it`,
  flag: ({ flag }) => flag,
  requested: ({ by }) => `requested by ${by}`,
  "scaled-down": ({ replicas }) => `scaled down to ${replicas}`,
  orphan: "its service is no longer in the file",
  "not-started-now": "exists, and is not started now",
  "pull-policy": ({ policy }) => policies[policy],
  "image-absent": ({ mounted }) =>
    mounted ? "the image is mounted, and does not exist here" : "the image does not exist here",
  "volume-replaced": ({ flag, bytes: size }) =>
    `${flag}; its data is lost${size === undefined ? "" : `: ${bytes(size)}`}`,
  "image-pending": ({ mounted }) => (mounted ? "an image it mounts may change" : "its image may change"),
  "variables-pending": "its provider may give other variables",
  "owner-replaced": ({ share, owner }) => `it ${shares[share]} ${owner}, which is replaced`,
  "owner-restarted": ({ share, owner }) => `it ${shares[share]} ${owner}, which starts again`,
  "owner-gone": ({ owner }) => `what it shares with ${owner} is gone with it`,
  "restarts-with": ({ services }) => `restarts with ${services.join(", ")}`,
  "loses-volume": ({ volume }) => `its volume ${volume} is replaced`,
  "network-recreated": ({ network }) => `the network ${network} is recreated`,
  "new-container": "is new",
  "takes-over": ({ from }) => (from === "running" ? "the old container has stopped" : "replaces a stopped container"),
  "candidate-made": "its replacement is ready to start",
  "replacement-runs": ({ newVolumes }) => `its replacement runs${newVolumes ? ", with new anonymous volumes" : ""}`,
  "name-free": "its name is free now",
  "name-until-started": "gets its name once its post_start hooks have run",
  "name-needed": ({ name }) => `another container gets the name ${name}`,
  "start-failed": "its replacement did not start",
  "dependency-restored": "what it depends on runs again",
  "reads-contents": ({ contents }) => `reads ${contents.join(", ")}`,
  "joins-network": "joins the network",
  "endpoint-changed": "leaves the network, or joins it with other settings",
  "one-network-at-creation": "this engine takes one network at creation",
  hook: ({ at, privileged }) => `${hooks[at]}${privileged ? ", privileged" : ""}`,
  "hook-left-behind": "left over from an interrupted pre_start hook",
  provider: ({ program, command }) => `${command === "up" ? "provided" : "withdrawn"} by the program "${program}"`,
  "model-settings": "its settings cannot be read, so they are set each time",
  "model-settings-reset": "it may have settings from before it was pulled",
  needed: "others depend on it",
  optional: "others start after it, even if it fails",
  barrier: "",
};

export function reasonText(reason: Reason): string {
  // The table pairs each code with its own facts; indexing it by a union loses that.
  const row = rows[reason.code] as string | ((facts: Reason) => string);
  return typeof row === "string" ? row : row(reason);
}

const few = (fields: readonly string[]): string =>
  `${fields.slice(0, 3).join(", ")}${fields.length > 3 ? ` and ${fields.length - 3} more` : ""}`;
