/** What `docker login` left on this machine: looked up when an image is pulled, pushed or built, not before. */
import type { JsonRecord } from "../wire/json.ts";
import { clientConfigPath, readClientConfig } from "./config.ts";
import { askHelper } from "./credential-helper.ts";
import { loginInVariable, loginVariable } from "./login-variable.ts";
import { loginKey } from "./registries.ts";
import { type Login, storedLogin } from "./stored-login.ts";

/**
 * The login for a registry, by its host; `undefined`: there is none, and the registry is asked without.
 * Rejects with a WindlassError, or with the signal's reason.
 */
export type Logins = (registry: string, signal: AbortSignal) => Promise<Login | undefined>;

/** How long the answer of a helper counts, in milliseconds: tokens of cloud registries run out, and no command lasts much longer. */
const keptMs = 300_000;

/**
 * DOCKER_AUTH_CONFIG goes first, then `config.json`, which is read once. A helper may open a window: each is asked one
 * question at a time, and none twice.
 * @param env DOCKER_AUTH_CONFIG, DOCKER_CONFIG or HOME, and PATH for credential helpers
 * @param now milliseconds of a clock that only runs forward
 */
export function dockerLogins(
  env: Readonly<Record<string, string | undefined>>,
  now: () => number = () => performance.now(),
): Logins {
  let config: Promise<JsonRecord> | undefined;
  const file = clientConfigPath(env) ?? "";
  const answers = new Map<string, { readonly atMs: number; readonly login: Login | undefined }>();
  const lastQuestion = new Map<string, Promise<unknown>>();

  const ask = async (helper: string, key: string, signal: AbortSignal): Promise<Login | undefined> => {
    const question = `${helper} ${key}`;
    const known = answers.get(question);
    if (known && now() - known.atMs < keptMs) return known.login;
    const login = await askHelper(helper, key, { env, signal });
    answers.set(question, { atMs: now(), login });
    return login;
  };
  /** After all that the helper was asked before, however that went. */
  const inTurn = (helper: string, key: string, signal: AbortSignal): Promise<Login | undefined> => {
    const asked = (lastQuestion.get(helper) ?? Promise.resolve()).then(() => ask(helper, key, signal));
    lastQuestion.set(
      helper,
      asked.catch(() => {}),
    );
    return asked;
  };

  return async (registry, signal) => {
    const key = loginKey(registry);
    const given = loginInVariable(env[loginVariable], key);
    if (given) return { ...given, from: loginVariable };
    config ??= readClientConfig(env);
    const stored = storedLogin(await config, key);
    switch (stored.kind) {
      case "helper": {
        const login = await inTurn(stored.helper, key, signal);
        return login && { ...login, from: `docker-credential-${stored.helper}` };
      }
      case "login":
        return { ...stored.login, from: file };
      case "none":
        return undefined;
    }
  };
}
