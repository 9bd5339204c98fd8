/**
 * Pulls an image: the engine's progress lines in, our progress out. It has worked only when the engine said so at the
 * end and the image can be inspected; a stream that just stops has not.
 */
import { WindlassError } from "../core/errors.ts";
import type { ImageFact, OnProgress } from "../engine/port.ts";
import { pullHeaders } from "./client/auth-header.ts";
import type { Logins } from "./client/docker-login.ts";
import { registryOf } from "./client/registries.ts";
import type { Login } from "./client/stored-login.ts";
import { CallError, neverRan } from "./http/call-error.ts";
import { failure, refusal } from "./http/failures.ts";
import { jsonLines } from "./http/json-lines.ts";
import type { Transport } from "./http/transport.ts";
import { imageCall } from "./image-call.ts";
import { imageFact } from "./wire/facts.ts";
import { defined, type JsonRecord, number, orAbsent, record, text } from "./wire/json.ts";

/** @throws WindlassError `image-not-found`, `login-needed`, `login-unreadable`, `pull-failed` */
export async function pull(
  transport: Transport,
  logins: Logins,
  image: string,
  platform: string | undefined,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<ImageFact> {
  const doing = `pull ${image}`;
  const registry = registryOf(image);
  for (let tries = 0; ; tries++) {
    const login = await logins(registry, signal);
    try {
      const id = await pullOnce(transport, login, image, platform, onProgress, signal);
      const pulled = imageFact((await transport.read(imageCall(transport, image), signal)).body);
      if (!pulled.id.replace("sha256:", "").startsWith(id)) throw cutOff();
      return pulled;
    } catch (error) {
      // A pull goes on from the layers that are there, so it may begin again.
      const isPassing =
        error instanceof CallError &&
        (neverRan(error.fault) || error.fault.kind === "lost" || error.fault.kind === "broken");
      if (!isPassing || !(await transport.pause(tries, signal, error.fault)))
        throw loginRefused(failure(error, doing, "pull-failed"), registry, login);
    }
  }
}

/** Says which registry it was; a login that was sent and did not help is another matter than none. */
export function loginRefused(error: unknown, registry: string, login: Login | undefined): unknown {
  if (!(error instanceof WindlassError) || error.code !== "login-needed") return error;
  return login === undefined
    ? new WindlassError(error.code, error.message, {
        cause: error,
        hint: `log in to the registry: docker login ${registry}`,
      })
    : new WindlassError(error.code, `${error.message} (with the stored login for ${registry})`, {
        cause: error,
        hint: `log in again: docker login ${registry}`,
      });
}

/**
 * @returns how the image's id begins: Docker says at the end that it is done, and nothing of it; Podman says this alone, as
 *   it does of each part, and the image's description is one with the same id
 */
async function pullOnce(
  transport: Transport,
  login: Login | undefined,
  image: string,
  platform: string | undefined,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<string> {
  const query = { ...splitReference(image), ...defined({ platform }) };
  const { chunks } = await transport.open(
    { method: "POST", path: ["images", "create"], query, ...(login && { headers: pullHeaders(login) }) },
    signal,
    transport.timing.silenceMs,
  );
  let isDone = false;
  let complete = "";
  for await (const line of jsonLines(chunks)) {
    const said = text(line.error) || text(record(line.errorDetail).message);
    if (said !== "") {
      const { code, message, hint } = refusal(said, `pull ${image}`, "pull-failed");
      throw new WindlassError(code, message, defined({ hint }));
    }
    if (/^Status: /.test(text(line.status))) isDone = true;
    else report(line, onProgress);
    complete = text(line.status) === "Download complete" ? text(line.id) : "";
  }
  if (!isDone && complete === "") throw cutOff();
  return isDone ? "" : complete;
}

const cutOff = (): CallError => new CallError({ kind: "broken", reason: "it ended before the pull finished" });

function report(line: JsonRecord, onProgress: OnProgress): void {
  const detail = record(line.progressDetail);
  const [current, total] = [number(detail.current), number(detail.total)];
  onProgress({
    text: text(line.status),
    ...defined({ part: orAbsent(line.id) }),
    ...(total > 0 && { current, total }),
  });
}

/** Without a tag the engine would pull every tag there is. */
export function splitReference(image: string): { readonly fromImage: string; readonly tag: string } {
  const [name = "", digest] = image.split("@", 2);
  if (digest !== undefined) return { fromImage: name, tag: digest };
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/")
    ? { fromImage: name.slice(0, colon), tag: name.slice(colon + 1) }
    : { fromImage: name, tag: "latest" };
}
