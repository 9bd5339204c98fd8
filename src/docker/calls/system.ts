/** The engine as a whole: its one read for planning, and its events. */
import type { Look, SystemPort } from "../../engine/port.ts";
import { eventLog, events } from "../events.ts";
import { lookAt } from "../look.ts";
import { type CallContext, explained } from "./change.ts";

const looking = "read what the engine has";

/** So old may a look be that was begun ahead, in milliseconds. */
const momentMs = 1_000;

export function systemCalls({
  transport,
  facts,
}: CallContext): Pick<SystemPort, "look" | "snapshot" | "events" | "eventLog"> {
  let ahead: { readonly project: string; readonly look: Look; readonly atMs: number } | undefined;
  return {
    look(project, signal) {
      const atMs = performance.now();
      if (ahead?.project === project && atMs - ahead.atMs < momentMs) return ahead.look;
      const one = lookAt(transport, facts, project, signal);
      one.begin();
      const look: Look = {
        snapshot(query) {
          // It is in use now: whoever looks next is to see what has changed.
          if (ahead?.look === look) ahead = undefined;
          return explained(looking, () => one.snapshot(query));
        },
      };
      ahead = { project, look, atMs };
      return look;
    },
    async snapshot({ project, ...query }, signal) {
      return explained(looking, () => lookAt(transport, facts, project, signal).snapshot(query));
    },
    events(project, signal) {
      return events(transport, project, signal);
    },
    eventLog(span, signal) {
      return eventLog(transport, span, signal);
    },
  };
}
