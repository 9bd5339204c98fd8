/** Why a step is there, or why a resource stays as it is, in words for people: one row a code. */
import { bytes } from "../../core/bytes.ts";
import type { Reason } from "../../core/reason.ts";

type Rows = {
  readonly [Code in Reason["code"]]:
    | string
    | ((facts: Extract<Reason, { readonly code: Code }>, isSure: boolean) => string);
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
  every: "its last pull is longer ago than its pull_policy allows",
} as const;

const provided = { up: "provided", stop: "stopped", down: "removed" } as const;

const notPulled = {
  present: "Image is already present locally",
  policy: "Its pull_policy forbids it",
  buildable: "Image can be built",
  "no-image": "No image to be pulled",
} as const;

const notPushed = {
  "not-built": "No build, so its image is not pushed",
  "no-image": "No image name to push to",
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
  "never-started": "created, but never started",
  paused: "paused",
  exited: ({ exitCode }) => `exited with code ${exitCode}`,
  dead: "dead: it can never start again",
  "half-removed": "its removal did not finish",
  "unfinished-start": "its post_start hooks did not finish",
  "interrupted-replacement": ({ leftover }) =>
    leftover ? "left over from an interrupted recreation" : "finish an interrupted recreation",
  "duplicate-network": "several networks have this name",
  "data-kept": "its data is kept",
  "on-network": ({ containers }) => `in use by ${containers.join(", ")}`,
  flag: ({ flag, losesData }) => (losesData ? `${flag}; its data is lost` : flag),
  requested: ({ by }) => `requested by \`${by}\``,
  "scaled-down": ({ replicas }) => `scaled down to ${replicas}`,
  orphan: ({ kept }) => `orphan: its service is not in the file${kept ? "; --remove-orphans removes it" : ""}`,
  "not-started-now": "exists, not started",
  "pull-policy": ({ policy }) => policies[policy],
  "not-pulled": ({ why }) => notPulled[why],
  "not-pushed": ({ why }) => notPushed[why],
  "image-absent": ({ mounted }) => (mounted ? "mounted, not found locally" : "not found locally"),
  "volume-replaced": ({ flag, bytes: size }) =>
    `${flag}; its data is lost${size === undefined ? "" : ` (${bytes(size)})`}`,
  "image-pending": ({ mounted }) => (mounted ? "if a mounted image changes" : "if the image changes"),
  "variables-pending": "if its provider's variables change",
  "owner-replaced": ({ share, owner }, isSure) =>
    `${shares[share]} ${owner}, which ${isSure ? "is" : "may be"} recreated`,
  "owner-restarted": ({ share, owner }, isSure) =>
    `${shares[share]} ${owner}, which ${isSure ? "restarts" : "may restart"}`,
  "owner-gone": ({ owner }) => `shares with ${owner}, which is removed`,
  "restarts-with": ({ services }) => `restarts with ${services.join(", ")}`,
  "loses-volume": ({ volume }) => `volume ${volume} is recreated`,
  "network-recreated": ({ network }) => `network ${network} is recreated`,
  "new-container": "new container",
  "takes-over": ({ from }) => (from === "running" ? "the old container has stopped" : "replaces a stopped container"),
  "candidate-made": "its replacement is ready to start",
  "replacement-runs": ({ newVolumes }) =>
    `its replacement is running${newVolumes ? ", with new anonymous volumes" : ""}`,
  "name-free": "takes over the name",
  "name-until-started": "takes its final name after post_start",
  "name-needed": ({ name }) => `another container takes the name ${name}`,
  "start-failed": "only if the replacement fails to start",
  "dependency-restored": "its dependency runs again",
  "reads-contents": ({ contents }) => `uses ${contents.join(", ")}`,
  "joins-network": "joins the network",
  "endpoint-changed": "its networks changed",
  "one-network-at-creation": "this engine connects one network at creation",
  hook: ({ at, privileged }) => `${hooks[at]}${privileged ? ", privileged" : ""}`,
  "hook-left-behind": "left over from an interrupted pre_start hook",
  provider: ({ program, command }) => `${provided[command]} by the program "${program}"`,
  "model-settings": "its settings cannot be read, so every run sets them",
  "model-settings-reset": "may have settings from before the pull",
  needed: "other services depend on it",
  optional: "other services start after it, even if it fails",
  barrier: "",
};

/** @param isSure whether it counts in any case, or only if what the run finds makes it count */
export function reasonText(reason: Reason, isSure = true): string {
  // The table pairs each code with its own facts; indexing it by a union loses that.
  const row = rows[reason.code] as string | ((facts: Reason, isSure: boolean) => string);
  return typeof row === "string" ? row : row(reason, isSure);
}

const few = (fields: readonly string[]): string =>
  `${fields.slice(0, 3).join(", ")}${fields.length > 3 ? ` and ${fields.length - 3} more` : ""}`;
