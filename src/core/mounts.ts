/** What is mounted into a container: as a file asks for it and as the engine has it, alike but for a volume's name. */

export interface BindMount {
  readonly type: "bind";
  /** Absolute. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Whether the engine makes a missing source. */
  readonly createHostPath: boolean;
  readonly propagation?: string;
  readonly selinux?: "z" | "Z";
  /** What becomes of mounts below the source; absent: they come along, read-only where this one is. */
  readonly recursive?: "enabled" | "disabled" | "writable" | "readonly";
}

export interface VolumeMount {
  readonly type: "volume";
  /** Absent for an anonymous one. */
  readonly source?: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly noCopy: boolean;
  /** Only of a named one that has no subpath and no labels. */
  readonly selinux?: "z" | "Z";
  readonly subpath?: string;
  /** For the volume, where the engine makes it along with the container. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Files that are kept in memory, as long as the container runs. */
export interface MemoryMount {
  readonly target: string;
  readonly readOnly: boolean;
  /** Bytes. */
  readonly size?: number;
  readonly mode?: number;
}

export interface NamedMount {
  readonly type: "image" | "npipe" | "cluster";
  /** An image's reference, a pipe of Windows, a volume of Swarm's. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Of an image. */
  readonly subpath?: string;
}
