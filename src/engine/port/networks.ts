/** Networks: as they are asked for, and as the engine has them. */
import type { Endpoint } from "../container-config.ts";

export interface NetworkSpec {
  readonly name: string;
  readonly driver?: string;
  readonly driverOptions: Readonly<Record<string, string>>;
  readonly ipamDriver?: string;
  readonly ipamOptions: Readonly<Record<string, string>>;
  readonly subnets: readonly Subnet[];
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly enableIPv4?: boolean;
  readonly enableIPv6?: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Subnet {
  readonly subnet?: string;
  readonly ipRange?: string;
  readonly gateway?: string;
  readonly auxAddresses: Readonly<Record<string, string>>;
}

export interface NetworkFact extends NetworkSpec {
  readonly id: string;
  /** RFC 3339, as the engine writes it. */
  readonly createdAt: string;
  readonly driver: string;
  /** Who is on it: known of the project's own networks, empty otherwise. */
  readonly containers: readonly { readonly id: string; readonly name: string }[];
}

export interface NetworksPort {
  /** @returns the network's id */
  createNetwork(network: NetworkSpec, signal: AbortSignal): Promise<string>;
  removeNetwork(id: string, signal: AbortSignal): Promise<void>;
  connectNetwork(containerId: string, endpoint: Endpoint, signal: AbortSignal): Promise<void>;
  /** As `stopContainer` and the removals: what is so already, or not there any more, is done. */
  disconnectNetwork(containerId: string, network: string, signal: AbortSignal): Promise<void>;
}
