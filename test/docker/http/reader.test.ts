/** Answers as bytes: whatever way they come in pieces, they are read whole or are an error. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openReader } from "../../../src/docker/http/reader.ts";
import { directLine } from "../../../src/docker/reach/line.ts";

/** What the engine sends for each request, piece by piece; `null` closes the connection. */
let script: readonly (readonly (string | null)[])[] = [];
let requests: string[] = [];
let connections = 0;
const sockets: Socket[] = [];
let server: Server;
let reader: ReturnType<typeof openReader>;

beforeAll(async () => {
  server = createServer((socket) => {
    connections += 1;
    sockets.push(socket);
    socket.setNoDelay(true).on("error", () => {});
    socket.on("data", (bytes) => void answer(socket, bytes.toString("latin1")));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => server.close());
afterEach(() => reader.close());

async function answer(socket: Socket, request: string): Promise<void> {
  const pieces = script[requests.length] ?? [];
  requests.push(request);
  for (const piece of pieces) {
    if (piece === null) return void socket.destroy();
    socket.write(piece, "latin1");
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

function speaking(...answers: typeof script): void {
  script = answers;
  requests = [];
  connections = 0;
  reader = openReader(
    directLine({ kind: "tcp", host: "127.0.0.1", port: (server.address() as AddressInfo).port }),
    "engine",
  );
}

async function read(path = "/x", query = {}, signal = new AbortController().signal, ownConnection = false) {
  const response = await reader.dial({ method: "GET", path, query, ownConnection, signal });
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  return { status: response.statusCode, text: Buffer.concat(parts).toString(), complete: response.complete };
}

const whole = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
const inChunks =
  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: 1\r\n\r\n";

/** The text cut into pieces of so many bytes. */
const cut = (text: string, bytes: number): string[] =>
  Array.from({ length: Math.ceil(text.length / bytes) }, (_, at) => text.slice(at * bytes, (at + 1) * bytes));

test.each([1, 2, 7, 1_000])(
  "an answer is the same in pieces of %d bytes, and its connection serves the next",
  async (bytes) => {
    speaking(cut(whole, bytes), cut(inChunks, bytes), cut("HTTP/1.1 204 No Content\r\n\r\n", bytes), cut(whole, bytes));
    const found = [await read(), await read(), await read(), await read()];
    expect(found.map(({ text, complete }) => [text, complete])).toEqual([
      ["hello", true],
      ["hello", true],
      ["", true],
      ["hello", true],
    ]);
    expect(connections).toBe(1);
  },
);

test("a request says path, query and host", async () => {
  speaking([whole]);
  await read("/v1.51/containers/json", { all: true, filters: { label: ["a=b c"] }, left: undefined });
  expect(requests).toEqual([
    "GET /v1.51/containers/json?all=true&filters=%7B%22label%22%3A%5B%22a%3Db+c%22%5D%7D HTTP/1.1\r\nHost: engine\r\n\r\n",
  ]);
});

test("an answer without a length ends with its connection, which is not used again", async () => {
  speaking(["HTTP/1.1 200 OK\r\n\r\n", "hel", "lo", null], [whole]);
  expect(await read()).toMatchObject({ text: "hello", complete: true });
  expect(await read()).toMatchObject({ text: "hello" });
  expect(connections).toBe(2);
});

test("an engine that closes after its answer gets a new connection", async () => {
  speaking([whole.replace("\r\n", "\r\nConnection: close\r\n")], [whole]);
  expect([await read(), await read()].map(({ text }) => text)).toEqual(["hello", "hello"]);
  expect(connections).toBe(2);
});

test("a head that only announces the answer is passed over", async () => {
  speaking(["HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", whole]);
  expect(await read()).toMatchObject({ status: 200, text: "hello" });
});

test.each([
  ["a length that is not reached", ["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", null]],
  ["a chunk that is cut off", [inChunks.slice(0, -20), null]],
  ["a chunk without a size", ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n"]],
  ["no HTTP at all", ["SSH-2.0-OpenSSH_9.6\r\n"]],
  ["a head that is none", ["HTTP/1.1 200 OK\r\nwhat is this\r\n\r\n"]],
  ["a head without an end", ["HTTP/1.1 200 OK\r\n", `X: ${"x".repeat(300_000)}`]],
  ["nothing", [null]],
])("%s is an error, and the next request is answered", async (_, pieces) => {
  speaking(pieces, [whole]);
  await expect(read()).rejects.toThrow();
  expect(await read()).toMatchObject({ text: "hello" });
});

test("whoever gives up is told so at once, waiting for a connection or for an answer", async () => {
  speaking();
  const caller = new AbortController();
  const reason = new Error("interrupted");
  const reads = Array.from({ length: 20 }, () => read("/x", {}, caller.signal));
  const ends = Promise.allSettled(reads);
  await expect.poll(() => requests.length).toBe(8);
  caller.abort(reason);
  expect((await ends).map((end) => end.status === "rejected" && end.reason)).toEqual(reads.map(() => reason));
});

test("more requests than connections are all answered", async () => {
  speaking(...Array.from({ length: 40 }, () => [whole]));
  const found = await Promise.all(Array.from({ length: 40 }, () => read()));
  expect(new Set(found.map(({ text }) => text))).toEqual(new Set(["hello"]));
  expect(connections).toBe(8);
});

test("what may take long has a connection of its own, which is closed after the answer", async () => {
  const never = new AbortController().signal;
  speaking([whole], cut(inChunks, 3), [whole]);
  await read();
  expect(await read("/x", {}, never, true)).toMatchObject({ text: "hello", complete: true });
  expect(await read()).toMatchObject({ text: "hello" });
  expect(connections).toBe(2);
});

test("an engine that sends faster than is read has to wait", async () => {
  const piece = `${(65_536).toString(16)}\r\n${"x".repeat(65_536)}\r\n`;
  speaking(["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", ...Array.from({ length: 200 }, () => piece)]);
  const caller = new AbortController();
  const response = await reader.dial({
    method: "GET",
    path: "/x",
    query: {},
    ownConnection: true,
    signal: caller.signal,
  });
  const parts = response[Symbol.asyncIterator]();
  await parts.next();
  await expect.poll(() => sockets.at(-1)?.writableNeedDrain).toBe(true);
  response.destroy(new Error("enough"));
});

test("whoever leaves a whole answer unread does not end the connection, which serves another by then", async () => {
  speaking([whole], ["HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "wor", "ld"]);
  const request = { method: "GET", path: "/x", query: {}, ownConnection: false } as const;
  const left = await reader.dial({ ...request, signal: new AbortController().signal });
  const other = read();
  await expect.poll(() => requests.length).toBe(2);
  left.destroy(new Error("not wanted"));
  expect(await other).toMatchObject({ text: "world", complete: true });
  expect(connections).toBe(1);
});
