/**
 * Pulls an image: the engine's progress lines in, our progress out. It has worked only when the engine said so at the
 * end and the image can be inspected; a stream that just stops has not.
 */
import { defined } from "../core/defined.ts";
import type { ImageFact, OnProgress } from "../engine/port.ts";
import { registryHeaders } from "./client/auth-header.ts";
import type { Logins } from "./client/docker-login.ts";
import type { Login } from "./client/stored-login.ts";
import { CallError } from "./http/call-error.ts";
import type { Transport } from "./http/transport.ts";
import { imageCall, platformCall } from "./image-call.ts";
import { registryLines } from "./registry-lines.ts";
import { withRegistry } from "./registry-work.ts";
import { imageFact } from "./wire/facts.ts";
import { text } from "./wire/json.ts";

/** @throws WindlassError `image-not-found`, `login-needed`, `login-unreadable`, `pull-failed` */
export function pull(
  transport: Transport,
  logins: Logins,
  image: string,
  platform: string | undefined,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<ImageFact> {
  const work = { transport, logins, image, doing: `pull ${image}`, otherwise: "pull-failed", onProgress } as const;
  return withRegistry(
    work,
    async (login, tell) => {
      const id = await pullOnce(transport, login, image, platform, tell, signal);
      const pulled = imageFact((await transport.read(imageCall(transport, image), signal)).body);
      if (!pulled.id.replace("sha256:", "").startsWith(id)) throw cutOff();
      if (platform !== undefined) await askFor(transport, image, pulled, platform, signal);
      return pulled;
    },
    signal,
  );
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
  const call = { method: "POST", path: ["images", "create"], query, headers: registryHeaders(login) } as const;
  let isDone = false;
  let complete = "";
  for await (const line of registryLines(transport, call, onProgress, signal)) {
    const status = text(line.status);
    if (/^Status: /.test(status)) isDone = true;
    complete = status === "Download complete" ? text(line.id) : "";
  }
  if (!isDone && complete === "") throw cutOff();
  return isDone ? "" : complete;
}

/**
 * With containerd's image store, a pull of an image that does not exist for the platform ends well and brings one that the engine
 * makes no such container of. Where it has the layers from elsewhere, it can't tell any platform: then nothing is asked.
 * @throws CallError where the image is not there for the platform
 */
async function askFor(
  transport: Transport,
  image: string,
  { content, platform: own }: ImageFact,
  platform: string,
  signal: AbortSignal,
): Promise<void> {
  const call = platformCall(transport, image, platform);
  if (content !== undefined && own !== "" && call !== undefined) await transport.read(call, signal);
}

const cutOff = (): CallError => new CallError({ kind: "broken", reason: "it ended before the pull finished" });

/** Without a tag the engine would pull every tag there is. */
export function splitReference(image: string): { readonly fromImage: string; readonly tag: string } {
  const [name = "", digest] = image.split("@", 2);
  if (digest !== undefined) return { fromImage: name, tag: digest };
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/")
    ? { fromImage: name.slice(0, colon), tag: name.slice(colon + 1) }
    : { fromImage: name, tag: "latest" };
}
