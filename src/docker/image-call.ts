/** The calls for one image: asks for its manifests too where the engine knows them, see facts.ts. Pure. */
import { apiAtLeast } from "../engine/api-version.ts";
import type { Call, Transport } from "./http/transport.ts";

export const apiOfManifests = "1.48";
const apiOfPlatforms = "1.49";

export const imageCall = ({ version }: Pick<Transport, "version">, reference: string): Call => ({
  method: "GET",
  path: ["images", reference, "json"],
  ...(version !== undefined && apiAtLeast(version, apiOfManifests) && { query: { manifests: true } }),
});

/** One platform of an image that has several; `undefined` where the engine can't tell them apart. */
export function platformCall(
  { version }: Pick<Transport, "version">,
  reference: string,
  platform: string,
): Call | undefined {
  if (version === undefined || !apiAtLeast(version, apiOfPlatforms)) return undefined;
  return { method: "GET", path: ["images", reference, "json"], query: { platform: platformJson(platform) } };
}

/** `linux/arm64/v8` as most calls take it. */
export function platformJson(platform: string): string {
  const [os, architecture, variant] = platform.split("/");
  return JSON.stringify({ os, architecture, ...(variant !== undefined && { variant }) });
}
