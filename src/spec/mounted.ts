/** What is mounted into a service's containers or copied into them. Part of project.ts, which gives these names to others. */

export type ServiceVolume =
  | {
      readonly type: "bind";
      /** Absolute. */
      readonly source: string;
      readonly target: string;
      readonly readOnly: boolean;
      readonly createHostPath: boolean;
      readonly propagation?: string;
      readonly selinux?: "z" | "Z";
      readonly recursive?: "enabled" | "disabled" | "writable" | "readonly";
    }
  | {
      readonly type: "volume";
      /** Key in the project's volumes; absent: anonymous. */
      readonly source?: string;
      readonly target: string;
      readonly readOnly: boolean;
      readonly noCopy: boolean;
      readonly subpath?: string;
      /** For the volume, where the engine makes it along with the container. */
      readonly labels?: Readonly<Record<string, string>>;
    }
  | {
      readonly type: "tmpfs";
      readonly target: string;
      readonly readOnly: boolean;
      /** Bytes. */
      readonly size?: number;
      readonly mode?: number;
    }
  | {
      readonly type: "image" | "npipe" | "cluster";
      /** An image's reference, a pipe of Windows, a volume of Swarm's. */
      readonly source: string;
      readonly target: string;
      readonly readOnly: boolean;
      /** Of an image. */
      readonly subpath?: string;
    };

/** A config or secret in a service. */
export interface FileMount {
  /** Key in the project's configs or secrets. */
  readonly source: string;
  /** Absolute path in the container. */
  readonly target: string;
  /** Numbers, as text: the file may say anything. */
  readonly uid?: string;
  readonly gid?: string;
  readonly mode?: number;
}

/** A config or secret, and where its bytes are. */
export type FileObject = { readonly key: string } & FileSource;

export type FileSource =
  /** Absolute. */
  | { readonly from: "file"; readonly file: string }
  /** A variable of the project: `Project.variables` has its value. */
  | { readonly from: "environment"; readonly variable: string }
  | { readonly from: "content"; readonly content: string }
  /** Swarm keeps it, or a driver of Swarm's brings or renders it. */
  | { readonly from: "swarm"; readonly attribute: "external" | "driver" | "template_driver" };
