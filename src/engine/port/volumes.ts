/** Volumes: as they are asked for, and as the engine has them. */

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

export interface VolumesPort {
  createVolume(volume: VolumeSpec, signal: AbortSignal): Promise<void>;
  removeVolume(name: string, signal: AbortSignal): Promise<void>;
}
