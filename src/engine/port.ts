/**
 * The engine as the rest of the tool sees it, a file for each capability in port/. Plain types only; docker/ implements it,
 * test/support/memory-engine.ts implements it without an engine.
 * Every method rejects with a WindlassError, or with the signal's reason once it is aborted.
 */
import type { BuildPort } from "./port/build.ts";
import type { ContainersPort } from "./port/containers.ts";
import type { FilesPort } from "./port/files.ts";
import type { ImageDetailsPort } from "./port/image-details.ts";
import type { ImageFilesPort } from "./port/image-files.ts";
import type { ImagesPort } from "./port/images.ts";
import type { NetworksPort } from "./port/networks.ts";
import type { RegistryPort } from "./port/registry.ts";
import type { StreamsPort } from "./port/streams.ts";
import type { SystemPort } from "./port/system.ts";
import type { VolumesPort } from "./port/volumes.ts";

export type {
  BuildCache,
  BuildContext,
  BuilderFacts,
  BuilderKind,
  BuildIo,
  BuildPort,
  BuildSecret,
  BuildSpec,
  BuildWarning,
  Dockerfile,
  SshAccess,
} from "./port/build.ts";
export type {
  ContainerFact,
  ContainerRow,
  ContainerState,
  ContainerStatus,
  ContainersPort,
  CreateContainer,
  Health,
  ListedContainer,
  LiveEndpoint,
  LiveMount,
} from "./port/containers.ts";
export type { FileCopy, FilesPort, PathStat } from "./port/files.ts";
export type { FoundImage, HistoryEntry, ImageDetailsPort, RemoveImageOptions, Search } from "./port/image-details.ts";
export type { ImageFilesPort, ImportSpec, LoadedImages } from "./port/image-files.ts";
export type { ImageFact, ImagesPort, ListedImage, OnProgress, Pushed } from "./port/images.ts";
export type { NetworkFact, NetworkSpec, NetworksPort, Subnet } from "./port/networks.ts";
export type { RegistryImage, RegistryPlatform, RegistryPort } from "./port/registry.ts";
export type {
  Attachment,
  AttachOptions,
  ExecSession,
  ExecSpec,
  LogLine,
  LogOptions,
  OutputLine,
  OutputPart,
  StreamsPort,
  TerminalSize,
  Usage,
} from "./port/streams.ts";
export type { EngineEvent, EngineFacts, EventSpan, Look, Snapshot, SnapshotQuery, SystemPort } from "./port/system.ts";
export type { VolumeFact, VolumeSpec, VolumesPort } from "./port/volumes.ts";

export interface Engine
  extends SystemPort,
    ContainersPort,
    FilesPort,
    ImagesPort,
    ImageDetailsPort,
    ImageFilesPort,
    RegistryPort,
    NetworksPort,
    VolumesPort,
    StreamsPort,
    BuildPort {}
