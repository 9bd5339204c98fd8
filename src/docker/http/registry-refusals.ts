/**
 * What registries refuse, as engines pass it on: one row a cause, with what it means to the user and whether it may pass.
 * Engines say the same in different words, by how they store images, and with statuses of their own: a row goes by the
 * text, and by the status only where that alone tells. What no row knows does not pass. Pure.
 */
import type { ErrorCode } from "../../core/errors.ts";
import { registryOf } from "../client/registries.ts";

/** Whether it is worth another try: `once` for what mostly is a mistake. */
export type Again = "yes" | "once" | "no";

export interface RegistryRule {
  readonly said: RegExp;
  /** The answer's status, where that tells as much as the text. */
  readonly status?: number;
  readonly again: Again;
  /** Absent: that of what was being done. */
  readonly code?: ErrorCode;
  /** From the match and its groups, and from what was being done; absent: the engine's own words. */
  readonly message?: (found: RegExpExecArray, doing: string) => string;
  readonly hint?: string | ((found: RegExpExecArray) => string);
}

/** What only a registry says of an image, whoever was asked for it. The first that matches counts. */
export const imageRefusals: readonly RegistryRule[] = [
  {
    said: /toomanyrequests|too many requests|rate limit|error parsing HTTP 429/i,
    status: 429,
    again: "yes",
    hint: "the registry's rate limit is reached: wait, or log in with `docker login`",
  },
  {
    said: /pull access denied for ([^\s,]+)/i,
    again: "no",
    code: "image-not-found",
    message: ([, name]) => `the image ${name} does not exist, or pulling it needs a login`,
    hint: ([, name = ""]) => `check the name; if the image is private, log in: docker login ${registryOf(name)}`,
  },
  {
    said: /no matching manifest for (\S+)|no match for platform in manifest|does not provide the specified platform \(([^)]+)\)/i,
    again: "no",
    code: "image-not-found",
    message: ([, unmatched, platform = unmatched], doing) =>
      `cannot ${doing}: the image does not exist for ${platform === undefined ? "this platform" : `the platform ${platform}`}`,
    hint: "set `platform` to one that the image supports",
  },
  {
    said: /manifest for (\S+) not found|manifest unknown|(?:repository|name) \S+ not found|name[ _]unknown|repository name not known|failed to resolve reference "[^"]*": \S+: not found|error parsing HTTP 404/i,
    again: "no",
    code: "image-not-found",
    hint: "check the image's name and tag",
  },
  {
    said: /unauthorized|no basic auth credentials|authentication required|authorization failed|insufficient_scope|incorrect username or password|unexpected status\b.*: 401\b|error parsing HTTP 401/i,
    status: 401,
    again: "no",
    code: "login-needed",
    hint: "log in to the image's registry: docker login REGISTRY",
  },
  {
    said: /: denied(?::|\s*$)|^denied\b|push access denied|access forbidden|requested access to the resource is denied|unexpected (?:HTTP )?status\b.*: 403\b|error parsing HTTP 403/i,
    again: "no",
    code: "login-needed",
    hint: "log in to the image's registry: docker login REGISTRY",
  },
  {
    said: /(?:image|tag) does not exist(?: locally with the tag)?: (\S+)/i,
    again: "no",
    code: "image-missing",
    message: ([, name]) => `the image ${name} does not exist on the engine`,
    hint: "pull or build it first",
  },
  {
    said: /verification failed for digest|unexpected commit digest|digest mismatch|DIGEST_INVALID/i,
    again: "no",
    message: ({ input }, doing) => `cannot ${doing}: the registry sent damaged data: ${input}`,
    hint: "push the image to the registry again; a proxy in between may also do this",
  },
];

/** How a registry can't be reached or is none: words that have this meaning only where a registry was asked. */
const connectionFaults: readonly RegistryRule[] = [
  {
    said: /server gave HTTP response to HTTPS client/i,
    again: "no",
    hint: "the registry does not speak TLS: list it in `insecure-registries` of the engine's settings, or use another address",
  },
  {
    said: /x509:|tls: failed to verify certificate|certificate signed by unknown authority/i,
    again: "no",
    hint: "the engine does not trust the registry's certificate: put its authority into /etc/docker/certs.d on the engine's host",
  },
  {
    said: /invalid character|invalid escape sequence|error unmarshalling content|cannot unmarshal|invalid checksum digest format|<!doctype html|<html|\(text\/html\)/i,
    again: "no",
    message: ({ input }, doing) => `cannot ${doing}: the answer is not that of a registry: ${input.slice(0, 200)}`,
    hint: "check the registry's name and port; a proxy in between may have answered",
  },
  {
    said: /unexpected (?:HTTP )?status\b.*: 5\d\d\b/i,
    again: "yes",
    hint: "the registry has a problem: try again later",
  },
  {
    said: /connection reset|broken pipe|\bEOF\b|unexpected end of JSON input|connection timed out|i\/o timeout|TLS handshake timeout|deadline exceeded|request canceled|Client\.Timeout/i,
    again: "yes",
    hint: "the connection to the registry breaks: check the network of the engine's host, then run the command again",
  },
  {
    said: /connection refused|network is unreachable|no route to host/i,
    again: "yes",
    hint: "the engine cannot reach the registry: check its name and port, and that it runs",
  },
  {
    said: /no such host|server misbehaving|temporary failure in name resolution/i,
    again: "once",
    hint: "check the registry's name, and the DNS of the engine's host",
  },
];

/** All of them; the first that matches counts. */
export const registryRules: readonly RegistryRule[] = [...imageRefusals, ...connectionFaults];

/** The row for what came of asking a registry. @param status the answer's */
export const registryRule = (reason: string, status: number): RegistryRule | undefined =>
  registryRules.find((rule) => rule.said.test(reason)) ??
  registryRules.find((rule) => rule.status !== undefined && rule.status === status);

/** Milliseconds that a registry asks to wait, where its words have come through: `retry-after: 353.452µs`. */
export function waitAsked(reason: string): number | undefined {
  const [, amount, unit = "s"] = /retry-after:?\s*([\d.]+)(ns|[uµ]s|ms|s|m|h)?/i.exec(reason) ?? [];
  return amount === undefined ? undefined : Math.ceil(Number(amount) * (unitMs[unit] ?? 1_000));
}

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};
