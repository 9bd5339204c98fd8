/** `no`, `always`, `unless-stopped`, `on-failure`, `on-failure:3`. */
import type { RestartRule } from "../project.ts";

/** undefined: no such rule. */
export function parseRestart(text: string): RestartRule | undefined {
  const [, name, retries = "0"] = /^(no|always|unless-stopped|on-failure)(?::(\d+))?$/.exec(text) ?? [];
  return name === undefined ? undefined : { name: name as RestartRule["name"], maxRetries: Number(retries) };
}
