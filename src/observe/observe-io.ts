/** What looking at the world needs: the engine, and this machine's disk, programs and settings. */
import type { Host } from "../engine/host.ts";
import type { NamedBuilder } from "../engine/named-builder.ts";
import type { Engine, Look } from "../engine/port.ts";
import type { Disk } from "../spec/load-request.ts";

export interface ObserveIo {
  readonly engine: Pick<Engine, "facts" | "look" | "builderFacts">;
  /** At the project; absent: it begins here. */
  readonly look?: Look;
  readonly signal: AbortSignal;
  readonly disk: Pick<Disk, "kind" | "read">;
  /** This machine's programs; asked for where the project needs any. */
  readonly host: () => Promise<Host>;
  /** The settings of the docker client on this machine. */
  readonly client: Client;
  /** Milliseconds since the epoch. */
  readonly wallMs: () => number;
}

export interface Client {
  /** Variables for the proxies of an engine, by its address. */
  readonly proxies: (address: string) => Promise<Readonly<Record<string, string>>>;
  /** Settings with all logins to registries, as text; `undefined` where there are none. */
  readonly logins: (signal: AbortSignal) => Promise<string | undefined>;
  /** The socket of the ssh agent. */
  readonly sshAgent?: string;
  /** The builder that is named for an engine, by its address: by `asked`, the environment or the settings. */
  readonly builder: (address: string, asked: string | undefined) => Promise<NamedBuilder | undefined>;
}
