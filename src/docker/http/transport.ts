/**
 * The guard around every call to the engine: it settles, always. An answer is read to its end or is an error, bad JSON
 * is an error, a refusal is an error with its status and reason; each read has a deadline, each stream a limit to its
 * silence. A call that changes something takes as long as its work, while the engine is there: that is asked now and
 * then. Reads are made again when the fault may pass; a call that changes something only where it can't have had
 * its effect, or its caller can look. What a fault means to the user is failures.ts's knowledge.
 */
import type { IncomingHttpHeaders } from "node:http";
import { type Duplex, Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { CallError, type Fault, isInternal, neverRan, passing, uncertain } from "./call-error.ts";
import type { Modem, ModemRequest, Response } from "./exchange.ts";
import { Guard, guarded } from "./guard.ts";

export interface Timing {
  /** How long a read may take, and how long a change goes unanswered before the engine is asked whether it is there. */
  readonly callMs: number;
  /** How long an engine may say nothing on a pull or a build; some steps of a build print nothing for minutes. */
  readonly silenceMs: number;
  /** Pauses before each further try. */
  readonly retryMs: readonly number[];
  /** The same where a registry is what failed. */
  readonly registryMs: readonly number[];
}

export const usualTiming: Timing = {
  callMs: 30_000,
  silenceMs: 600_000,
  retryMs: [100, 200, 400, 800, 1_600, 3_200],
  registryMs: [1_000, 2_000, 4_000, 8_000],
};

/** A `Retry-After` longer than this is not waited for. */
const longestPauseMs = 10_000;

export interface Call {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  /** Segments, encoded here: `["containers", id, "start"]`. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: object;
  /** A tar. A stream can be sent once, so its call is not made again. */
  readonly upload?: Readable | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a read, in milliseconds; absent: the usual. */
  readonly deadlineMs?: number;
  /** It may take long: it gets a connection of its own. */
  readonly long?: boolean;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; the text where it is plain text; `undefined` without a body. */
  readonly body: unknown;
}

export interface OpenReply {
  readonly headers: IncomingHttpHeaders;
  /** Ends where the answer ends; throws a CallError where it was cut off or fell silent. */
  readonly chunks: AsyncIterable<Buffer>;
}

/**
 * Looks whether a call whose outcome is not known had its effect: the reply it would have given, or `undefined` if it
 * had none.
 */
export type LookUp = () => Promise<Reply | undefined>;

/** A change that does no harm when it is made twice. */
export const harmlessTwice = "harmless-twice";

type Verdict = "again" | "give-up" | Reply;

export class Transport {
  readonly timing: Timing;
  /** The version of the API that calls speak; absent: the engine's own. */
  readonly version: string | undefined;
  readonly #modem: Modem;
  readonly #prefix: string;

  constructor(modem: Modem, timing: Timing, version?: string) {
    this.#modem = modem;
    this.timing = timing;
    this.version = version;
    this.#prefix = version === undefined ? "" : `/v${version}`;
  }

  /** The same connections, speaking this version of the API. */
  speaking(version: string): Transport {
    return new Transport(this.#modem, this.timing, version);
  }

  /** A call that changes nothing, made again while the fault may pass. */
  async read(call: Call, signal: AbortSignal): Promise<Reply> {
    return this.#persist(
      () => this.once(call, signal),
      async (fault) => (passing(fault) ? "again" : "give-up"),
      signal,
    );
  }

  /** A call that changes something. Without `lookUp` it is made again only if it can't have had an effect. */
  async write(call: Call, signal: AbortSignal, lookUp?: LookUp | typeof harmlessTwice): Promise<Reply> {
    const judge = async (fault: Fault, tries: number): Promise<Verdict> => {
      if (neverRan(fault)) return "again";
      if (lookUp === undefined || !uncertain(fault)) return "give-up";
      const isUnknown = fault.kind === "lost" || fault.kind === "broken";
      // A failure of the engine's own may have come after the deed: asking once more tells.
      if (lookUp === harmlessTwice) return isUnknown || (tries === 0 && isInternal(fault)) ? "again" : "give-up";
      // A refusal or a deadline that left no effect behind is the engine's answer.
      return (await lookUp()) ?? (isUnknown ? "again" : "give-up");
    };
    return this.#persist(() => this.#change(call, signal), judge, signal);
  }

  async #persist(
    attempt: () => Promise<Reply>,
    judge: (fault: Fault, tries: number) => Promise<Verdict>,
    signal: AbortSignal,
  ): Promise<Reply> {
    for (let tries = 0; ; tries++) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        const verdict = await judge(error.fault, tries);
        if (typeof verdict === "object") return verdict;
        if (verdict === "give-up" || !(await this.pause(tries, signal, error.fault))) throw error;
      }
    }
  }

  /** Waits before try number `tries + 1`; false if there is none. */
  async pause(tries: number, signal: AbortSignal, fault?: Fault): Promise<boolean> {
    const usual = this.timing.retryMs[tries];
    const asked = fault?.kind === "refused" ? (fault.retryAfterMs ?? 0) : 0;
    if (usual === undefined || asked > longestPauseMs) return false;
    try {
      await sleep(Math.max(usual, asked), undefined, { signal });
    } catch {
      signal.throwIfAborted();
    }
    return true;
  }

  /** One try, its answer read to the end. */
  async once(call: Call, signal: AbortSignal): Promise<Reply> {
    const limitMs = call.deadlineMs ?? this.timing.callMs;
    const guard = new Guard(signal, { kind: "timeout", limitMs });
    try {
      return await replyIn(await this.#dial(call, guard), guard);
    } finally {
      guard.dispose();
    }
  }

  /** One try of a change. There is no limit to its work; once it answers, the answer must come. */
  async #change(call: Call, signal: AbortSignal): Promise<Reply> {
    const guard = new Guard(signal);
    const answered = new AbortController();
    void this.#endWithEngine(guard, answered.signal);
    try {
      const response = await this.#send(call, guard);
      answered.abort();
      guard.limit({ kind: "timeout", limitMs: this.timing.callMs });
      return await replyIn(await accepted(response, guard), guard);
    } finally {
      answered.abort();
      guard.dispose();
    }
  }

  /**
   * Asks the engine now and then whether it is there, on a connection of its own: the others may all be waiting for
   * their answers. Ends the call that waits once there is no answer to that either.
   */
  async #endWithEngine(guard: Guard, answered: AbortSignal): Promise<void> {
    const beganAt = performance.now();
    try {
      for (;;) {
        await sleep(this.timing.callMs, undefined, { signal: answered });
        await this.read({ method: "GET", path: ["_ping"], long: true }, answered);
      }
    } catch (error) {
      const limitMs = Math.round(performance.now() - beganAt);
      if (!answered.aborted) guard.end(new CallError({ kind: "timeout", limitMs }, error));
    }
  }

  /** One try, its answer left open. `silenceMs` absent: it may say nothing for ever. */
  async open(call: Call, signal: AbortSignal, silenceMs?: number): Promise<OpenReply> {
    const limitMs = silenceMs ?? this.timing.callMs;
    const guard = new Guard(signal, { kind: silenceMs === undefined ? "timeout" : "silent", limitMs });
    // A large context on its way is no silence.
    if (call.upload instanceof Readable) call.upload.on("resume", () => guard.heard());
    try {
      const response = await this.#dial({ ...call, long: true }, guard);
      if (silenceMs === undefined) guard.noLimit();
      return { headers: response.headers, chunks: guarded(response, guard) };
    } catch (error) {
      guard.dispose();
      throw error;
    }
  }

  /** One try to use a connection for another protocol: bare, and its caller's from then on. */
  async upgrade(call: Call, signal: AbortSignal): Promise<Duplex> {
    const guard = new Guard(signal, { kind: "timeout", limitMs: this.timing.callMs });
    try {
      const answer = await this.#modem
        .upgrade(this.#request({ ...call, long: true }, guard))
        .catch((error: unknown) => {
          throw guard.end(error);
        });
      if ("connection" in answer) return answer.connection;
      await accepted(answer.response, guard);
      throw new CallError({ kind: "broken", reason: "it refused to upgrade the connection" });
    } finally {
      guard.dispose();
    }
  }

  /** The response, whatever its status, as soon as it begins. */
  async #send(call: Call, guard: Guard): Promise<Response> {
    return this.#modem.dial(this.#request(call, guard)).catch((error: unknown) => {
      throw guard.end(error);
    });
  }

  async #dial(call: Call, guard: Guard): Promise<Response> {
    return accepted(await this.#send(call, guard), guard);
  }

  #request({ method, path, query = {}, body, upload, headers, long = false }: Call, guard: Guard): ModemRequest {
    guard.signal.throwIfAborted();
    return {
      method,
      path: `${this.#prefix}/${path.map(encodeURIComponent).join("/")}`,
      query,
      ...(body && { body }),
      ...(upload && { upload }),
      ...(headers && { headers }),
      ownConnection: long,
      signal: guard.signal,
    };
  }
}

