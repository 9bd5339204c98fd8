/** Networks that the engine would refuse to make: subnets that another network has, drivers of which there is one only. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import { overlap, parseSubnet } from "../../core/ip.ts";
import type { EngineFacts, NetworkFact, Snapshot } from "../../engine/port.ts";
import type { Network, Project } from "../../spec/project.ts";
import { about } from "./foreign.ts";

/**
 * @param planned the networks that are to be made
 * @param going ids of networks that are removed before
 */
export function newNetworkErrors(
  project: Project,
  snapshot: Snapshot,
  planned: readonly Network[],
  going: ReadonlySet<string>,
): Diagnostic[] {
  const staying = snapshot.networks.filter(({ id }) => !going.has(id));
  return planned.flatMap((network, i) => [
    ...driverErrors(project, network, snapshot.engine),
    ...subnetErrors(project, network, [...staying, ...planned.slice(0, i)]),
  ]);
}

function driverErrors(project: Project, network: Network, { swarm, networkDrivers }: EngineFacts): Diagnostic[] {
  const place = project.placeOf(["networks", network.key, "driver"]);
  const base = { severity: "error", path: `networks.${network.key}.driver`, ...(place && { place }) } as const;
  if (network.driver === "host" || network.driver === "null" || network.driver === "none") {
    const mode = network.driver === "host" ? "host" : "none";
    const message = `a network with the driver "${network.driver}" cannot be created: every engine has exactly one`;
    const hint = `write "network_mode: ${mode}" in the service, or here "external: true" and "name: ${mode}"`;
    return [{ ...base, code: "invalid-value", message, hint }];
  }
  if (network.driver !== undefined && networkDrivers?.includes(network.driver) === false) {
    const message = `network driver "${network.driver}" is not available on this engine`;
    return [{ ...base, code: "engine-lacks", message, hint: `available drivers: ${networkDrivers.join(", ")}` }];
  }
  if (network.driver !== "overlay" || swarm === undefined || swarm === "active/manager") return [];
  return [
    {
      ...base,
      code: "needs-swarm",
      message: `the network "${network.name}" uses the overlay driver, but this engine is not a swarm manager`,
      hint: 'run "docker swarm init", or remove the driver',
    },
  ];
}

type Pooled = Pick<Network | NetworkFact, "name" | "driver" | "ipamDriver" | "subnets">;

/** The engine's own address manager gives a subnet once; overlay networks have another one. */
const isPooled = ({ driver, ipamDriver = "default" }: Pooled): boolean =>
  driver !== "overlay" && ipamDriver === "default";

function subnetErrors(project: Project, network: Network, others: readonly Pooled[]): Diagnostic[] {
  if (!isPooled(network)) return [];
  return network.subnets.flatMap(({ subnet = "" }, i): Diagnostic[] => {
    const wanted = parseSubnet(subnet);
    if (wanted === undefined) return [];
    const taken = others.filter(isPooled).flatMap(({ name, subnets }) => subnets.map((pool) => ({ name, ...pool })));
    const rival = taken.find((pool) => {
      const parsed = parseSubnet(pool.subnet ?? "");
      return parsed !== undefined && overlap(wanted, parsed);
    });
    if (rival === undefined) return [];
    const place = project.placeOf(["networks", network.key, "ipam", "config", i, "subnet"]);
    return [
      {
        code: "subnet-overlap",
        severity: "error",
        message: `the subnet ${subnet} of the network "${network.name}" overlaps with ${rival.subnet} of the network "${rival.name}"`,
        ...about(project, "network", network),
        ...(place && { place }),
        hint: "choose another subnet, or none to let the engine find a free one",
      },
    ];
  });
}
