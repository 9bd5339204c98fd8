/** Every login to a registry that this machine has, as the `config.json` that a container gets of them. */
import { readClientConfig } from "./config.ts";
import { dockerLogins } from "./docker-login.ts";
import { loginVariable, registriesInVariable } from "./login-variable.ts";

/**
 * Those of credential helpers are fetched.
 * @param env where the settings are: DOCKER_AUTH_CONFIG, DOCKER_CONFIG, HOME; PATH for credential helpers
 * @returns JSON; `undefined` where there is no login
 * @throws WindlassError where one that is there can't be read
 */
export async function allLogins(
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const config = await readClientConfig(env);
  const logins = dockerLogins(env);
  const registries = new Set([
    ...[config.auths, config.credHelpers].flatMap((part) => Object.keys(part ?? {})),
    ...registriesInVariable(env[loginVariable]),
  ]);
  const found = await Promise.all(
    [...registries].sort().map(async (registry): Promise<[string, object][]> => {
      const login = await logins(registry, signal);
      if (login === undefined) return [];
      const { username = "", password = "", identitytoken } = login;
      const auth = Buffer.from(`${username}:${password}`).toString("base64");
      return [[registry, { auth, ...(identitytoken !== undefined && { identitytoken }) }]];
    }),
  );
  const auths = Object.fromEntries(found.flat());
  return Object.keys(auths).length > 0 ? JSON.stringify({ auths }) : undefined;
}
