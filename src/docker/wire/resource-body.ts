/** Networks and volumes as the engine's create calls take them. Pure. */

import { defined } from "../../core/defined.ts";
import { apiAtLeast, apiOfUniqueNetworks } from "../../engine/api-version.ts";
import type { NetworkSpec, VolumeSpec } from "../../engine/port.ts";
import type { JsonRecord } from "./json.ts";

export function networkBody(network: NetworkSpec, api: string): JsonRecord {
  const { ipamDriver, ipamOptions, subnets } = network;
  const config = subnets.map(({ subnet, ipRange, gateway, auxAddresses }) =>
    defined({
      Subnet: subnet,
      IPRange: ipRange,
      Gateway: gateway,
      AuxiliaryAddresses: Object.keys(auxAddresses).length > 0 ? auxAddresses : undefined,
    }),
  );
  const ipam = defined({
    Driver: ipamDriver,
    Options: Object.keys(ipamOptions).length > 0 ? ipamOptions : undefined,
    Config: config.length > 0 ? config : undefined,
  });
  return {
    Name: network.name,
    Options: network.driverOptions,
    Internal: network.internal,
    Attachable: network.attachable,
    Labels: network.labels,
    ...defined({ Driver: network.driver, EnableIPv4: network.enableIPv4, EnableIPv6: network.enableIPv6 }),
    ...(Object.keys(ipam).length > 0 && { IPAM: ipam }),
    // Older engines make a second network of the same name unless asked not to.
    ...(!apiAtLeast(api, apiOfUniqueNetworks) && { CheckDuplicate: true }),
  };
}

export const volumeBody = ({ name, driver, driverOptions, labels }: VolumeSpec): JsonRecord => ({
  Name: name,
  Driver: driver,
  DriverOpts: driverOptions,
  Labels: labels,
});
