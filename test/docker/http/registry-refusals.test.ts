/** What engines say of registries' refusals, with either way of storing images: one row of the table after the other. */
import { describe, expect, test } from "vitest";
import { meaningBy } from "../../../src/docker/http/failures.ts";
import { type Again, registryRule, registryRules, waitAsked } from "../../../src/docker/http/registry-refusals.ts";

const ref = "reg.example.org/team/app";

/** Words and status → whether it may pass, and the code; without one that of a pull. */
const said: readonly (readonly [words: string, status: number, again: Again, code?: string])[] = [
  ["toomanyrequests: You have reached your pull rate limit", 429, "yes"],
  ["toomanyrequests: retry-after: 353.452µs, allowed: 44000/minute", 200, "yes"],
  [
    `failed to resolve reference "${ref}:1": unexpected status from HEAD request to https://${ref}/manifests/1: 429 Too Many Requests`,
    500,
    "yes",
  ],
  ["slow down", 429, "yes"],
  [
    `pull access denied for ${ref}, repository does not exist or may require 'docker login'`,
    404,
    "no",
    "image-not-found",
  ],
  ["push access denied, repository does not exist or may require authorization", 200, "no", "login-needed"],
  ["no matching manifest for linux/s390x in the manifest list entries", 200, "no", "image-not-found"],
  [
    `image with reference ${ref}:1 was found but does not provide the specified platform (linux/s390x)`,
    404,
    "no",
    "image-not-found",
  ],
  ["no match for platform in manifest sha256:00: not found", 404, "no", "image-not-found"],
  [`manifest for ${ref}:1 not found: manifest unknown: manifest unknown`, 404, "no", "image-not-found"],
  ["manifest unknown", 404, "no", "image-not-found"],
  [`failed to resolve reference "${ref}:1": ${ref}:1: not found`, 404, "no", "image-not-found"],
  [
    'unknown: {"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known to registry"}]}',
    500,
    "no",
    "image-not-found",
  ],
  [`Head "https://${ref}/manifests/1": no basic auth credentials`, 500, "no", "login-needed"],
  [
    `failed to resolve reference "${ref}:1": failed to authorize: authorization failed: no basic auth credentials`,
    500,
    "no",
    "login-needed",
  ],
  ["unauthorized: incorrect username or password", 401, "no", "login-needed"],
  ["", 401, "no", "login-needed"],
  ["denied: requested access to the resource is denied", 403, "no", "login-needed"],
  ["denied", 403, "no", "login-needed"],
  ["error parsing HTTP 403 response body: no error details found in HTTP response body", 500, "no", "login-needed"],
  ["error parsing HTTP 404 response body: no error details found in HTTP response body", 500, "no", "image-not-found"],
  ["error parsing HTTP 429 response body: no error details found in HTTP response body", 500, "yes"],
  [`unexpected status from HEAD request to https://${ref}/manifests/1: 403 Forbidden`, 500, "no", "login-needed"],
  [`An image does not exist locally with the tag: ${ref}`, 200, "no", "image-missing"],
  [`tag does not exist: ${ref}:1`, 200, "no", "image-missing"],
  ["filesystem layer verification failed for digest sha256:00", 200, "no"],
  [
    'failed commit on ref "layer-sha256:00": unexpected commit digest sha256:01, expected sha256:00: failed precondition',
    200,
    "no",
  ],
  [`Get "https://${ref}/": http: server gave HTTP response to HTTPS client`, 500, "no"],
  [
    `Get "https://${ref}/": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    500,
    "no",
  ],
  ["error unmarshalling content: invalid character '<' looking for beginning of value", 500, "no"],
  ["unknown: <html>not here</html>", 500, "no"],
  [
    "failed to copy: httpReadSeeker: failed open: could not fetch content descriptor sha256:00 (text/html) from remote: not found",
    200,
    "no",
  ],
  ["invalid checksum digest format", 200, "no"],
  ["received unexpected HTTP status: 500 Internal Server Error", 500, "yes"],
  ["received unexpected HTTP status: 502 Bad Gateway", 500, "yes"],
  [`unexpected status from HEAD request to https://${ref}/manifests/1: 503 Service Unavailable`, 500, "yes"],
  [`Head "https://${ref}/manifests/1": EOF`, 500, "yes"],
  ["unexpected EOF", 500, "yes"],
  [`read tcp 10.0.0.1:1->10.0.0.2:443: read: connection reset by peer`, 500, "yes"],
  [`Get "https://${ref}/": net/http: TLS handshake timeout`, 500, "yes"],
  [`Get "https://${ref}/": dial tcp 10.0.0.2:443: i/o timeout`, 500, "yes"],
  [`Get "https://${ref}/": dial tcp 127.0.0.1:1: connect: connection refused`, 500, "yes"],
  ["dial tcp 10.0.0.2:443: connect: no route to host", 500, "yes"],
  [`Get "https://${ref}/": dial tcp: lookup reg.example.org on 10.0.0.53:53: no such host`, 500, "once"],
];

const rows = said.map(([words, status, again, code = "pull-failed"]) => ({ words, status, again, code }));

test.each(rows)("$words ($status)", ({ words, status, again, code }) => {
  const rule = registryRule(words, status);
  if (rule === undefined) throw new Error("no row knows it");
  expect(rule.again).toBe(again);
  const meaning = meaningBy(rule, words, `pull ${ref}:1`, "pull-failed");
  expect(meaning.code).toBe(code);
  expect(meaning.hint).toMatch(/\w/);
});

test("each row is met by what an engine says", () => {
  const met = new Set(rows.map(({ words, status }) => registryRule(words, status)));
  expect(registryRules.filter((rule) => !met.has(rule))).toEqual([]);
});

test("what no row knows is nobody's", () => {
  expect(registryRule("disk on fire", 500)).toBeUndefined();
  expect(registryRule("no space left on device", 200)).toBeUndefined();
});

describe("a wait that a registry asks for in words", () => {
  test.each([
    ["toomanyrequests: retry-after: 353.452µs, allowed: 44000/minute", 1],
    ["retry-after: 2.5s", 2_500],
    ["Retry-After: 7", 7_000],
    ["retry-after: 1m", 60_000],
    ["toomanyrequests", undefined],
  ])("%s", (words, ms) => {
    expect(waitAsked(words)).toBe(ms);
  });
});
