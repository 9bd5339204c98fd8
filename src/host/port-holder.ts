/** Which process of this host holds a port, as far as /proc shows it to this user. Elsewhere nobody is named. */
import { readdir, readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";

/** A port of this host. */
export interface HostPort {
  /** Empty: any address. */
  readonly hostIp: string;
  readonly hostPort: number;
  readonly protocol: string;
}

export interface PortHolder {
  /** `the process nginx (1234)` */
  readonly words: string;
  /** It forwards the port for a container engine. */
  readonly isEngine: boolean;
}

/** Programs that hold the ports that containers publish: Docker's, its rootless kind's, Podman's. */
const engineHelpers: ReadonlySet<string> = new Set([
  "docker-proxy",
  "dockerd",
  "rootlesskit",
  "rootlessport",
  "conmon",
  "gvproxy",
]);

/** `undefined` where it can't be told. */
export async function portHolder(port: HostPort): Promise<PortHolder | undefined> {
  const processes = (await entries("/proc")).filter((name) => /^\d+$/.test(name));
  // Which sockets another user's process has can't be read, its command line can.
  for (const id of processes) {
    const words = await commandLine(id);
    if (forwards(words, port)) return { words: called(id, words), isEngine: true };
  }
  const sockets = await socketsOn(port);
  if (sockets.size === 0) return undefined;
  for (const id of processes) {
    if (!(await holds(id, sockets))) continue;
    const words = await commandLine(id);
    return { words: called(id, words), isEngine: engineHelpers.has(nameOf(words)) };
  }
  return undefined;
}

const commandLine = async (id: string): Promise<readonly string[]> => (await text(`/proc/${id}/cmdline`)).split("\0");

/** The first word of the command line says more than the name of the main thread. */
const nameOf = ([program = ""]: readonly string[]): string => basename(program);

function called(id: string, words: readonly string[]): string {
  const name = nameOf(words);
  return `the process ${name === "" ? id : `${name} (${id})`}`;
}

/** `docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 …` */
function forwards(words: readonly string[], { hostPort, protocol }: HostPort): boolean {
  const value = (flag: string): string | undefined => words[words.indexOf(flag) + 1];
  return nameOf(words) === "docker-proxy" && value("-host-port") === String(hostPort) && value("-proto") === protocol;
}

/** Inodes of the sockets that listen on the port, at whatever address. */
async function socketsOn({ hostPort, protocol }: HostPort): Promise<ReadonlySet<string>> {
  const tables = await Promise.all([protocol, `${protocol}6`].map((name) => text(`/proc/net/${name}`)));
  const wanted = hostPort.toString(16).toUpperCase().padStart(4, "0");
  // State 0A is "listening"; a socket of udp that is bound has 07.
  const state = protocol === "udp" ? "07" : "0A";
  const found = tables.flatMap((table) =>
    table.split("\n").flatMap((line) => {
      const [, local = "", , is = "", , , , , , inode = ""] = line.trim().split(/\s+/);
      return local.endsWith(`:${wanted}`) && is === state ? [inode] : [];
    }),
  );
  return new Set(found);
}

async function holds(process: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${process}/fd`;
  for (const file of await entries(folder)) {
    const target = await readlink(`${folder}/${file}`).catch(() => "");
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    if (inode !== undefined && sockets.has(inode)) return true;
  }
  return false;
}

/** What may not be read is nothing. */
const text = (file: string): Promise<string> => readFile(file, "utf8").catch(() => "");
const entries = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
