/** The proxies that docker's settings name for the engine that is meant, without asking that engine. */
import { addressText } from "../reach/address.ts";
import { diskFiles } from "../reach/disk.ts";
import { type EngineSelector, placesToTry } from "../reach/engine-selector.ts";
import { readClientConfig } from "./config.ts";
import { proxyVariables } from "./proxies.ts";

/** Where several engines may be meant, it is the first. @throws WindlassError `client-config-invalid`, and as `placesToTry` */
export async function clientProxies(where: EngineSelector): Promise<Readonly<Record<string, string>>> {
  const [place] = placesToTry(where, diskFiles);
  return proxyVariables(await readClientConfig(where.env), place === undefined ? "" : addressText(place.address));
}
