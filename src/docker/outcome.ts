/**
 * How each change is looked up when its answer got lost: the reply that it would have given, or `undefined` if it had no
 * effect. Operations are known again by name and by what they leave behind, never by memory.
 */
import { isUp } from "../engine/container-state.ts";
import { labels } from "../engine/labels.ts";
import type { NetworkSpec } from "../engine/port.ts";
import { CallError, isRefusal, isStatus } from "./http/call-error.ts";
import { type Call, harmlessTwice, type LookUp, type Reply, type Transport } from "./http/transport.ts";
import { containerStatus } from "./wire/facts.ts";
import { list, record, text, textRecord } from "./wire/json.ts";

type LabelMap = Readonly<Record<string, string>>;

/** The container as it is; `undefined` if there is none. */
export async function inspect(transport: Transport, id: string, signal: AbortSignal): Promise<Reply | undefined> {
  return unlessGone(transport.read({ method: "GET", path: ["containers", id, "json"] }, signal));
}

/** What is not there, or not on the network that it was to leave, is gone: `undefined`. */
export async function unlessGone<Value>(reply: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reply;
  } catch (error) {
    if (isStatus(error, 404) || isRefusal(error, /is not connected to (?:the )?network/i)) return undefined;
    throw error;
  }
}

/** The reply of a call that was to take away what is not there. */
const gone: Reply = { status: 404, headers: {}, body: undefined };

/** The same operation's label, or where there is none the same labels altogether. */
function madeByUs(wanted: LabelMap, found: LabelMap): boolean {
  const operation = wanted[labels.operation];
  if (operation !== undefined) return found[labels.operation] === operation;
  return Object.entries(wanted).every(([name, value]) => found[name] === value);
}

export const containerMade =
  (transport: Transport, name: string, wanted: LabelMap, signal: AbortSignal): LookUp =>
  async () => {
    const found = await inspect(transport, name, signal);
    if (found === undefined) return undefined;
    const isFresh = containerStatus(found.body).state === "created";
    return isFresh && madeByUs(wanted, textRecord(record(record(found.body).Config).Labels)) ? found : undefined;
  };

export const networkMade =
  (transport: Transport, { name, labels: wanted }: NetworkSpec, signal: AbortSignal): LookUp =>
  async () => {
    const filters = { name: [name] };
    const reply = await transport.read({ method: "GET", path: ["networks"], query: { filters } }, signal);
    // The filter finds parts of names too.
    const found = list(reply.body)
      .map(record)
      .find((item) => item.Name === name && madeByUs(wanted, textRecord(item.Labels)));
    return found && { ...reply, body: found };
  };

export const inState =
  (transport: Transport, id: string, reached: (state: string) => boolean, signal: AbortSignal): LookUp =>
  async () => {
    const found = await inspect(transport, id, signal);
    return found !== undefined && reached(containerStatus(found.body).state) ? found : undefined;
  };

/** Whether it stands still by now, or is not there any more. */
export const stopped =
  (transport: Transport, id: string, signal: AbortSignal): LookUp =>
  async () => {
    const found = await inspect(transport, id, signal);
    if (found === undefined) return gone;
    return isUp(containerStatus(found.body)) ? undefined : found;
  };

/**
 * Whether a start that began a moment ago took place. A job may have run and ended meanwhile and must not run twice, so
 * its time of start counts, by the engine's clock: the `Date` of its answer.
 */
export function started(transport: Transport, id: string, signal: AbortSignal): LookUp {
  const began = performance.now();
  return async () => {
    const found = await inspect(transport, id, signal);
    if (found === undefined) return undefined;
    const { state, startedAt } = containerStatus(found.body);
    if (state === "running" || state === "restarting") return found;
    const engineNow = Date.parse(found.headers.date ?? "");
    // Both are whole seconds at worst, so the start may seem up to one earlier.
    const since = engineNow - (performance.now() - began) - 1_000;
    return startedAt !== "" && Date.parse(startedAt) >= since ? found : undefined;
  };
}

export const named =
  (transport: Transport, id: string, name: string, signal: AbortSignal): LookUp =>
  async () => {
    const found = await inspect(transport, id, signal);
    return text(record(found?.body).Name) === `/${name}` ? found : undefined;
  };

/** `wanted`: whether the container shall be on the network, given by its name or id. */
export const onNetwork =
  (transport: Transport, container: string, network: string, wanted: boolean, signal: AbortSignal): LookUp =>
  async () => {
    const found = await inspect(transport, container, signal);
    if (found === undefined) return wanted ? undefined : gone;
    const endpoints = Object.entries(record(record(record(found.body).NetworkSettings).Networks));
    const isOn = endpoints.some(([name, endpoint]) => name === network || record(endpoint).NetworkID === network);
    return isOn === wanted ? found : undefined;
  };

/**
 * How long somebody else's removal may be under way. It takes as long as what is removed is large; an engine that has
 * not got to its end by then never does.
 */
const limitMs = 600_000;

/** Removes, whoever else may be at it: gone is done, going is waited for. */
export async function removed(transport: Transport, call: Call, signal: AbortSignal): Promise<void> {
  const began = performance.now();
  for (let tries = 0; ; tries++) {
    try {
      await unlessGone(transport.write(call, signal, harmlessTwice));
      return;
    } catch (error) {
      if (!isRefusal(error, /already in progress/i)) throw error;
      if (performance.now() - began > limitMs) throw new CallError({ kind: "timeout", limitMs }, error);
      await transport.pause(Math.min(tries, 2), signal);
    }
  }
}
