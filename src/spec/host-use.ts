/** The part of a typed service that says what it may use of the host: memory, processors, devices. Readonly data. */

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

/** Bytes, billionths of a CPU, microseconds. */
export interface Resources {
  readonly memory?: number;
  readonly memoryReservation?: number;
  readonly memorySwap?: number;
  readonly nanoCpus?: number;
  readonly cpuShares?: number;
  readonly cpuset?: string;
  readonly pidsLimit?: number;
  readonly cpuPeriod?: number;
  readonly cpuQuota?: number;
  readonly cpuRealtimePeriod?: number;
  readonly cpuRealtimeRuntime?: number;
  /** Windows. */
  readonly cpuCount?: number;
  /** Windows. */
  readonly cpuPercent?: number;
  /** 0 to 100; 0 is not the same as absent. */
  readonly memorySwappiness?: number;
  readonly oomKillDisable?: boolean;
  /** -1000 to 1000. */
  readonly oomScoreAdj?: number;
}
