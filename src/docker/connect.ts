/**
 * Finds the engine and agrees on a version of its API. One ping; everything after it is docker-engine.ts's work.
 */
import { readFile } from "node:fs/promises";
import { WindlassError } from "../core/errors.ts";
import { apiAtLeast, newestApi, olderApi, oldestApi } from "../engine/api-version.ts";
import type { Engine } from "../engine/port.ts";
import { type Address, addressText, candidates, type Env, isLocal, unsupportedContext } from "./address.ts";
import { CallError } from "./call-error.ts";
import type { Logins } from "./client/docker-login.ts";
import { DockerEngine } from "./docker-engine.ts";
import { failure } from "./failures.ts";
import { record, text } from "./json.ts";
import { type Timing, Transport, usualTiming } from "./transport.ts";

export interface ConnectOptions {
  readonly signal: AbortSignal;
  /** Other deadlines than the usual ones. */
  readonly timing?: Partial<Timing>;
  /** Who to pull images as; absent: what `docker login` left where the environment says. */
  readonly logins?: Logins;
}

/**
 * @param env DOCKER_HOST, or what the usual addresses are built of: HOME, XDG_RUNTIME_DIR
 * @throws WindlassError `engine-address-invalid`, `engine-unreachable`, `engine-too-old`
 */
export async function connect(env: Env, options: ConnectOptions): Promise<Engine> {
  const addresses = candidates(env);
  if (!env.DOCKER_HOST && !env.DOCKER_CONTEXT) await refuseSelectedContext(env);
  const { openModem } = await import("./modem.ts");
  const tried: Attempt[] = [];
  for (const address of addresses) {
    const modem = openModem(address);
    const transport = new Transport(modem, { ...usualTiming, ...options.timing });
    try {
      const engineApi = await ping(transport, options.signal);
      const apiVersion = olderApi(newestApi, engineApi);
      const facts = { address: addressText(address), apiVersion, local: isLocal(address) };
      return new DockerEngine(facts, transport.speaking(apiVersion), options.logins ?? loginsOf(env), () =>
        modem.close(),
      );
    } catch (error) {
      modem.close();
      if (!(error instanceof CallError)) throw error;
      tried.push({ address, error });
      // What is there but does not work is the engine that the user means; only an empty place leads on.
      if (error.fault.kind !== "unsent" || error.fault.code === "EACCES") break;
    }
  }
  throw unreachable(tried);
}

/** The newest version that the engine speaks. */
async function ping(transport: Transport, signal: AbortSignal): Promise<string> {
  const { headers } = await transport.once({ method: "GET", path: ["_ping"] }, signal);
  const version = text(headers["api-version"]);
  if (!/^\d+\.\d+$/.test(version))
    throw new CallError({ kind: "broken", reason: "it is not that of a container engine" });
  if (apiAtLeast(version, oldestApi)) return version;
  throw new WindlassError("engine-too-old", `the engine speaks API ${version}, at least ${oldestApi} is needed`, {
    hint: "update the engine to version 20.10 or newer",
  });
}

/** Loaded when something is pulled or built. */
function loginsOf(env: Env): Logins {
  let logins: Promise<Logins> | undefined;
  return async (registry, signal) => {
    logins ??= import("./client/docker-login.ts").then(({ dockerLogins }) => dockerLogins(env));
    return (await logins)(registry, signal);
  };
}

interface Attempt {
  readonly address: Address;
  readonly error: CallError;
}

function unreachable(tried: readonly Attempt[]): unknown {
  const last = tried.at(-1);
  if (last?.error.fault.kind !== "unsent")
    return failure(last?.error, `reach the engine at ${last && addressText(last.address)}`);
  const places = tried.map(({ address, error }) => `${addressText(address)} (${whyNot(error)})`).join(", ");
  const isDenied = tried.some(({ error }) => code(error) === "EACCES");
  return new WindlassError("engine-unreachable", `no container engine answers at ${places}`, {
    hint: isDenied
      ? "your user may not open the socket: join the group `docker`, or set DOCKER_HOST"
      : "start the engine, or set DOCKER_HOST to where it listens",
    cause: last.error,
  });
}

const code = ({ fault }: CallError): string => (fault.kind === "unsent" ? fault.code : fault.kind);

const reasons: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such socket"],
  ["ECONNREFUSED", "nobody listens there"],
  ["EACCES", "permission denied"],
  ["ENOTFOUND", "there is no host of that name"],
  ["EHOSTUNREACH", "the host can't be reached"],
  ["ETIMEDOUT", "the host does not answer"],
]);

const whyNot = (error: CallError): string => reasons.get(code(error)) ?? code(error);

/** `docker context use` chose another engine: working on the default one instead would be on the wrong one. */
async function refuseSelectedContext(env: Env): Promise<void> {
  const folder = env.DOCKER_CONFIG || (env.HOME && `${env.HOME}/.docker`);
  if (!folder) return;
  let selected = "";
  try {
    selected = text(record(JSON.parse(await readFile(`${folder}/config.json`, "utf8"))).currentContext);
  } catch {
    // No such file, or none that can be read: nothing was selected.
  }
  if (selected !== "" && selected !== "default") throw unsupportedContext(selected);
}
