/** Volumes: as they are asked for, and as the engine has them. */

export interface VolumeSpec {
  readonly name: string;
  readonly driver: string;
  readonly driverOptions: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

export interface VolumeFact extends VolumeSpec {
  /** Its folder on the engine's host, where the driver tells. */
  readonly mountpoint?: string;
  /** `local`, or `global` of a driver that several engines share. */
  readonly scope?: string;
  /** Bytes of data in it; known only where it was asked for, and the engine can tell. */
  readonly size?: number;
}

export interface VolumesPort {
  /** Those that have all of these labels, `name` or `name=value`. */
  listVolumes(labels: readonly string[], signal: AbortSignal): Promise<readonly VolumeFact[]>;
  createVolume(volume: VolumeSpec, signal: AbortSignal): Promise<void>;
  removeVolume(name: string, signal: AbortSignal): Promise<void>;
}
