/**
 * `proxies` of the docker client's config: variables that new containers and builds get. What becomes of them is the
 * planner's knowledge. Pure.
 */
import { type JsonRecord, record, text } from "../wire/json.ts";

const keys: readonly (readonly [key: string, variable: string])[] = [
  ["httpProxy", "HTTP_PROXY"],
  ["httpsProxy", "HTTPS_PROXY"],
  ["noProxy", "NO_PROXY"],
  ["ftpProxy", "FTP_PROXY"],
  ["allProxy", "ALL_PROXY"],
];

/**
 * @param address the engine's, as in DOCKER_HOST: what is said for it goes before `default`, and is not mixed with it
 * @returns each variable twice, in capitals and not, because programs read either
 */
export function proxyVariables(config: JsonRecord, address: string): Readonly<Record<string, string>> {
  const proxies = record(config.proxies);
  const said = record(Object.hasOwn(proxies, address) ? proxies[address] : proxies.default);
  const variables = keys.flatMap(([key, variable]): [string, string][] => {
    const value = text(said[key]);
    return value === ""
      ? []
      : [
          [variable, value],
          [variable.toLowerCase(), value],
        ];
  });
  return Object.fromEntries(variables);
}
