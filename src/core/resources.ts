/** How much of the host's memory and processors a container may use: as a file asks for it and as the engine keeps it. */

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
