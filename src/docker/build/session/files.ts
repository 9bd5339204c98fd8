/**
 * Folders brought to the engine, as far as it has not got them: we tell what there is, it asks for the files that differ from
 * what it kept of the last build. The packets are those of BuildKit's fsutil.
 */
import protobuf from "protobufjs/minimal.js";
import { type Filter, filterOf } from "../context/filter.ts";
import { followLinks } from "../context/follow-links.ts";
import { type Entry, pieceBytes, type Tree } from "../context/tree.ts";
import { GrpcError, gone, grpcCode, prefixLength, writePrefix } from "../grpc/frames.ts";
import { bytesOf, fieldsOf, message, numberOf } from "../grpc/protobuf.ts";
import type { GrpcCall } from "../grpc/server.ts";
import type { Handlers } from "./session.ts";

/** @param trees by the names that the build has for them */
export const fileHandlers = (trees: Readonly<Record<string, Tree>>): Handlers => ({
  "/moby.filesync.v1.FileSync/DiffCopy": async (call) => {
    const [name = ""] = headerOf(call, "dir-name");
    const tree = trees[name];
    if (tree === undefined) throw new GrpcError(grpcCode.notFound, `no folder is called ${name}`);
    await sendTree(call, tree, await filterFor(call, tree));
  },
});

const packet = { stat: 0, request: 1, data: 2, finished: 3, error: 4 } as const;
/** So many files are read at once. */
const mostReads = 4;

async function filterFor(call: GrpcCall, tree: Tree): Promise<Filter> {
  const followed = headerOf(call, "followpaths");
  const targets = followed.length > 0 ? await followLinks(tree, followed) : undefined;
  const included = [...headerOf(call, "include-patterns"), ...(targets ?? [])];
  return filterOf(headerOf(call, "exclude-patterns"), included.length > 0 ? included : undefined);
}

/** What is not ASCII is encoded as in an address, and said to be. */
const headerOf = (call: GrpcCall, name: string): readonly string[] =>
  call.header(`${name}-encoded`)[0] === "1"
    ? call.header(name).map((value) => decodeURIComponent(value.replaceAll("+", " ")))
    : call.header(name);

async function sendTree(call: GrpcCall, tree: Tree, filter: Filter): Promise<void> {
  const files = new Map<number, Pick<Entry, "path" | "size">>();
  const tell = async (): Promise<void> => {
    let id = 0;
    for await (const entry of tree.entries(filter)) {
      if (entry.kind === "file") files.set(id, { path: entry.path, size: entry.size });
      id++;
      await call.send(message([1, packet.stat], [2, statOf(entry)]));
    }
    // A packet without a file is the end.
    await call.send(message([1, packet.stat]));
  };
  const sending = new Reads(async (id) => {
    const file = files.get(id);
    if (file === undefined) throw new GrpcError(grpcCode.internal, `no file has the number ${id}`);
    files.delete(id);
    for await (const data of tree.content(file.path, file.size, () => frames.next()))
      call.sendFrame(dataFrame(id, data), () => frames.free(data));
    await call.send(message([1, packet.data], [3, id]));
  });
  const frames = new Frames(call.signal);
  const answer = async (): Promise<void> => {
    for await (const request of call.requests) {
      const fields = fieldsOf(request);
      const type = numberOf(fields, 1);
      if (type === packet.request) sending.add(numberOf(fields, 3));
      else if (type === packet.finished) return call.send(message([1, packet.finished]));
      else if (type === packet.error)
        throw new GrpcError(grpcCode.internal, Buffer.from(bytesOf(fields, 4)).toString());
    }
    throw new GrpcError(grpcCode.cancelled, "the engine left");
  };
  try {
    await Promise.race([Promise.all([tell(), answer()]), sending.failed]);
  } catch (error) {
    const said = Buffer.from(error instanceof Error ? error.message : String(error));
    // Whoever is gone needs no reason.
    await call.send(message([1, packet.error], [4, said])).catch(() => {});
    throw error;
  }
}

/** A few at a time, in the order in which they were asked for. */
class Reads {
  readonly #read: (id: number) => Promise<void>;
  readonly #failed = Promise.withResolvers<never>();
  #waiting: number[] = [];
  #active = 0;

  constructor(read: (id: number) => Promise<void>) {
    this.#read = read;
  }

  /** Rejects with the first that fails. */
  get failed(): Promise<never> {
    return this.#failed.promise;
  }

  add(id: number): void {
    this.#waiting.push(id);
    if (this.#active < mostReads) void this.#work();
  }

  async #work(): Promise<void> {
    this.#active++;
    try {
      // Taken in portions: the first of a long list is expensive to take away.
      for (let ids = this.#waiting.splice(0, 64); ids.length > 0; ids = this.#waiting.splice(0, 64))
        for (const id of ids) await this.#read(id);
    } catch (error) {
      this.#failed.reject(error);
    } finally {
      this.#active--;
    }
  }
}

/** Before the bytes of a file there is room for all that goes before them in a message. */
const headBytes = 32;
/** So many pieces of files are on their way at once. */
const mostFrames = 32;

/** Buffers that are used again and again: a context may be large, and what is thrown away lies in memory for long. */
class Frames {
  readonly #free: Buffer[] = [];
  readonly #waiting: PromiseWithResolvers<Buffer>[] = [];
  readonly #signal: AbortSignal;
  #made = 0;

  /** @param signal ends all waiting: what was sent may never come back then */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", () => {
      for (const { reject } of this.#waiting.splice(0)) reject(gone());
    });
  }

  next(): Promise<Buffer> | Buffer {
    if (this.#signal.aborted) throw gone();
    const frame = this.#free.pop();
    if (frame !== undefined) return frame;
    if (this.#made < mostFrames) {
      this.#made++;
      return Buffer.allocUnsafeSlow(headBytes + pieceBytes).subarray(headBytes);
    }
    const waiting = Promise.withResolvers<Buffer>();
    this.#waiting.push(waiting);
    return waiting.promise;
  }

  /** @param piece what was in it */
  free({ buffer }: Buffer): void {
    const frame = Buffer.from(buffer, headBytes);
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(frame);
    else next.resolve(frame);
  }
}

/** The message with these bytes, which are in one of the frames: only its head is written. */
function dataFrame(id: number, data: Buffer): Buffer {
  const head = message([1, packet.data], [3, id]);
  const length = protobuf.Writer.create().uint32(0x22).uint32(data.length).finish();
  const size = head.length + length.length;
  const frame = Buffer.from(data.buffer, headBytes - size - prefixLength, prefixLength + size + data.length);
  writePrefix(frame, size + data.length);
  frame.set(head, prefixLength);
  frame.set(length, prefixLength + head.length);
  return frame;
}

/** Go's bits of a file's mode, which fsutil uses. */
const goMode = { folder: 2 ** 31, link: 2 ** 27, file: 0 } as const;
const goBits = [
  [0o4000, 2 ** 23],
  [0o2000, 2 ** 22],
  [0o1000, 2 ** 20],
] as const;

function statOf({ path, kind, mode, modifiedAt, size, target = "" }: Entry): Uint8Array {
  const bits = goBits.filter(([bit]) => (mode & bit) !== 0).reduce((sum, [, bit]) => sum + bit, mode & 0o777);
  return message(
    [1, Buffer.from(path, "latin1")],
    [2, goMode[kind] + bits],
    [5, size],
    [6, modifiedAt],
    [7, target === "" ? undefined : Buffer.from(target, "latin1")],
  );
}
