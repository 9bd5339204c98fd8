/** Files in containers: what is at a path, and tars in and out. */
import { Readable } from "node:stream";
import type { FilesPort, PathStat } from "../../engine/port.ts";
import type { Call, Transport } from "../http/transport.ts";
import { harmlessTwice } from "../http/transport.ts";
import { unlessGone } from "../outcome.ts";
import { number, record, text } from "../wire/json.ts";
import { type CallContext, change, explained } from "./change.ts";

export const filesCalls = ({ transport }: CallContext): FilesPort => ({
  async copyIn(id, files, signal) {
    const { tarOf } = await import("../wire/tar.ts");
    // Never `copyUIDGID`: the engine takes it for "whatever the tar says, the container's user owns it".
    const query = { path: "/", noOverwriteDirNonDir: true };
    const upload = await tarOf(files);
    const call: Call = { method: "PUT", path: ["containers", id, "archive"], query, upload, long: true };
    await change(transport, "copy its configs and secrets into the container", call, signal, harmlessTwice);
  },
  async statPath(id, path, signal) {
    return explained("look at a path in the container", async () => {
      const call: Call = { method: "HEAD", path: ["containers", id, "archive"], query: { path } };
      const reply = await unlessGone(transport.read(call, signal));
      return reply && pathStat(reply.headers["x-docker-container-path-stat"]);
    });
  },
  async readArchive(id, path, signal) {
    return opened(transport, "read files of the container", ["containers", id, "archive"], { path }, signal);
  },
  async writeArchive(id, folder, tar, { keepsOwner }, signal) {
    const query = { path: folder, noOverwriteDirNonDir: true, ...(keepsOwner && { copyUIDGID: true }) };
    const upload = Readable.from(tar);
    const call: Call = { method: "PUT", path: ["containers", id, "archive"], query, upload, long: true };
    await change(transport, "copy files into the container", call, signal);
  },
  async exportContainer(id, signal) {
    return opened(transport, "export the container", ["containers", id, "export"], {}, signal);
  },
});

/** A tar as it comes; a container that is large takes the engine a while to begin. */
async function opened(
  transport: Transport,
  doing: string,
  path: readonly string[],
  query: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  return explained(doing, async () => (await transport.open({ method: "GET", path, query }, signal)).chunks);
}

/** Go's bits of what a file is. */
const folderBit = 2 ** 31;
const linkBit = 2 ** 27;
/** Devices, pipes and sockets. */
const otherBits: readonly number[] = [2 ** 26, 2 ** 25, 2 ** 24, 2 ** 21];

/** @param header base64 of JSON: name, size, Go's file mode, time, link target */
function pathStat(header: string | string[] | undefined): PathStat {
  const stat = record(JSON.parse(Buffer.from(String(header ?? ""), "base64").toString() || "{}"));
  const mode = number(stat.mode);
  // Beyond 32 bits JavaScript's own operators lose the sign.
  const has = (bit: number): boolean => Math.floor(mode / bit) % 2 === 1;
  const isOther = otherBits.some(has);
  const kind = has(folderBit) ? "folder" : has(linkBit) ? "link" : isOther ? "other" : "file";
  return { name: text(stat.name), kind, target: text(stat.linkTarget) };
}
