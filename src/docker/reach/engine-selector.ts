/**
 * Which engine is meant: docker's rules, in docker's order, then the places where engines usually listen. Pure but for
 * the reader of files; whether one answers is connect.ts's question.
 */
import { WindlassError } from "../../core/errors.ts";
import { type EngineAddress, type Env, parseAddress, type Tls } from "./address.ts";
import { contextAddress, selectedContext } from "./contexts.ts";
import type { Files } from "./disk.ts";
import { tlsIn } from "./tls-files.ts";
import { usualPlaces } from "./usual-places.ts";

/** What says where the engine is. Nothing of this process's own surroundings is read besides. */
export interface EngineSelector {
  /** DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH, and where users keep things. */
  readonly env: Env;
  /** An address, or a context's name, that counts before anything in `env`; not both. */
  readonly host?: string | undefined;
  readonly context?: string | undefined;
  /** Node's name of it: `linux`. Absent: the one that this runs on. */
  readonly platform?: string | undefined;
  /** The user's folder. Absent: HOME, or USERPROFILE, of `env`. */
  readonly home?: string | undefined;
}

export interface Place {
  readonly address: EngineAddress;
  /** How it came to be tried, as in "… (Colima)"; empty for docker's own default. */
  readonly because: string;
}

/**
 * The places to try, in order; a single one where somebody named it. The order is docker's: the flag, DOCKER_HOST,
 * DOCKER_CONTEXT, the context in use. The context `default` is DOCKER_HOST, or the usual places.
 * @throws WindlassError `usage`, `engine-address-invalid`, `context-not-found`
 */
export function placesToTry(where: EngineSelector, files: Files): readonly Place[] {
  const { env, host, context, platform = process.platform } = where;
  const home = homeOf(where);
  const folder = folderOf(where);
  if (host && context) throw new WindlassError("usage", "--host and --context cannot be combined");
  if (host) return [{ address: parseAddress(host, "--host", tlsOf(env, folder, files)), because: "--host" }];

  const name = contextOf(where, files);
  if (name !== "default")
    return [{ address: contextAddress(name, folder ?? "", files), because: `the docker context "${name}"` }];
  if (!env.DOCKER_HOST)
    return usualPlaces(platform, home, env).map(({ address, name: because = "" }) => ({ address, because }));
  const address = parseAddress(env.DOCKER_HOST, "DOCKER_HOST", tlsOf(env, folder, files));
  return [{ address, because: "DOCKER_HOST" }];
}

const homeOf = ({ env, home }: EngineSelector): string | undefined =>
  home ?? (env.HOME || env.USERPROFILE || undefined);

/** Where docker keeps what a user has set. */
function folderOf(where: EngineSelector): string | undefined {
  const home = homeOf(where);
  return where.env.DOCKER_CONFIG || (home === undefined ? undefined : `${home}/.docker`);
}

/** The context that is meant, unless `host` is given; `default` where that is an address, or nothing is said. */
export const contextOf = (where: EngineSelector, files: Files): string =>
  where.context || (where.env.DOCKER_HOST ? "default" : where.env.DOCKER_CONTEXT || inUse(folderOf(where), files));

const inUse = (folder: string | undefined, files: Files): string =>
  (folder !== undefined && selectedContext(folder, files)) || "default";

/** As docker: any value but the empty one says yes, and DOCKER_TLS alone takes any certificate of the engine. */
function tlsOf(env: Env, folder: string | undefined, files: Files): Tls | undefined {
  const verify = Boolean(env.DOCKER_TLS_VERIFY);
  if (!verify && !env.DOCKER_TLS) return undefined;
  const certificates = env.DOCKER_CERT_PATH || folder || ".";
  const tls = tlsIn(certificates, files, "DOCKER_CERT_PATH");
  if (verify && tls.ca === undefined)
    throw new WindlassError(
      "engine-address-invalid",
      `DOCKER_TLS_VERIFY is set, but ${certificates}/ca.pem does not exist`,
      {
        hint: "set DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem",
      },
    );
  return { ...tls, verify };
}
