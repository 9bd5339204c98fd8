/**
 * Finds the engine and agrees on a version of its API. One ping; everything after it is engine.ts's work.
 * Engines are independent of each other: any number may be open side by side.
 */
import { WindlassError } from "../core/errors.ts";
import { apiAtLeast, newestApi, olderApi, oldestApi } from "../engine/api-version.ts";
import type { Engine, EngineFacts } from "../engine/port.ts";
import type { Logins } from "./client/docker-login.ts";
import { dockerEngine } from "./engine.ts";
import { CallError } from "./http/call-error.ts";
import { openModem } from "./http/modem.ts";
import { type Timing, Transport, usualTiming } from "./http/transport.ts";
import { addressText, type EngineAddress, type Env, isLocal } from "./reach/address.ts";
import { diskFiles } from "./reach/disk.ts";
import { type EngineSelector, placesToTry } from "./reach/engine-selector.ts";
import { directLine } from "./reach/line.ts";
import { type Attempt, unreachable } from "./reach/unreachable.ts";
import { text } from "./wire/json.ts";

export interface ConnectOptions {
  readonly signal: AbortSignal;
  /** Whether ssh may ask for a password or a passphrase on the terminal. */
  readonly mayAsk?: boolean;
  /** Waited for before a program begins that may ask: a mistake elsewhere is told first then. Absent: it may ask at once. */
  readonly beforeAsking?: Promise<unknown>;
  /** Other deadlines than the usual ones. */
  readonly timing?: Partial<Timing>;
  /** Who to pull images as; absent: what `docker login` left where the environment says. */
  readonly logins?: Logins;
}

/** @throws WindlassError `engine-unreachable`, `engine-too-old`, and those of `placesToTry` */
export async function connect(where: EngineSelector, options: ConnectOptions): Promise<Engine> {
  const tried: Attempt[] = [];
  for (const place of placesToTry(where, diskFiles)) {
    try {
      return await open(place.address, where, options);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      tried.push({ place, error });
      // What is there but does not work is the engine that the user means; only an empty place leads on.
      if (error.fault.kind !== "unsent" || error.fault.code === "EACCES") break;
    }
  }
  throw unreachable(tried);
}

async function open(address: EngineAddress, { env }: EngineSelector, options: ConnectOptions): Promise<Engine> {
  const { signal, mayAsk = false, beforeAsking } = options;
  if (address.kind === "ssh") await beforeAsking;
  const timing = { ...usualTiming, ...options.timing };
  const line =
    address.kind === "ssh"
      ? await (await import("./reach/ssh.ts")).openSsh(address, { env, mayAsk, limitMs: timing.callMs, signal })
      : directLine(address);
  const modem = openModem(line, hostOf(address));
  try {
    const transport = new Transport(modem, timing);
    const { version, kind, swarm } = await ping(transport, signal);
    const apiVersion = agreed(version, env.DOCKER_API_VERSION);
    const facts = { address: addressText(address), apiVersion, kind, local: isLocal(address), ...(swarm && { swarm }) };
    const logins = options.logins ?? loginsOf(env);
    return dockerEngine({ facts, transport: transport.speaking(apiVersion), logins }, () => modem.close());
  } catch (error) {
    modem.close();
    throw error;
  }
}

/** What requests call the engine's host. */
const hostOf = (address: EngineAddress): string =>
  address.kind === "tcp" ? addressText(address).replace("tcp://", "") : "localhost";

interface Greeting {
  /** The newest version that the engine speaks. */
  readonly version: string;
  readonly kind: EngineFacts["kind"];
  /** What it says of a swarm. */
  readonly swarm: string;
}

async function ping(transport: Transport, signal: AbortSignal): Promise<Greeting> {
  const { headers } = await transport.once({ method: "GET", path: ["_ping"] }, signal);
  const version = text(headers["api-version"]);
  const kind = text(headers["libpod-api-version"]) === "" ? "docker" : "podman";
  if (/^\d+\.\d+$/.test(version)) return { version, kind, swarm: text(headers.swarm) };
  throw new CallError({ kind: "broken", reason: "this is not a container engine" });
}

/**
 * The version to speak: the newest that both know, or the one that the user asks for.
 * @throws WindlassError `engine-too-old`, `usage`
 */
function agreed(engineApi: string, asked: string | undefined): string {
  if (!apiAtLeast(engineApi, oldestApi))
    throw new WindlassError(
      "engine-too-old",
      `the engine's API version is ${engineApi}; at least ${oldestApi} is required`,
      {
        hint: "update the engine to version 20.10 or later",
      },
    );
  if (!asked) return olderApi(newestApi, engineApi);
  const version = asked.replace(/^v/, "");
  if (!/^\d+\.\d+$/.test(version))
    throw new WindlassError("usage", `DOCKER_API_VERSION is "${asked}", which is not a valid version`, {
      hint: `write it as ${newestApi}`,
    });
  if (apiAtLeast(version, oldestApi) && apiAtLeast(engineApi, version)) return version;
  throw new WindlassError(
    "engine-too-old",
    `DOCKER_API_VERSION is ${version}, but this engine supports ${oldestApi} to ${engineApi}`,
    { hint: "unset DOCKER_API_VERSION: the version is then negotiated" },
  );
}

/** Loaded when something is pulled or built. */
function loginsOf(env: Env): Logins {
  let logins: Promise<Logins> | undefined;
  return async (registry, signal) => {
    logins ??= import("./client/docker-login.ts").then(({ dockerLogins }) => dockerLogins(env));
    return (await logins)(registry, signal);
  };
}
