/** Volumes. */
import type { VolumesPort } from "../../engine/port.ts";
import { type Call, harmlessTwice } from "../http/transport.ts";
import { volumeFact } from "../wire/facts.ts";
import { list, record } from "../wire/json.ts";
import { volumeBody } from "../wire/resource-body.ts";
import { type CallContext, change, explained, remove } from "./change.ts";

export const volumesCalls = ({ transport }: CallContext): VolumesPort => ({
  async listVolumes(labels, signal) {
    return explained("list volumes", async () => {
      const call: Call = { method: "GET", path: ["volumes"], query: { filters: { label: labels } } };
      return list(record((await transport.read(call, signal)).body).Volumes).map(volumeFact);
    });
  },
  async createVolume(volume, signal) {
    const call: Call = { method: "POST", path: ["volumes", "create"], body: volumeBody(volume) };
    await change(transport, "create the volume", call, signal, harmlessTwice);
  },
  async removeVolume(name, signal) {
    await remove(transport, "remove the volume", { method: "DELETE", path: ["volumes", name], long: true }, signal);
  },
});
