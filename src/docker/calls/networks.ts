/** Networks, and who is on them. */
import { apiAtLeast, apiOfUniqueNetworks } from "../../engine/api-version.ts";
import { labels } from "../../engine/labels.ts";
import type { NetworksPort } from "../../engine/port.ts";
import { oneNetwork } from "../duplicate-networks.ts";
import type { Call } from "../http/transport.ts";
import * as outcome from "../outcome.ts";
import { encodeEndpoint } from "../wire/endpoints.ts";
import { containerId } from "../wire/facts.ts";
import { networkBody } from "../wire/resource-body.ts";
import { type CallContext, change, explained, remove } from "./change.ts";

export const networksCalls = ({ transport, facts }: CallContext): NetworksPort => ({
  async createNetwork(network, signal) {
    const call: Call = {
      method: "POST",
      path: ["networks", "create"],
      body: networkBody(network, facts.apiVersion),
    };
    const made = outcome.networkMade(transport, network, signal);
    const id = containerId(await change(transport, "create the network", call, signal, made));
    const project = network.labels[labels.project];
    if (project === undefined || apiAtLeast(facts.apiVersion, apiOfUniqueNetworks)) return id;
    return explained(
      "create the network",
      async () => (await oneNetwork(transport, network.name, project, signal)) ?? id,
    );
  },
  async removeNetwork(id, signal) {
    await remove(transport, "remove the network", { method: "DELETE", path: ["networks", id] }, signal);
  },
  async connectNetwork(container, endpoint, signal) {
    const body = { Container: container, EndpointConfig: encodeEndpoint(endpoint) };
    const call: Call = { method: "POST", path: ["networks", endpoint.network, "connect"], body };
    const connected = outcome.onNetwork(transport, container, endpoint.network, true, signal);
    await change(transport, "connect the container to the network", call, signal, connected, { container });
  },
  async disconnectNetwork(container, network, signal) {
    const call: Call = { method: "POST", path: ["networks", network, "disconnect"], body: { Container: container } };
    const gone = outcome.onNetwork(transport, container, network, false, signal);
    await change(transport, "disconnect the container from the network", call, signal, gone, {
      container,
      goneIsDone: true,
    });
  },
});
