/** What is mounted into a service's containers or copied into them. Part of project.ts, which gives its types to others. */
import type { BindMount, MemoryMount, NamedMount, VolumeMount } from "../core/mounts.ts";

export type ServiceVolume =
  | BindMount
  /** `source`: key in the project's volumes. */
  | VolumeMount
  | NamedMount
  | ({ readonly type: "tmpfs" } & MemoryMount);

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
  /** A variable, and its value: that of the included project that says so, where it has one of its own. Absent: not set. */
  | { readonly from: "environment"; readonly variable: string; readonly value?: string }
  | { readonly from: "content"; readonly content: string }
  /** The logins to registries that are on this machine: read when they are copied in, and nowhere in the project. */
  | { readonly from: "logins" }
  /** Swarm keeps it, or a driver of Swarm's brings or renders it. */
  | { readonly from: "swarm"; readonly attribute: "external" | "driver" | "template_driver" };

/** The config with the logins that services with `use_api_socket` get. No key of a file can begin so. */
export const loginsKey = "#apisocket";
