/**
 * Until a container is not running: the engine answers when it ends. It may take for ever, so an answer that does not come
 * is no fault as long as the engine tells that the container is still up.
 */
import { isUp } from "../engine/container-state.ts";
import { CallError, isStatus, passing } from "./http/call-error.ts";
import { failure } from "./http/failures.ts";
import { jsonLines } from "./http/json-lines.ts";
import { Reconnects } from "./http/reconnect.ts";
import type { Call, Transport } from "./http/transport.ts";
import { inspect } from "./outcome.ts";
import { containerStatus } from "./wire/facts.ts";
import { number } from "./wire/json.ts";

/** @returns its exit code; `undefined` if there is no such container any more */
export async function exitOf(transport: Transport, id: string, signal: AbortSignal): Promise<number | undefined> {
  const call: Call = { method: "POST", path: ["containers", id, "wait"] };
  const reconnects = new Reconnects(transport, signal);
  try {
    for (;;) {
      let end = new CallError({ kind: "broken", reason: "it is empty" });
      reconnects.opened();
      try {
        const { chunks } = await transport.open(call, signal);
        for await (const line of jsonLines(chunks)) return number(line.StatusCode);
      } catch (error) {
        if (isStatus(error, 404)) return undefined;
        if (!(error instanceof CallError) || !(passing(error.fault) || error.fault.kind === "timeout")) throw error;
        end = error;
      }
      const found = await inspect(transport, id, signal);
      if (found === undefined) return undefined;
      const status = containerStatus(found.body);
      if (!isUp(status)) return status.exitCode;
      await reconnects.wait(end);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw failure(error, "wait for the container to end");
  }
}
