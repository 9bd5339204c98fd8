/** A service's place on its networks, as the engine is asked for it. */
import { interfaceOption } from "../../engine/canonical.ts";
import type { ContainerConfig, Endpoint } from "../../engine/container-config.ts";
import type { Attachment, Project, Service } from "../../spec/project.ts";
import type { LinkedContainer } from "./sharing.ts";

/** `shop-web-1`, or the file's own name. */
export const containerName = (project: Project, service: Service, number: number): string =>
  service.containerName ?? [project.name, service.name, number].join(project.separator);

/** Networks that every engine has. Names of a container's own are not known on them. */
export const builtInNetworks: ReadonlySet<string> = new Set(["bridge", "host", "none"]);

/** By priority. The service's hardware address is that of the first. */
export function endpoints(
  project: Project,
  service: Service,
  name: string,
  links: readonly LinkedContainer[],
): Endpoint[] {
  return [...service.networks].map(([key, attachment], i) => {
    const network = project.networks.get(key)?.name ?? key;
    return {
      network,
      aliases: builtInNetworks.has(network) ? [] : [name, service.name, ...attachment.aliases],
      ...addresses(attachment, i === 0 ? service.macAddress : undefined),
      ...options(attachment),
      ...(links.length > 0 && { links: links.map((link) => `${link.name}:${link.alias}`) }),
    };
  });
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

/** Without networks of the project's the address is the container's own. */
export const ownMacAddress = ({ macAddress, networks }: Service): Pick<ContainerConfig, "macAddress"> =>
  networks.size === 0 && macAddress !== undefined ? { macAddress } : {};
