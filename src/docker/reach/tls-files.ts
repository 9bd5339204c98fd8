/** Certificates as docker keeps them: `ca.pem`, `cert.pem` and `key.pem` in one folder. */
import { WindlassError } from "../../core/errors.ts";
import type { Tls } from "./address.ts";
import type { Files } from "./disk.ts";

/**
 * What of them is there.
 * @param said what names the folder: `DOCKER_CERT_PATH`
 * @throws WindlassError `engine-address-invalid` for half of a client's identity
 */
export function tlsIn(folder: string, files: Files, said: string): Omit<Tls, "verify"> {
  const [ca, cert, key] = ["ca", "cert", "key"].map((name) => files.read(`${folder}/${name}.pem`));
  if ((cert === undefined) !== (key === undefined))
    throw new WindlassError(
      "engine-address-invalid",
      `${said} has ${cert === undefined ? "key.pem, but no cert.pem" : "cert.pem, but no key.pem"} that can be read`,
      { hint: `a client needs both files in ${folder}` },
    );
  return { ...(ca !== undefined && { ca }), ...(cert !== undefined && key !== undefined && { client: { cert, key } }) };
}
