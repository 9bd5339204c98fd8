/** What processes in containers write and read. What only some commands need is loaded by the first of them. */
import type { StreamsPort } from "../../engine/port.ts";
import { logs } from "../logs/log-stream.ts";
import type { CallContext } from "./change.ts";

export const streamsCalls = ({ transport }: CallContext): StreamsPort => ({
  async exec(containerId, command, onOutput, signal) {
    const { exec } = await import("../exec.ts");
    return exec(transport, containerId, command, onOutput, signal);
  },
  async startExec(containerId, command, options, signal) {
    const { startExec } = await import("../exec.ts");
    return startExec(transport, containerId, command, options, signal);
  },
  async openExec(containerId, command, options, signal) {
    const { openExec } = await import("../attach.ts");
    return openExec(transport, containerId, command, options, signal);
  },
  async attach(id, options, signal) {
    const { attachContainer } = await import("../attach.ts");
    return attachContainer(transport, id, options, signal);
  },
  async resizeContainer(id, size, signal) {
    const { resized } = await import("../attach.ts");
    return resized(transport, ["containers", id, "resize"], size, signal);
  },
  async *usage(id, options, signal) {
    const { usage } = await import("../usage.ts");
    yield* usage(transport, id, options, signal);
  },
  logs(id, options, signal) {
    return logs(transport, id, options, signal);
  },
});