/** The response, if it is no refusal. */
async function accepted(response: Response, guard: Guard): Promise<Response> {
  const status = response.statusCode ?? 0;
  if ((status >= 200 && status < 300) || status === 304) return response;
  const text = await textOf(guard.chunks(response));
  if (status >= 300 && status < 400) throw new CallError({ kind: "broken", reason: "it redirects to another address" });
  throw new CallError(refusal(status, response.headers, text));
}

/** The response read to its end. */
async function replyIn(response: Response, guard: Guard): Promise<Reply> {
  const text = await textOf(guard.chunks(response));
  return { status: response.statusCode ?? 0, headers: response.headers, body: parsed(response, text) };
}

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

function parsed(response: Response, text: string): unknown {
  if (text === "") return undefined;
  if (response.headers["content-type"]?.startsWith("text/plain")) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CallError({ kind: "broken", reason: "it is not valid JSON" }, error);
  }
}

function refusal(status: number, headers: IncomingHttpHeaders, text: string): Fault {
  const after = Number(headers["retry-after"]);
  return {
    kind: "refused",
    status,
    reason: reasonIn(text) || `status ${status}`,
    ...(after > 0 && { retryAfterMs: after * 1_000 }),
  };
}

function reasonIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    if (typeof message === "string") return message.trim();
  } catch {
    // Not the engine's own words: a proxy's page, say.
  }
  return text
    .replace(/<[^>]*>|\s+/g, " ")
    .trim()
    .slice(0, 300);
}
