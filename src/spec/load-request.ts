/** What the loader needs from outside: the command line's words and a way to read. Paths are made absolute by the loader. */
import type { Diagnostic } from "../core/diagnostics.ts";

export interface LoadRequest {
  /** `-f`; empty: COMPOSE_FILE or discovery. `-` is standard input. */
  readonly files: readonly string[];
  /** `-p` */
  readonly projectName?: string;
  readonly projectDirectory?: string;
  /** `--profile`; empty: COMPOSE_PROFILES. */
  readonly profiles: readonly string[];
  /** `--env-file`; empty: COMPOSE_ENV_FILES or `.env`. */
  readonly envFiles: readonly string[];
  /** Services named on the command line; empty: all that the profiles enable. */
  readonly services: readonly string[];
  /** Services that are enabled whatever their profiles, without being the only ones that are meant. */
  readonly enable?: readonly string[];
  /** Names as the first docker-compose made them: `shop_web_1`. */
  readonly compatibility?: boolean;
  /** Networks, volumes and the like that no service uses are part of the project too. */
  readonly allResources?: boolean;
  /** The named services without those that they need. */
  readonly withoutDependencies?: boolean;
  /** Laid over the files. */
  readonly overlay?: Overlay;
  /**
   * What projects from elsewhere ask of this machine is granted. Absent: they are refused what they ask, unless
   * `LoadContext.grants` says otherwise.
   */
  readonly trust?: boolean;
  /** The project is to be run or built: what else it asks of this machine counts, too, not only the files that loading reads. */
  readonly acts?: boolean;
  /** Stages that are left out; absent: none. */
  readonly skip?: ReadonlySet<Stage>;
}

/** A document like those of the files, from elsewhere. */
export interface Overlay {
  /** What complaints call it in place of a path: `command line`. */
  readonly name: string;
  readonly text: string;
}

/**
 * What `config` can leave out. Without "interpolation" the project is one to be printed: all services whatever their profiles, with
 * the files' own text, so that the values of its typed services mean nothing where a variable stands.
 */
export type Stage =
  /** Variables; and so also the consistency and the files that services name. */
  | "interpolation"
  /** What a file means without saying it: the default network, names of resources, implied dependencies. */
  | "normalization"
  /** Paths made absolute. */
  | "paths"
  /** Rules between attributes and between services. */
  | "consistency"
  /** Env files read, and variables handed through. */
  | "env-files"
  /** All files read that services name: env files, label files, seccomp profiles. */
  | "service-files";

/** Enough for names: of services, images, networks, volumes and profiles. Files that only a container needs may be gone. */
export const namesAlone: ReadonlySet<Stage> = new Set(["service-files"]);

/** The process's environment, its folder, and the disk; all that spec/ knows of this machine. */
export interface LoadContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string | undefined;
  readonly disk: Disk;
  /** A larger file is refused; absent: 10 MiB. */
  readonly maxFileBytes?: number;
  /** Aborted: loading ends with `interrupted`. */
  readonly signal?: AbortSignal;
  /** Absent: files in repositories are refused. */
  readonly git?: Git;
  /** Absent: projects in registries are refused. */
  readonly registries?: Registries;
  /**
   * Asked what becomes of the requests of projects from elsewhere: whether all are granted. Absent: they are refused.
   */
  readonly grants?: (requests: readonly HostRequest[]) => Promise<boolean>;
  /** Told of the project's name as soon as it is known. */
  readonly onName?: (name: string) => void;
  /** Waited for between stages, so that what else is under way goes on meanwhile. */
  readonly pause?: () => Promise<void>;
}

/** What a project from elsewhere asks of this machine, beyond its own containers and files. No value of a variable is in it. */
export interface HostRequest extends Diagnostic {
  /** The project, as it was named: `"oci://ghcr.io/me/shop"`. */
  readonly from: string;
}

export interface Git {
  /**
   * Brings one commit of a repository to the disk. `inside`: a file in it, or a folder that has one of the `names`.
   * Resolves to the absolute path of the file, the folder of the whole repository, and the commit that `ref` stands for now. Rejects with a WindlassError.
   */
  file(
    url: { readonly remote: string; readonly ref: string | undefined; readonly inside: string | undefined },
    names: readonly string[],
  ): Promise<{ readonly path: string; readonly folder: string; readonly commit: string }>;
}

/** What stands before the name of a project in a registry. */
export const registryPrefix = "oci://";

export interface Registries {
  /**
   * Brings a project that was published to the disk. @param name `ghcr.io/me/shop:1`, without `oci://`
   * Resolves to the absolute path of its file, the folder that all of it is in, and its digest. Rejects with a WindlassError.
   */
  project(name: string): Promise<{ readonly path: string; readonly folder: string; readonly digest: string }>;
}

export interface Disk {
  /**
   * The bytes of a file; `-` is standard input. Rejects with Node's own errors (`code: "ENOENT"`, `"EISDIR"`, …).
   * `most`: of a larger file only one byte more than these need be read. `signal`: nobody waits any longer once it is aborted.
   */
  read(path: string, limits?: { readonly most?: number; readonly signal?: AbortSignal }): Promise<Uint8Array>;
  /** What stands at the path. */
  kind(path: string): Promise<"file" | "folder" | "missing">;
  /** The path with its symbolic links followed; undefined where nothing stands. Absent: there are no links. */
  realPath?(path: string): Promise<string | undefined>;
}
