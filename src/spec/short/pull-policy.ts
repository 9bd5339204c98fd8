/** `always`, `daily`, `every_12h`: when an image is pulled again. */
import type { PullPolicy } from "../project.ts";

const hour = 3_600_000;
const day = 24 * hour;

const fixed: ReadonlyMap<string, PullPolicy> = new Map<string, PullPolicy>([
  ["always", { kind: "always" }],
  ["never", { kind: "never" }],
  ["missing", { kind: "missing" }],
  ["if_not_present", { kind: "missing" }],
  ["refresh", { kind: "missing" }],
  ["build", { kind: "build" }],
  ["daily", { kind: "every", ms: day }],
  ["weekly", { kind: "every", ms: 7 * day }],
]);

const units: ReadonlyMap<string, number> = new Map([
  ["w", 7 * day],
  ["d", day],
  ["h", hour],
  ["m", 60_000],
  ["s", 1_000],
]);

/** undefined: no such policy. */
export function parsePullPolicy(text: string): PullPolicy | undefined {
  const spans = /^every_((?:\d+[wdhms])+)$/.exec(text)?.[1];
  if (spans === undefined) return fixed.get(text);
  let ms = 0;
  for (const [, amount, unit] of spans.matchAll(/(\d+)([wdhms])/g)) ms += Number(amount) * (units.get(unit ?? "") ?? 0);
  return { kind: "every", ms };
}
