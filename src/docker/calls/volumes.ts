/** Volumes. */
import type { VolumesPort } from "../../engine/port.ts";
import { type Call, harmlessTwice } from "../http/transport.ts";
import { volumeBody } from "../wire/resource-body.ts";
import { type CallContext, change, remove } from "./change.ts";

export const volumesCalls = ({ transport }: CallContext): VolumesPort => ({
  async createVolume(volume, signal) {
    const call: Call = { method: "POST", path: ["volumes", "create"], body: volumeBody(volume) };
    await change(transport, "create the volume", call, signal, harmlessTwice);
  },
  async removeVolume(name, signal) {
    await remove(transport, "remove the volume", { method: "DELETE", path: ["volumes", name], long: true }, signal);
  },
});
