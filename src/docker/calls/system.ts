/** The engine as a whole: its one read for planning, and its events. */
import type { SystemPort } from "../../engine/port.ts";
import { eventLog, events } from "../events.ts";
import { takeSnapshot } from "../snapshot.ts";
import { type CallContext, explained } from "./change.ts";

export const systemCalls = ({
  transport,
  facts,
}: CallContext): Pick<SystemPort, "snapshot" | "events" | "eventLog"> => ({
  async snapshot(query, signal) {
    return explained("read what the engine has", () => takeSnapshot(transport, facts, query, signal));
  },
  events(project, signal) {
    return events(transport, project, signal);
  },
  eventLog(span, signal) {
    return eventLog(transport, span, signal);
  },
});
