/** Devices of the host as a file asks for them and as a container has them: the same words on both sides. */

export interface Device {
  /** On the host. */
  readonly source: string;
  readonly target: string;
  /** `rwm` */
  readonly permissions: string;
}

/** A request for devices that a driver of the engine knows. */
export interface DeviceRequest {
  readonly driver: string;
  /** -1: all. */
  readonly count: number;
  readonly deviceIds: readonly string[];
  /** All of one of these lists. */
  readonly capabilities: readonly (readonly string[])[];
  readonly options: Readonly<Record<string, string>>;
}

/** Bytes a second, operations a second; a weight from 10 to 1000. */
export interface BlockIo {
  readonly weight?: number;
  readonly weights: readonly { readonly path: string; readonly weight: number }[];
  readonly readBps: readonly DeviceRate[];
  readonly readIops: readonly DeviceRate[];
  readonly writeBps: readonly DeviceRate[];
  readonly writeIops: readonly DeviceRate[];
}

export interface DeviceRate {
  readonly path: string;
  readonly rate: number;
}
