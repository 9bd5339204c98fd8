/** The part of a typed service that says how much it may use of the host: memory, processors. Readonly data. */

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
