/**
 * What a fault means to the user: a code, a sentence in his words and what to do. Pure. The engine's own sentences are
 * known by the table below; one that is not there is passed on as it is.
 */
import { type ErrorCode, WindlassError } from "../../core/errors.ts";
import { whyUnsent } from "../reach/unsent.ts";
import { CallError, type Fault } from "./call-error.ts";
import { imageRefusals, type RegistryRule } from "./registry-refusals.ts";

type Rule = Pick<RegistryRule, "said" | "code" | "message" | "hint">;

/** Known refusals; the first that matches counts. */
const rules: readonly Rule[] = [
  {
    said: /Bind for (\S+) failed: port is already allocated/i,
    code: "port-taken",
    message: ([, port]) => `port ${port} is already allocated to another container`,
    hint: "stop that container (see `docker ps`), or publish another port",
  },
  {
    said: /(?:failed to bind host port for |listen (?:tcp|udp|sctp)[46]? )(\[[^\]]*\]:\d+|[\d.]*:\d+).*address already in use/i,
    code: "port-taken",
    message: ([, port]) => `port ${port} is already in use by a process on the host`,
    hint: "stop that process or publish another port",
  },
  {
    said: /container name "\/?([^"]+)" is already in use by (?:container )?"?([0-9a-f]{12})?/i,
    code: "name-taken",
    message: ([, name, id]) => `the container name "${name}" is already in use${id ? ` by container ${id}` : ""}`,
    hint: "remove or rename that container, or choose another name",
  },
  {
    said: /network (?:with )?name (\S+) already (?:exists|used)/i,
    code: "name-taken",
    message: ([, name]) => `a network named "${name}" already exists`,
    hint: "remove that network, or declare it `external: true`",
  },
  {
    said: /network (\S+) is ambiguous/i,
    code: "network-ambiguous",
    message: ([, name]) => `the engine has several networks named "${name}"`,
    hint: "remove the ones you do not need; `docker network ls` shows their ids",
  },
  {
    said: /not a swarm manager/i,
    code: "needs-swarm",
    hint: "run `docker swarm init`, or remove `driver: overlay`",
  },
  ...imageRefusals,
  {
    said: /no such image: ([^\s:]+(?::[^\s:]+)*)/i,
    code: "image-missing",
    message: ([, name]) => `the image ${name} does not exist on the engine`,
    hint: "pull or build it first",
  },
  {
    said: /bind source path does not exist: (.+)$/i,
    code: "bind-source-missing",
    message: ([, path]) => `${path} does not exist on the engine's host`,
    hint: "create it, or set `create_host_path: true`",
  },
  {
    said: /has active endpoints|network is being used/i,
    code: "network-in-use",
    hint: "containers still use it: remove or disconnect them",
  },
  {
    said: /volume is (?:in use|being used)/i,
    code: "resource-in-use",
    hint: "a container still uses it: remove that container first",
  },
  {
    said: /image is being used by|is using its referenced image|image has dependent child images/i,
    code: "resource-in-use",
    hint: "a container or another image still uses it: remove that first",
  },
  {
    said: /client sent an HTTP request to an HTTPS server/i,
    code: "engine-unreachable",
    message: () => "the engine expects TLS on this port",
    hint: "set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem",
  },
  {
    said: /client version \S+ is too (?:old|new)/i,
    code: "engine-too-old",
    hint: "update the engine or windlass, and unset DOCKER_API_VERSION",
  },
  { said: /minimum memory limit allowed is (\S+)/i, code: "engine-refused", hint: "raise the memory limit" },
  {
    said: /pool overlaps with other one on this address space|subnet \S+ is already used/i,
    code: "engine-refused",
    hint: "another network uses this subnet: choose another subnet, or remove that network",
  },
  {
    said: /non-overlapping IPv4 address pool|predefined address pools have been fully subnetted/i,
    code: "engine-refused",
    hint: "the engine has no free subnet left: remove unused networks with `docker network prune`",
  },
  {
    said: /granting entitlement (\S+) is not allowed/i,
    code: "engine-refused",
    message: ([, entitlement]) => `the engine does not allow builds with the entitlement ${entitlement}`,
    hint: "allow it under `builder.entitlements` in the engine's daemon.json",
  },
  {
    said: /no space left on device/i,
    code: "engine-refused",
    hint: "the engine's disk is full: see `docker system df`",
  },
  {
    said: /(?:unable to start container process|starting container process caused): (.*?)(?:: unknown|: OCI runtime [\w ]+)?$/is,
    code: "start-failed",
    message: ([, reason]) => `cannot start the container's process: ${reason}`,
    hint: "check `command`, `entrypoint` and the mounts",
  },
  { said: /OCI runtime|failed to create (?:shim )?task/i, code: "start-failed" },
];

/**
 * @param doing what was asked for, as in "can't …": `start the container`
 * @param otherwise the code of a refusal that no rule knows
 */
export function failure(error: unknown, doing: string, otherwise: ErrorCode = "engine-refused"): unknown {
  if (!(error instanceof CallError)) return error;
  const { code, message, hint } = meaning(error.fault, doing, otherwise);
  return new WindlassError(code, message, { cause: error, ...(hint !== undefined && { hint }) });
}

export interface Meaning {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string | undefined;
}

function meaning(fault: Fault, doing: string, otherwise: ErrorCode): Meaning {
  switch (fault.kind) {
    case "refused":
      return refusal(fault.reason, doing, otherwise);
    case "unsent": {
      const { why, hint = "is the engine running? Check with `docker info`" } = whyUnsent(fault.code);
      return { code: "engine-unreachable", message: `cannot ${doing}: cannot reach the engine: ${why}`, hint };
    }
    case "lost":
      return {
        code: "engine-reply-broken",
        message: `cannot ${doing}: the engine closed the connection without an answer`,
        hint: "run the command again: it continues from the current state",
      };
    case "broken":
      return {
        code: "engine-reply-broken",
        message: `cannot ${doing}: invalid answer from the engine: ${fault.reason}`,
        hint: "run the command again: it continues from the current state",
      };
    case "timeout":
      return {
        code: "engine-timeout",
        message: `cannot ${doing}: the engine did not answer within ${seconds(fault.limitMs)}`,
        hint: "the engine may be overloaded or stuck: check with `docker ps`",
      };
    case "silent":
      return {
        code: "engine-silent",
        message: `cannot ${doing}: the engine sent nothing for ${seconds(fault.limitMs)}`,
        hint: "check the network connection of the engine, then run the command again",
      };
  }
}

/** The sentence for a refusal in the engine's words; also used for errors that come inside a stream. */
export function refusal(reason: string, doing: string, otherwise: ErrorCode): Meaning {
  const rule = rules.find(({ said }) => said.test(reason));
  return rule === undefined
    ? { code: otherwise, message: `cannot ${doing}: ${reason}` }
    : meaningBy(rule, reason, doing, otherwise);
}

export function meaningBy(
  { said, code, message, hint }: Rule,
  reason: string,
  doing: string,
  otherwise: ErrorCode,
): Meaning {
  const found = said.exec(reason);
  return {
    code: code ?? otherwise,
    message: (found && message?.(found, doing)) ?? `cannot ${doing}: ${reason}`,
    hint: typeof hint === "string" ? hint : (found && hint?.(found)) || undefined,
  };
}

const seconds = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${Math.round(ms / 1_000)} s`);
