/**
 * An engine behind ssh: the system's own `ssh`, so that keys, agents, jump hosts and known hosts are the user's as they
 * are. One login carries all connections; each is a session in which the far side's docker passes bytes through.
 */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { environmentFor } from "../../core/runtime.ts";
import { CallError, type Fault } from "../http/call-error.ts";
import type { EngineAddress, Env } from "./address.ts";
import type { Line, LineOptions } from "./line.ts";
import { type Ending, ProcessSocket } from "./process-socket.ts";
import { sshFault } from "./ssh-faults.ts";

type SshAddress = Extract<EngineAddress, { kind: "ssh" }>;

/** A server gives a login ten sessions unless it is told otherwise. */
const sessionsPerLogin = 10;
const maxReads = 2;
const maxChanges = 3;

/** A login whose owner was killed ends by itself so long after its last session. */
const idleSeconds = 60;

/** For a further login: nobody is asked any more. */
const loginLimitMs = 30_000;

const longestFolder = 60;

/** One login: the socket by which sessions join it, and what it carries. */
interface Login {
  readonly socket: string;
  readonly capacity: number;
  long: number;
}

/** @throws CallError when the host can't be reached or does not let this user in */
export async function openSsh(address: SshAddress, options: LineOptions): Promise<Line> {
  // Windows' ssh shares no login: there every connection is one.
  if (process.platform === "win32") return new SshLine(address, options.env);
  const line = new SshLine(address, options.env, mkdtempSync(join(temporary(options.env), "wdl-ssh-")));
  try {
    await line.login(options);
    return line;
  } catch (error) {
    line.close();
    throw error;
  }
}

/** A socket's path may have about a hundred characters, and ssh needs some of them. */
function temporary({ TMPDIR }: Env): string {
  const folder = TMPDIR || tmpdir();
  return folder.length > longestFolder ? "/tmp" : folder;
}

class SshLine implements Line {
  readonly maxReads: number = maxReads;
  readonly maxChanges: number = maxChanges;
  readonly #address: SshAddress;
  readonly #env: Env;
  /** Where the logins' sockets are; absent where a login can't be shared. */
  readonly #folder: string | undefined;
  readonly #logins: Login[] = [];
  /** Logins that have room for one that is about to be made. */
  readonly #promised: Login[] = [];
  readonly #closing = new AbortController();
  #waiting: Promise<void> | undefined;

  constructor(address: SshAddress, env: Env, folder?: string) {
    this.#address = address;
    this.#env = env;
    this.#folder = folder;
  }

  connect(use: "read" | "change" | "long"): Duplex {
    const { socket } = this.#address;
    const login = use === "long" ? this.#promised.shift() : this.#logins[0];
    const shared = login === undefined ? [] : ["-o", "ControlMaster=no", "-S", login.socket];
    const docker = ["docker", ...(socket === undefined ? [] : ["--host", `unix://${socket}`]), "system", "dial-stdio"];
    // By now nobody is asked any more: where a login is gone, a new one must do without. And it is no part of the
    // terminal's group, so that a Ctrl-C does not cut the connections that an end in good order needs.
    const session = this.#ssh(["-o", "BatchMode=yes", ...shared], docker, { detached: this.#folder !== undefined });
    const connection = new ProcessSocket(session, (end) => reason(end));
    if (login !== undefined && use === "long")
      connection.once("close", () => {
        login.long -= 1;
      });
    return connection;
  }

  async room(signal: AbortSignal): Promise<void> {
    if (this.#folder === undefined) return;
    const free = (): Login | undefined => this.#logins.find(({ long, capacity }) => long < capacity);
    for (let login = free(); ; login = free()) {
      if (login !== undefined) {
        login.long += 1;
        this.#promised.push(login);
        return;
      }
      this.#waiting ??= this.login({ mayAsk: false, limitMs: loginLimitMs, signal: this.#closing.signal }).finally(
        () => {
          this.#waiting = undefined;
        },
      );
      await orAborted(this.#waiting, signal);
    }
  }

  /** Logs in once more. The program goes into the background when it has, and leaves its exit code behind. */
  async login({ mayAsk, limitMs, signal }: Omit<LineOptions, "env">): Promise<void> {
    const socket = join(this.#folder ?? "", String(this.#logins.length));
    const mode = ["-f", "-N", "-o", "ControlMaster=yes", "-o", `ControlPersist=${idleSeconds}`, "-S", socket];
    const batch = mayAsk ? [] : ["-o", "BatchMode=yes"];
    await ended(this.#ssh([...batch, ...mode], []), signal, mayAsk ? undefined : limitMs);
    this.#logins.push({
      socket,
      capacity: sessionsPerLogin - (this.#logins.length === 0 ? maxReads + maxChanges : 0),
      long: 0,
    });
  }

  close(): void {
    this.#closing.abort(new Error("the engine's connections were closed"));
    if (this.#folder === undefined) return;
    for (const { socket } of this.#logins)
      spawnSync("ssh", ["-O", "exit", "-S", socket, "--", this.#address.host], {
        env: environmentFor(this.#env),
        timeout: 5_000,
      });
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #ssh(
    flags: readonly string[],
    command: readonly string[],
    { detached = false } = {},
  ): ChildProcessWithoutNullStreams {
    const { host, user, port } = this.#address;
    const place = [...(user === undefined ? [] : ["-l", user]), ...(port === undefined ? [] : ["-p", String(port)])];
    const args = [...plain, ...flags, ...place, "--", host, ...command];
    // What it says is understood in English only.
    return spawn("ssh", args, { env: { ...environmentFor(this.#env), LC_ALL: "C" }, detached, windowsHide: true });
  }
}

/** No terminal, no escapes, and nothing of what the user's file may want besides a login. */
const plain: readonly string[] = [
  ...["-T", "-e", "none", "-x"],
  ...["ConnectTimeout=30", "ClearAllForwardings=yes", "RemoteCommand=none"].flatMap((option) => ["-o", option]),
];

/** @param nothingSent whether no call was made over it: then the fault is that there is no connection */
function reason(end: Ending | NodeJS.ErrnoException, nothingSent = false): CallError {
  if (end instanceof Error) return new CallError({ kind: "unsent", code: "SSH_MISSING" }, end);
  const fault = sshFault(end);
  return new CallError(nothingSent && fault.kind === "lost" ? { ...fault, kind: "unsent" } : fault);
}

/** Waits until the program has ended well. Its output may be held open by what it left in the background. */
function ended(child: ChildProcessWithoutNullStreams, signal: AbortSignal, limitMs: number | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  child.stdin.on("error", () => {});
  const giveUp = (error: unknown): void => {
    child.kill();
    reject(error);
  };
  const onAbort = (): void => giveUp(signal.reason);
  const timeout: Fault = { kind: "timeout", limitMs: limitMs ?? 0 };
  const timer = limitMs === undefined ? undefined : setTimeout(() => giveUp(new CallError(timeout)), limitMs);
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  child.once("error", (error) => reject(reason(error, true)));
  child.once("exit", (code) => {
    if (code === 0) resolve();
  });
  child.once("close", (exitCode) => {
    if (exitCode !== 0) reject(reason({ exitCode, errors }, true));
  });
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    for (const stream of child.stdio) stream?.destroy();
  });
}

/** What others wait for too can't be ended with one of them: that one stops waiting. */
function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  work.then(resolve, reject);
  return promise.finally(() => signal.removeEventListener("abort", onAbort));
}
