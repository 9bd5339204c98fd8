/**
 * A socket in front of an engine's that passes everything through but the calls that a rule names. It injects what
 * engines, proxies and networks do on bad days; it knows nothing of what the calls mean.
 */
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { type ClientRequest, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import type { Duplex } from "node:stream";

export type FaultAction =
  /** The connection breaks before the engine hears of the call. */
  | { readonly kind: "reset-before" }
  /** The engine does it, the answer never comes. */
  | { readonly kind: "reset-after" }
  /** The engine does it, the answer says it failed. */
  | { readonly kind: "status-after"; readonly status: number }
  /** The engine never hears of it. */
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: number; readonly body?: string }
  | { readonly kind: "bad-json" }
  /** Breaks the connection after so many bytes of the answer's body. */
  | { readonly kind: "cut"; readonly bytes: number }
  /** Ends the answer properly, too early. */
  | { readonly kind: "end-early"; readonly bytes: number }
  /** So many bytes of the body, then nothing more. */
  | { readonly kind: "stall"; readonly bytes: number }
  | { readonly kind: "hang" }
  | { readonly kind: "delay"; readonly ms: number }
  /** The engine does it at once and is long in saying so. */
  | { readonly kind: "answer-late"; readonly ms: number }
  /** Tells of the call instead of passing it on. */
  | { readonly kind: "tell-before"; readonly tell: () => void }
  /** The engine does it; tells of that instead of answering. */
  | { readonly kind: "tell-after"; readonly tell: () => void };

export interface FaultRule {
  readonly action: FaultAction;
  /** `POST /containers/create`, without the version. */
  readonly match: RegExp;
  /** Which of the calls that match, from 1; absent: each. */
  readonly nth?: number;
}

export interface FaultProxy {
  /** For DOCKER_HOST. */
  readonly address: string;
  /** Every call so far: `GET /containers/json`. */
  readonly calls: readonly string[];
  /** The rules that no call has met yet: a test of a fault that never came would prove nothing. */
  unmet(): readonly FaultRule[];
  /** Once the engine has answered every change that was passed on to it, whoever still listens. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface ProxyOptions {
  /** A change is waited for though its caller is gone: the engine goes on with it. */
  readonly seesThrough?: boolean;
}

export async function startFaultProxy(
  engineAddress: string,
  rules: readonly FaultRule[],
  { seesThrough = false }: ProxyOptions = {},
): Promise<FaultProxy> {
  const engineSocket = engineAddress.replace("unix://", "");
  const socketPath = `${tmpdir()}/wdl-proxy-${randomBytes(6).toString("hex")}.sock`;
  const calls: string[] = [];
  const hits = new Map<FaultRule, number>();
  const met = new Set<FaultRule>();
  const sockets = new Set<Socket>();
  const passedOn = new Set<ClientRequest>();
  const changes: Promise<void>[] = [];

  const ruleFor = (call: string): FaultAction | undefined => {
    let action: FaultAction | undefined;
    for (const rule of rules) {
      if (!rule.match.test(call)) continue;
      hits.set(rule, (hits.get(rule) ?? 0) + 1);
      if (action !== undefined || (rule.nth !== undefined && rule.nth !== hits.get(rule))) continue;
      met.add(rule);
      action = rule.action;
    }
    return action;
  };

  const actionFor = ({ method, url = "" }: IncomingMessage): FaultAction | undefined => {
    const call = `${method} ${url.replace(/^\/v1\.\d+/, "").replace(/\?.*/, "")}`;
    calls.push(call);
    return ruleFor(call);
  };
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing, actionFor(incoming), engineSocket).then((onward) => {
      if (onward === undefined) return;
      passedOn.add(onward);
      onward.on("close", () => passedOn.delete(onward));
      const isChange = incoming.method !== "GET" && !endsWithCaller.test(incoming.url ?? "");
      if (isChange) changes.push(answered(onward));
      outgoing.on("close", () => {
        if (!(seesThrough && isChange && incoming.complete)) onward.destroy();
      });
    });
  });
  server.on("upgrade", (incoming, socket, head) => handOver(incoming, socket, head, actionFor(incoming), engineSocket));
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return {
    address: `unix://${socketPath}`,
    calls,
    unmet: () => rules.filter((rule) => !met.has(rule)),
    settled: async () => void (await Promise.all(changes)),
    close: async () => {
      for (const connection of [...sockets, ...passedOn]) connection.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(socketPath, { force: true });
    },
  };
}

