/** `no`, `always`, `unless-stopped`, `on-failure`, `on-failure:3`. */
import type { RestartRule } from "../project.ts";

/** undefined: no such rule. */
export function parseRestart(text: string): RestartRule | undefined {
  const [, name, retries = ""] = /^(no|always|unless-stopped|on-failure(?=:|$))(?::(\d*))?$/.exec(text) ?? [];
  const isWrong = name === undefined || (name !== "on-failure" && text.includes(":"));
  return isWrong || !Number.isSafeInteger(Number(retries))
    ? undefined
    : { name: name as RestartRule["name"], maxRetries: Number(retries) };
}

/** A condition of `deploy.restart_policy` in the words of `restart`. undefined: no such condition. */
export function parseCondition(condition: string, maxRetries: number): RestartRule | undefined {
  const name = conditions.get(condition);
  return name === undefined ? undefined : { name, maxRetries };
}

const conditions: ReadonlyMap<string, RestartRule["name"]> = new Map([
  ["none", "no"],
  ["no", "no"],
  ["on-failure", "on-failure"],
  ["any", "always"],
  ["always", "always"],
  ["unless-stopped", "unless-stopped"],
]);
