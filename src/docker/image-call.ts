/** The call for one image: asks for its manifests too where the engine knows them, see facts.ts. Pure. */
import { apiAtLeast } from "../engine/api-version.ts";
import type { Call, Transport } from "./http/transport.ts";

const apiOfManifests = "1.48";

export const imageCall = ({ version }: Pick<Transport, "version">, reference: string): Call => ({
  method: "GET",
  path: ["images", reference, "json"],
  ...(version !== undefined && apiAtLeast(version, apiOfManifests) && { query: { manifests: true } }),
});
