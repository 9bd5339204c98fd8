/** What `docker login` left on this machine: looked up when an image is pulled or built, not before. */
import type { JsonRecord } from "../wire/json.ts";
import { readClientConfig } from "./config.ts";
import { askHelper } from "./credential-helper.ts";
import { loginKey } from "./registries.ts";
import { type Login, storedLogin } from "./stored-login.ts";

/**
 * The login for a registry, by its host; `undefined`: there is none, and the registry is asked without.
 * Rejects with a WindlassError, or with the signal's reason.
 */
export type Logins = (registry: string, signal: AbortSignal) => Promise<Login | undefined>;

/**
 * The file is read once; a helper is asked each time, because a token may have run out.
 * @param env DOCKER_CONFIG or HOME, and PATH for credential helpers
 */
export function dockerLogins(env: Readonly<Record<string, string | undefined>>): Logins {
  let config: Promise<JsonRecord> | undefined;
  return async (registry, signal) => {
    config ??= readClientConfig(env);
    const key = loginKey(registry);
    const stored = storedLogin(await config, key);
    if (stored.kind === "helper") return askHelper(stored.helper, key, { env, signal });
    return stored.kind === "login" ? stored.login : undefined;
  };
}
