/**
 * What looks like a secret in a text, by forms that issuers of keys and tokens have. Whoever reports one says what it is and where it
 * stands, and never the text itself.
 */
import type { Place } from "../../core/diagnostics.ts";

const patterns: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a private key", /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY/g],
  ["an AWS access key", /\b(?:A3T[A-Z0-9]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA)[A-Z0-9]{16}\b/g],
  ["an AWS secret key", /(?<=\baws.{0,30}?["'=:\s])[A-Za-z0-9/+]{40,43}(?![A-Za-z0-9/+])/gi],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{50,})/g],
  ["a GitLab token", /\bglpat-[\w-]{20,}/g],
  ["a Slack token", /\bxox[abeoprs]-[\w-]{10,}/g],
  ["a Stripe key", /\b[rs]k_live_[A-Za-z0-9]{16,}/g],
  ["a Google API key", /\bAIza[\w-]{35}/g],
  ["an npm token", /\bnpm_[A-Za-z0-9]{36}\b/g],
  ["a JSON Web Token", /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g],
  ["a password in an address", /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'$]*:[^\s/@"'$]+@/gi],
];

export interface SecretFound {
  /** `a GitHub token` */
  readonly what: string;
  readonly place: Place;
}

/** Each thing once a line. */
export function secretsIn(file: string, text: string): readonly SecretFound[] {
  return text.split("\n").flatMap((line, index) =>
    patterns.flatMap(([what, pattern]) => {
      const [found] = line.matchAll(pattern);
      return found ? [{ what, place: { file, line: index + 1, column: found.index + 1 } }] : [];
    }),
  );
}
