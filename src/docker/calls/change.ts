/** How calls that change something are made: guarded against lost answers, and told in words where they fail. */
import type { ErrorCode } from "../../core/errors.ts";
import type { EngineFacts } from "../../engine/port.ts";
import type { Logins } from "../client/docker-login.ts";
import { unambiguously } from "../duplicate-networks.ts";
import { failure } from "../http/failures.ts";
import type { Call, harmlessTwice, LookUp, Transport } from "../http/transport.ts";
import * as outcome from "../outcome.ts";

/** What calls are made with. */
export interface CallContext {
  readonly transport: Transport;
  readonly facts: EngineFacts;
  readonly logins: Logins;
}

export interface About {
  /** The container whose networks the call gives by name. */
  readonly container?: string;
  /** The code of a refusal that no rule knows. */
  readonly otherwise?: ErrorCode;
  /** What was to be taken away or stopped and is not there any more is as it was asked to be. */
  readonly goneIsDone?: boolean;
}

/** @param lookUp tells whether it had its effect where its answer was lost @returns the answer's body */
export async function change(
  transport: Transport,
  doing: string,
  call: Call,
  signal: AbortSignal,
  lookUp?: LookUp | typeof harmlessTwice,
  about: About = {},
): Promise<unknown> {
  const { container, otherwise, goneIsDone = false } = about;
  const act = async (): Promise<unknown> => {
    const reply = transport.write(call, signal, lookUp);
    return (await (goneIsDone ? outcome.unlessGone(reply) : reply))?.body;
  };
  return explained(
    doing,
    () => (container === undefined ? act() : unambiguously(transport, container, signal, act)),
    otherwise,
  );
}

/** What is gone already was what was asked for; what is going is waited for. */
export async function remove(transport: Transport, doing: string, call: Call, signal: AbortSignal): Promise<void> {
  await explained(doing, () => outcome.removed(transport, call, signal));
}

export async function explained<Value>(
  doing: string,
  act: () => Promise<Value>,
  otherwise?: ErrorCode,
): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    throw failure(error, doing, otherwise);
  }
}
