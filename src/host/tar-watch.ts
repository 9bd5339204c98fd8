/**
 * A tar that passes on its way to somebody else, watched: whoever watches sees each entry before the bytes that end it have gone
 * on, and ends the whole by an error. The bytes are not changed.
 */
import { extract, type Headers } from "tar-stream";

/** One that breaks off, or is no tar. */
export class NotWhole extends Error {}

export interface TarEntry {
  readonly name: string;
  readonly type: NonNullable<Headers["type"]>;
  /** Bytes. */
  readonly size: number;
  /** Of a link. */
  readonly target: string;
  /** What is in it; what nobody asks for is not kept. */
  readonly bytes: () => Promise<Uint8Array>;
}

/** An archive ends with two blocks of zeros. */
const endLength = 1_024;

/**
 * @param watch waited for before the bytes go on; what it throws is thrown
 * @throws NotWhole
 */
export async function* watchedTar(
  tar: AsyncIterable<Uint8Array>,
  watch: (entry: TarEntry) => Promise<void>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const entries = extract();
  let failed: { readonly error: unknown } | undefined;
  let onFailed = (): void => {};
  entries.on("error", (error: Error) => {
    failed ??= { error: new NotWhole(error.message, { cause: error }) };
    onFailed();
  });
  entries.on("entry", (header, content, next) => {
    const ended = new Promise<void>((resolve) => content.once("end", resolve));
    const bytes = async (): Promise<Uint8Array> => {
      const chunks: Uint8Array[] = [];
      content.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      await ended;
      return Buffer.concat(chunks);
    };
    const { name, type = "file", size = 0, linkname } = header;
    watch({ name, type: type ?? "file", size, target: linkname ?? "", bytes })
      .then(() => {
        content.resume();
        return ended;
      })
      .then(
        () => next(),
        (error: unknown) => {
          failed = { error };
          onFailed();
        },
      );
  });
  const told = (act: (done: () => void) => void): Promise<void> =>
    new Promise<void>((resolve, reject) => {
      onFailed = () => reject(failed?.error);
      if (failed !== undefined) onFailed();
      else act(resolve);
    });
  let end: Uint8Array = new Uint8Array();
  for await (const chunk of tar) {
    await told((done) => entries.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), () => done()));
    end = chunk.length >= endLength ? chunk.subarray(-endLength) : Buffer.concat([end, chunk]).subarray(-endLength);
    yield chunk;
  }
  await told((done) => entries.end(() => done()));
  if (end.length < endLength || end.some((byte) => byte !== 0)) throw new NotWhole("Unexpected end of data");
}
