/** A service's place on its networks, and the names that it has for others: as the engine is asked for it. */
import type { ServiceName } from "../core/ids.ts";
import { interfaceOption } from "../engine/canonical.ts";
import type { ContainerConfig, Endpoint } from "../engine/container-config.ts";
import type { Attachment, Project, Service } from "../spec/project.ts";

/** `shop-web-1`, or the file's own name. */
export const containerName = (project: Project, service: Service, number: number): string =>
  service.containerName ?? `${project.name}-${service.name}-${number}`;

/** By priority. The service's hardware address is that of the first. */
export function endpoints(project: Project, service: Service, name: string): Endpoint[] {
  const links = linksOf(project, service);
  return [...service.networks].map(([key, attachment], i) => ({
    network: project.networks.get(key)?.name ?? key,
    aliases: [name, service.name, ...attachment.aliases],
    ...addresses(attachment, i === 0 ? service.macAddress : undefined),
    ...options(attachment),
    ...(links.length > 0 && { links }),
  }));
}

const addresses = (
  { ipv4, ipv6, linkLocalIps, macAddress }: Attachment,
  ofService: string | undefined,
): Partial<Endpoint> => {
  const mac = macAddress ?? ofService;
  return {
    ...(ipv4 !== undefined && { ipv4 }),
    ...(ipv6 !== undefined && { ipv6 }),
    ...(linkLocalIps.length > 0 && { linkLocalIps }),
    ...(mac !== undefined && { macAddress: mac }),
  };
};

function options(attachment: Attachment): Partial<Endpoint> {
  // The interface's name is an option of the driver, and may be written as one.
  const { [interfaceOption]: written, ...driverOptions } = attachment.driverOptions;
  const interfaceName = attachment.interfaceName ?? written;
  const { gatewayPriority } = attachment;
  return {
    ...(Object.keys(driverOptions).length > 0 && { driverOptions }),
    ...(interfaceName !== undefined && { interfaceName }),
    ...(gatewayPriority !== 0 && { gatewayPriority }),
  };
}

/** What is asked beside the endpoints: as docker compose does, links in any case. */
export function besideEndpoints(project: Project, service: Service): Pick<ContainerConfig, "macAddress" | "links"> {
  const { macAddress, networks } = service;
  const links = linksOf(project, service);
  return { links, ...(networks.size === 0 && macAddress !== undefined && { macAddress }) };
}

/** Three names for each container of a linked service, as docker compose gives them; one for a container of others. */
function linksOf(project: Project, { links, externalLinks }: Service): string[] {
  const inside = links.flatMap((link) => {
    const [name = "", alias = name] = link.split(":");
    const linked = project.services.get(name as ServiceName);
    if (linked === undefined) return [];
    return Array.from({ length: linked.replicas }, (_, i) => i + 1).flatMap((number) => {
      const container = containerName(project, linked, number);
      const names = [alias, `${name}-${number}`, `${project.name}-${name}-${number}`];
      return names.map((known) => `${container}:${known}`);
    });
  });
  const outside = externalLinks.map((link) => (link.includes(":") ? link : `${link}:${link}`));
  return [...inside, ...outside];
}
