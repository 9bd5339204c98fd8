/** Calls of gRPC over a connection to the engine that was upgraded to HTTP/2. */
import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from "node:http2";
import { CallError, callError } from "../../http/call-error.ts";
import type { Transport } from "../../http/transport.ts";
import { contentType, forHttp2, framed, GrpcError, grpcCode, http2Limits, messages } from "./frames.ts";

export interface GrpcClient {
  /** @returns the one answer @throws GrpcError, or a CallError where the connection broke */
  ask(method: string, request: Uint8Array, headers?: Readonly<Record<string, string>>): Promise<Uint8Array>;
  /** @returns answers as they come @throws as `ask` does */
  follow(method: string, request: Uint8Array): AsyncGenerator<Uint8Array, void, undefined>;
  /** Ends all that is under way with this reason. */
  close(reason?: unknown): void;
}

/** @throws CallError, as calls do; the signal counts until the connection stands */
export async function openGrpc(transport: Transport, signal: AbortSignal): Promise<GrpcClient> {
  const headers = { Upgrade: "h2c" };
  const socket = await transport.upgrade({ method: "POST", path: ["grpc"], headers }, signal);
  const session = connect("http://localhost", { createConnection: () => forHttp2(socket), ...http2Limits });
  let ended: unknown;
  const watch = watchSilence(session, transport.timing.silenceMs, (error) => end(error));
  const end = (error: unknown): void => {
    ended ??= error;
    clearInterval(watch);
    session.destroy();
    socket.destroy();
  };
  session.on("error", (error) => end(callError(error)));
  session.on("close", () => end(lost()));
  socket.on("error", (error) => end(callError(error)));

  async function* follow(
    method: string,
    request: Uint8Array,
    headers: Readonly<Record<string, string>> = {},
  ): AsyncGenerator<Uint8Array, void, undefined> {
    if (ended !== undefined) throw ended;
    const stream = session.request({
      ":method": "POST",
      ":path": method,
      "content-type": contentType,
      te: "trailers",
      ...headers,
    });
    const end = statusOf(stream);
    try {
      stream.end(framed(request));
      yield* messages(stream);
    } catch (error) {
      if (error instanceof GrpcError || error instanceof CallError) throw error;
      throw ended ?? callError(error);
    } finally {
      stream.close();
    }
    const error = await end;
    if (error !== undefined) throw ended ?? error;
  }

  return {
    follow,
    async ask(method, request, headers) {
      let answer: Uint8Array | undefined;
      for await (const message of follow(method, request, headers)) answer = message;
      if (answer === undefined) throw new GrpcError(grpcCode.internal, "the answer is empty");
      return answer;
    },
    close: (reason) => end(reason ?? lost()),
  };
}

/** A build may say nothing for long; an engine that is there answers a ping meanwhile. */
function watchSilence(
  session: ClientHttp2Session,
  limitMs: number,
  onSilence: (error: CallError) => void,
): NodeJS.Timeout {
  let isHeard = true;
  return setInterval(() => {
    if (!isHeard) return onSilence(new CallError({ kind: "silent", limitMs }));
    isHeard = false;
    session.ping(() => {
      isHeard = true;
    });
  }, limitMs / 2).unref();
}

const lost = (): CallError => new CallError({ kind: "lost", code: "ECONNRESET" });

/** What the stream's last headers say; they are its first ones where nothing else comes. */
async function statusOf(stream: ReturnType<ClientHttp2Session["request"]>): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const take = (headers: IncomingHttpHeaders): void => {
    const status = headers["grpc-status"];
    if (status !== undefined) resolve(status === "0" ? undefined : errorIn(headers));
    else if (headers[":status"] !== undefined && String(headers[":status"]) !== "200")
      resolve(new CallError({ kind: "broken", reason: `status ${headers[":status"]}` }));
  };
  stream.on("response", take).on("trailers", take);
  stream.on("error", () => {});
  stream.on("close", () => resolve(lost()));
  return promise;
}

function errorIn(headers: IncomingHttpHeaders): GrpcError {
  const details = String(headers["grpc-status-details-bin"] ?? "");
  return new GrpcError(
    Number(headers["grpc-status"]),
    unescaped(String(headers["grpc-message"] ?? "")),
    Buffer.from(details, "base64"),
  );
}

/** What is not printable ASCII is `%` with two digits. */
function unescaped(text: string): string {
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(bytes, "latin1").toString();
}
