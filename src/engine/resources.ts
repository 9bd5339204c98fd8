/** Networks and volumes: as they are asked for, and as the engine has them. */

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

export interface VolumeSpec {
  readonly name: string;
  readonly driver: string;
  readonly driverOptions: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

export interface VolumeFact extends VolumeSpec {
  /** Bytes of data in it; known only where it was asked for, and the engine can tell. */
  readonly size?: number;
}