/** A build and a pull: the engine gives them up when nobody listens any more. */
const endsWithCaller = /^(?:\/v[\d.]+)?\/(?:build|images\/create)\b/;

const answered = (onward: ClientRequest): Promise<void> =>
  new Promise((resolve) => onward.once("response", () => resolve()).once("close", () => resolve()));

/** @returns the call that was passed on, if it was */
async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  action: FaultAction | undefined,
  engineSocket: string,
): Promise<ClientRequest | undefined> {
  const json = { "Content-Type": "application/json" };
  if (action?.kind === "hang") return undefined;
  if (action?.kind === "tell-before") return void action.tell();
  if (action?.kind === "reset-before") return void incoming.socket.destroy();
  if (action?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, action.ms));
  if (action?.kind === "status") {
    for await (const _ of incoming);
    const retry = action.retryAfter === undefined ? {} : { "Retry-After": String(action.retryAfter) };
    return void outgoing.writeHead(action.status, { ...json, ...retry }).end(action.body ?? '{"message":"injected"}');
  }
  if (action?.kind === "bad-json") return void outgoing.writeHead(200, json).end('{"Id": tru');

  const { method, url, headers } = incoming;
  const onward = request({ socketPath: engineSocket, method, path: url, headers }, (answer) => {
    answer.on("error", () => outgoing.destroy());
    if (action?.kind === "tell-after") return void answer.resume().on("end", action.tell);
    if (action?.kind === "reset-after") return void answer.resume().on("end", () => incoming.socket.destroy());
    if (action?.kind === "status-after")
      return void answer
        .resume()
        .on("end", () => outgoing.writeHead(action.status, json).end('{"message":"injected"}'));
    if (action?.kind === "cut" || action?.kind === "end-early" || action?.kind === "stall") {
      const { "content-length": _, ...others } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 500, action.kind === "cut" ? answer.headers : others);
      outgoing.flushHeaders();
      let left = action.bytes;
      const stop = (): void => {
        answer.pause();
        if (action.kind === "cut") setTimeout(() => incoming.socket.destroy(), 20);
        else if (action.kind === "end-early") outgoing.end();
      };
      if (left === 0) return stop();
      answer.on("data", (chunk: Buffer) => {
        if (left <= 0) return;
        const part = chunk.subarray(0, left);
        left -= part.length;
        outgoing.write(part);
        if (left <= 0) stop();
      });
      answer.on("end", () => left > 0 && outgoing.end());
      return;
    }
    const pass = (): void => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
    };
    if (action?.kind === "answer-late") setTimeout(pass, action.ms);
    else pass();
  });
  onward.on("error", () => incoming.socket.destroy());
  incoming.pipe(onward);
  return onward;
}

/** A connection that changes its protocol is joined with one to the engine, byte by byte; a rule refuses, cuts or stalls it. */
function handOver(
  { method, url, rawHeaders }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  action: FaultAction | undefined,
  engineSocket: string,
): void {
  socket.on("error", () => {});
  if (action?.kind === "status") return void socket.end(`HTTP/1.1 ${action.status} No\r\nContent-Length: 0\r\n\r\n`);
  const headers = rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join("");
  const onward = connect(engineSocket);
  onward.on("error", () => socket.destroy());
  onward.write(`${method} ${url} HTTP/1.1\r\n${headers}\r\n`);
  onward.write(head);
  socket.pipe(onward);
  socket.on("close", () => onward.destroy());
  if (action?.kind !== "cut" && action?.kind !== "stall") return void onward.pipe(socket);
  let left = action.bytes;
  onward.on("data", (chunk: Buffer) => {
    socket.write(chunk.subarray(0, left));
    left -= chunk.length;
    if (left > 0) return;
    onward.pause();
    if (action.kind === "cut") socket.destroy();
  });
}
