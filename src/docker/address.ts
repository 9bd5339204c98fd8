/**
 * Where the engine is: DOCKER_HOST read, or the places where an engine usually listens. Pure; whether one answers is
 * connect.ts's question. TLS, ssh and docker contexts are refused here.
 */
import { WindlassError } from "../core/errors.ts";

export type Address =
  | { readonly kind: "unix"; readonly path: string }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number };

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * The addresses to try, in order; one only where the user named it.
 * @throws WindlassError `engine-address-invalid`
 */
export function candidates(env: Env): readonly [Address, ...Address[]] {
  const said = env.DOCKER_HOST;
  if (said) return [parseAddress(said, env)];
  const context = env.DOCKER_CONTEXT;
  if (context && context !== "default") throw unsupportedContext(context);
  const system: Address = { kind: "unix", path: "/var/run/docker.sock" };
  const { XDG_RUNTIME_DIR: runtime, HOME: home } = env;
  const ofUser = [...(runtime ? [`${runtime}/docker.sock`] : []), ...(home ? [`${home}/.docker/run/docker.sock`] : [])];
  return [system, ...ofUser.map((path): Address => ({ kind: "unix", path }))];
}

export const unsupportedContext = (name: string): WindlassError =>
  new WindlassError(
    "engine-address-invalid",
    `the docker context "${name}" is selected, contexts are not supported yet`,
    {
      hint: "set DOCKER_HOST to the engine's address, or run `docker context use default`",
    },
  );

function parseAddress(text: string, env: Env): Address {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? "tcp";
  if (scheme === "unix") {
    const path = text.slice("unix://".length);
    if (path.startsWith("/")) return { kind: "unix", path };
    throw invalid(text, "a unix socket needs an absolute path: unix:///var/run/docker.sock");
  }
  if (scheme === "ssh" || scheme === "https" || scheme === "npipe")
    throw invalid(text, `${scheme}:// is not supported yet: use unix:// or tcp://`);
  if (scheme !== "tcp" && scheme !== "http") throw invalid(text, "use unix:// or tcp://");
  if (env.DOCKER_TLS_VERIFY) throw invalid(text, "TLS is not supported yet: unset DOCKER_TLS_VERIFY, or use unix://");
  return parseTcp(text);
}

function parseTcp(text: string): Address {
  const rest = text.replace(/^[a-z]+:\/\//i, "");
  const match = /^(\[[0-9a-f:.%]+\]|[^:/@?#\s]+)(?::(\d{1,5}))?\/?$/i.exec(rest);
  const port = Number(match?.[2] ?? 2375);
  if (match?.[1] === undefined || port < 1 || port > 65_535) throw invalid(text, "write it as tcp://host:port");
  return { kind: "tcp", host: match[1], port };
}

const invalid = (text: string, hint: string): WindlassError =>
  new WindlassError("engine-address-invalid", `DOCKER_HOST is "${text}", which is not an address that can be used`, {
    hint,
  });

/** As a user would write it into DOCKER_HOST. */
export const addressText = (address: Address): string =>
  address.kind === "unix" ? `unix://${address.path}` : `tcp://${address.host}:${address.port}`;

/** Whether paths and ports mean the same there. */
export const isLocal = (address: Address): boolean =>
  address.kind === "unix" || /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(address.host);
