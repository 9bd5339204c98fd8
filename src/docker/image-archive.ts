/**
 * Images as files. Neither way is HTTP's 200 a success: a save that fails in the middle ends with JSON where the archive should
 * go on, a load or an import says in its lines how it ended. What is in an archive is the engine's business.
 */
import { Readable } from "node:stream";
import { defined } from "../core/defined.ts";
import { WindlassError } from "../core/errors.ts";
import { apiAtLeast } from "../engine/api-version.ts";
import type { ImageFilesPort, ImportSpec, LoadedImages } from "../engine/port.ts";
import { CallError } from "./http/call-error.ts";
import { failure, refusal } from "./http/failures.ts";
import { jsonLines } from "./http/json-lines.ts";
import type { Call, Transport } from "./http/transport.ts";
import { platformJson } from "./image-call.ts";
import { type JsonRecord, number, orAbsent, record, text } from "./wire/json.ts";

type LoadOptions = Parameters<ImageFilesPort["loadImages"]>[1];

const apiOfPlatforms = "1.48";

/** @throws WindlassError `engine-lacks` where the engine can't tell platforms of an image apart */
export async function saveImages(
  transport: Transport,
  references: readonly string[],
  platform: string | undefined,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const query = { names: references, ...platformQuery(transport, platform) };
  try {
    const { chunks } = await transport.open(
      { method: "GET", path: ["images", "get"], query },
      signal,
      usualSilence(transport),
    );
    return whole(chunks);
  } catch (error) {
    throw failure(error, saving);
  }
}

const saving = "save the images";
const loading = "load the images";
const importing = "import the image";

/** Layers that the engine packs anew give nothing for a while. */
const usualSilence = ({ timing }: Transport): number => timing.silenceMs;

/** An archive ends with two blocks of zeros. */
const endLength = 1_024;
/** Far more than the engine writes of an error. */
const tailLength = 8 * 1_024;

/** The archive to its true end. */
async function* whole(chunks: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array, void, undefined> {
  let tail: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of chunks) {
      tail =
        chunk.length >= tailLength ? chunk.subarray(-tailLength) : Buffer.concat([tail, chunk]).subarray(-tailLength);
      yield chunk;
    }
  } catch (error) {
    throw failure(error, saving);
  }
  const end = tail.subarray(-endLength);
  if (end.length === endLength && end.every((byte) => byte === 0)) return;
  throw saidIn(tail) ?? failure(new CallError({ kind: "broken", reason: "the archive is incomplete" }), saving);
}

/** The error that the engine wrote where the archive should go on. */
function saidIn(tail: Buffer): WindlassError | undefined {
  const from = tail.lastIndexOf('{"errorDetail":');
  if (from < 0) return undefined;
  try {
    return refused(record(JSON.parse(tail.subarray(from).toString().trim())), saving);
  } catch {
    return undefined;
  }
}

function refused(line: JsonRecord, doing: string): WindlassError | undefined {
  const said = text(line.error) || text(record(line.errorDetail).message);
  if (said === "") return undefined;
  const { code, message, hint } = refusal(said, doing, "engine-refused");
  const usual = doing === loading ? "if the archive is damaged, copy or save it again" : undefined;
  return new WindlassError(code, message, defined({ hint: hint ?? usual }));
}

/** @throws WindlassError `engine-refused` with what the engine says of the archive, `engine-lacks` */
export async function loadImages(
  transport: Transport,
  archive: AsyncIterable<Uint8Array>,
  { platform, onProgress }: LoadOptions,
  signal: AbortSignal,
): Promise<LoadedImages> {
  const query = { quiet: false, ...platformQuery(transport, platform) };
  const call: Call = { method: "POST", path: ["images", "load"], query };
  const references: string[] = [];
  const ids: string[] = [];
  await upload(transport, call, archive, loading, signal, (line) => {
    const said = text(line.stream).trim() || text(line.status);
    // containerd's store names an image first, and then says as a mere line that there is nothing behind the name.
    const wrong = /^Error unpacking image /.test(said) ? refused({ error: said }, loading) : undefined;
    if (wrong !== undefined) throw wrong;
    const [, what, name = ""] = /^Loaded image( ID)?: (.+)$/.exec(said) ?? [];
    if (name !== "") (what === undefined ? references : ids).push(name);
    else if (said !== "") onProgress?.(progressOf(line, said));
  });
  if (references.length + ids.length === 0)
    throw failure(new CallError({ kind: "broken", reason: "it ended before an image was loaded" }), loading);
  return { references, ids };
}

function progressOf(line: JsonRecord, said: string): { readonly text: string } {
  const detail = record(line.progressDetail);
  const [current, total] = [number(detail.current), number(detail.total)];
  return { text: said, ...defined({ part: orAbsent(line.id) }), ...(total > 0 && { current, total }) };
}

/** @throws WindlassError `engine-refused` */
export async function importImage(
  transport: Transport,
  tar: AsyncIterable<Uint8Array>,
  { repository, tag, message, changes, platform }: ImportSpec,
  signal: AbortSignal,
): Promise<string> {
  const query = {
    fromSrc: "-",
    repo: repository,
    tag,
    message,
    ...(changes.length > 0 && { changes: changes.join("\n") }),
    ...defined({ platform }),
  };
  let id = "";
  const call: Call = { method: "POST", path: ["images", "create"], query };
  await upload(transport, call, tar, importing, signal, (line) => {
    const said = text(line.status);
    if (/^sha256:[0-9a-f]{64}$/.test(said)) id = said;
  });
  if (id === "") throw failure(new CallError({ kind: "broken", reason: "it ended without the image's id" }), importing);
  return id;
}

/** Sends a tar and reads what the engine says. What the tar itself throws is thrown, and not what the connection made of it. */
async function upload(
  transport: Transport,
  call: Call,
  tar: AsyncIterable<Uint8Array>,
  doing: string,
  signal: AbortSignal,
  hear: (line: JsonRecord) => void,
): Promise<void> {
  let broken: { readonly error: unknown } | undefined;
  const watched = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* tar;
    } catch (error) {
      broken = { error };
      throw error;
    }
  };
  const body = Readable.from(watched(), { objectMode: false });
  try {
    const { chunks } = await transport.open({ ...call, upload: body }, signal, usualSilence(transport));
    for await (const line of jsonLines(chunks)) {
      const wrong = refused(line, doing);
      if (wrong !== undefined) throw wrong;
      hear(line);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw broken === undefined ? failure(error, doing) : broken.error;
  } finally {
    body.destroy();
  }
  if (broken !== undefined) throw broken.error;
}

function platformQuery({ version }: Transport, platform: string | undefined): { readonly platform?: string } {
  if (platform === undefined) return {};
  if (version === undefined || !apiAtLeast(version, apiOfPlatforms))
    throw new WindlassError("engine-lacks", "this engine cannot save or load one platform of an image", {
      hint: "leave out --platform, or use Docker Engine 28 or later",
    });
  return { platform: platformJson(platform) };
}
