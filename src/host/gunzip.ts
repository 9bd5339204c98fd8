/** A stream that may be compressed with gzip. */
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

const magic = [0x1f, 0x8b] as const;

/** @throws Error of zlib's where it is compressed and broken */
export async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const all = chunks[Symbol.asyncIterator]();
  let first = new Uint8Array();
  while (first.length < magic.length) {
    const { value, done } = await all.next();
    if (done) break;
    first = Buffer.concat([first, value]);
  }
  const whole = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    if (first.length > 0) yield first;
    yield* { [Symbol.asyncIterator]: () => all };
  };
  if (!magic.every((byte, index) => first[index] === byte)) return yield* whole();
  const packed = Readable.from(whole(), { objectMode: false });
  const unpacked = createGunzip();
  packed.on("error", (error) => unpacked.destroy(error));
  try {
    yield* packed.pipe(unpacked);
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}
