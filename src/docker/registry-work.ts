/**
 * Work that the engine does with a registry for us, a pull or a push: as who is logged in there, and again while what went
 * wrong may pass. An engine's layers stay where they are, so each try goes on from the one before.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type ErrorCode, WindlassError } from "../core/errors.ts";
import { withoutUserInfo } from "../core/user-info.ts";
import type { OnProgress } from "../engine/port.ts";
import type { Logins } from "./client/docker-login.ts";
import { registryOf } from "./client/registries.ts";
import type { Login } from "./client/stored-login.ts";
import { CallError, type Fault, neverRan } from "./http/call-error.ts";
import { failure, type Meaning, meaningBy } from "./http/failures.ts";
import { registryRule, waitAsked } from "./http/registry-refusals.ts";
import type { Transport } from "./http/transport.ts";

export interface RegistryWork {
  readonly transport: Transport;
  readonly logins: Logins;
  readonly image: string;
  /** As in "cannot …": `pull nginx:1`. */
  readonly doing: string;
  /** The code of a failure that no rule knows. */
  readonly otherwise: ErrorCode;
  /** Told of each pause before another try. */
  readonly onProgress: OnProgress;
}

/** A registry that asks for a longer pause, in milliseconds, is not waited for. */
const longestPauseMs = 60_000;

/**
 * @param attempt one try; what the engine says inside its answer is a `refused` fault with the answer's status
 * @throws WindlassError what it came to in the end; the signal's reason once it is aborted
 */
export async function withRegistry<Result>(
  work: RegistryWork,
  attempt: (login: Login | undefined, onProgress: OnProgress) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const registry = registryOf(work.image);
  for (let tries = 0; ; tries++) {
    const login = await work.logins(registry, signal);
    let hasEngineRetried = false;
    const onProgress: OnProgress = (progress) => {
      hasEngineRetried ||= /^Retrying in/.test(progress.text);
      work.onProgress(progress);
    };
    try {
      return await attempt(login, onProgress);
    } catch (error) {
      if (!(error instanceof CallError) || !(await pause(error.fault, tries, hasEngineRetried, work, signal)))
        throw explained(error, tries + 1, registry, login, work);
    }
  }
}

/** Waits before another try; false if there is none. */
async function pause(
  fault: Fault,
  tries: number,
  hasEngineRetried: boolean,
  { transport, onProgress, image }: RegistryWork,
  signal: AbortSignal,
): Promise<boolean> {
  const rule = fault.kind === "refused" ? registryRule(fault.reason, fault.status) : undefined;
  if (fault.kind !== "refused" || rule === undefined) {
    const isPassing = neverRan(fault) || fault.kind === "lost" || fault.kind === "broken";
    return isPassing && transport.pause(tries, signal, fault);
  }
  if (elsewhere(fault.reason, registryOf(image)) !== undefined) return false;
  const usual = transport.timing.registryMs[tries];
  // An engine tries a layer several times by itself, which may take a minute: then one more try is enough.
  const isOnce = rule.again === "once" || hasEngineRetried || /after attempts=/.test(fault.reason);
  if (usual === undefined || rule.again === "no" || (isOnce && tries > 0)) return false;
  const waitMs = Math.max(usual, fault.retryAfterMs ?? waitAsked(fault.reason) ?? 0);
  if (waitMs > longestPauseMs) return false;
  onProgress({ kind: "retry", text: `Retrying in ${Math.ceil(waitMs / 1_000)}s: ${withoutUserInfo(fault.reason)}` });
  await sleep(waitMs, undefined, { signal }).catch(() => {});
  signal.throwIfAborted();
  return true;
}

function explained(
  error: unknown,
  tries: number,
  registry: string,
  login: Login | undefined,
  { doing, otherwise, image }: RegistryWork,
): unknown {
  if (!(error instanceof CallError)) return error;
  const { fault } = error;
  const rule = fault.kind === "refused" ? registryRule(fault.reason, fault.status) : undefined;
  if (fault.kind !== "refused" || rule === undefined) return failure(error, doing, otherwise);
  const { code, message, hint } = meaningBy(rule, fault.reason, doing, otherwise);
  const isOfAccess = code === "login-needed" || /access denied/i.test(fault.reason);
  const told: Meaning = isOfAccess
    ? { code, message: `${message}${asWhom(registry, login)}`, hint: accessHint(fault.reason, registry, login, image) }
    : { code, message, hint: elsewhere(fault.reason, registry) ?? hint };
  const count = tries > 1 ? ` (after ${tries} tries)` : "";
  return new WindlassError(code, `${told.message}${count}`, {
    cause: error,
    ...(told.hint !== undefined && { hint: told.hint }),
  });
}

/** Who it was asked as, without what proves it. */
function asWhom(registry: string, login: Login | undefined): string {
  if (login === undefined) return "";
  const { username, registrytoken, identitytoken, from } = login;
  const by = username ? `as ${username}` : (identitytoken ?? registrytoken) ? "with a token" : "without a user name";
  return ` (logged in to ${registry} ${by}${from === undefined ? "" : `, from ${from}`})`;
}

/** A login that was sent and did not help is another matter than none. */
function accessHint(reason: string, registry: string, login: Login | undefined, image: string): string {
  if (/requested access/i.test(reason) && !image.includes("/"))
    return `${image} is an image of Docker Hub itself: write its name as USER/${image} or HOST/${image}`;
  if (login === undefined)
    return /access denied(?!.*no basic auth credentials)/is.test(reason)
      ? `check the name; if the image is private, log in: docker login ${registry}`
      : `log in to the registry: docker login ${registry}`;
  if (login.from === "DOCKER_AUTH_CONFIG") return "check the login in DOCKER_AUTH_CONFIG, which goes before all others";
  return /denied|forbidden|: 403\b/i.test(reason)
    ? `check the name; log in as a user who has access: docker login ${registry}`
    : `log in again: docker login ${registry}`;
}

/**
 * An answer that sends on to an address without TLS is a mistake in the registry's settings, or a proxy's; of Docker Hub it is
 * a mirror that the engine is set to.
 */
function elsewhere(reason: string, registry: string): string | undefined {
  const [, address, host] = /"(http:\/\/([^/"\s]+))/.exec(reason) ?? [];
  if (address === undefined || host === registry || registry === "docker.io") return undefined;
  return `${registry} redirects to ${address}, without TLS: check the registry's settings, or a proxy in front of it`;
}
