/**
 * ssh agents: one that runs, behind its socket, and one of ours for keys in files. A build may list keys and have data
 * signed; it may not change the agent.
 */
import { connect } from "node:net";
import type { SshKey } from "./key.ts";
import { Reader, text, uint32 } from "./wire.ts";

/** Answers messages, one after the other. */
export interface Agent {
  answer(message: Buffer): Promise<Buffer>;
  close(): void;
}

const requests = { identities: 11, sign: 13 } as const;
const answers = { failure: 5, identities: 12, signature: 14 } as const;
const failure = Buffer.from([answers.failure]);

export const keysAgent = (keys: readonly SshKey[]): Agent => ({
  async answer(message) {
    if (message[0] === requests.identities) {
      const listed = keys.flatMap(({ blob }) => [text(blob), text("")]);
      return Buffer.concat([Buffer.from([answers.identities]), uint32(keys.length), ...listed]);
    }
    if (message[0] !== requests.sign) return failure;
    const reader = new Reader(message.subarray(1));
    const [blob, data, flags] = [reader.bytes(), reader.bytes(), reader.uint32()];
    const signature = keys.find((key) => key.blob.equals(blob))?.sign(data, flags);
    return signature === undefined ? failure : Buffer.concat([Buffer.from([answers.signature]), text(signature)]);
  },
  close: () => {},
});

/** @throws Error where nobody listens at the socket */
export async function socketAgent(path: string): Promise<Agent> {
  const socket = connect(path);
  const frames = split(socket);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once("connect", resolve).on("error", reject);
  await promise;
  return {
    async answer(message) {
      if (message[0] !== requests.identities && message[0] !== requests.sign) return failure;
      socket.write(framed(message));
      return (await frames.next()).value ?? failure;
    },
    close: () => socket.destroy(),
  };
}

const mostBytes = 256 << 10;

export const framed = (message: Uint8Array): Buffer => Buffer.concat([uint32(message.length), message]);

/** Messages, each behind its length. @throws RangeError where one is longer than an agent's can be */
export async function* split(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, undefined, undefined> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
      const end = 4 + held.readUInt32BE(0);
      yield held.subarray(4, end);
      held = held.subarray(end);
    }
    if (held.length > mostBytes) throw new RangeError("the message is too long");
  }
  return undefined;
}
