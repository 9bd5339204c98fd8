/** What the engine tells of an image on its registry. */
import { WindlassError } from "../../core/errors.ts";
import { imageName } from "../../core/image-name.ts";
import { platformText } from "../../core/platform.ts";
import { apiAtLeast } from "../../engine/api-version.ts";
import type { RegistryImage, RegistryPlatform, RegistryPort } from "../../engine/port.ts";
import { registryHeaders } from "../client/auth-header.ts";
import type { Login } from "../client/stored-login.ts";
import type { Reply, Transport } from "../http/transport.ts";
import { apiOfManifests, imageCall } from "../image-call.ts";
import { unlessGone } from "../outcome.ts";
import { withRegistry } from "../registry-work.ts";
import { type JsonRecord, list, record, text } from "../wire/json.ts";
import type { CallContext } from "./change.ts";

/** The port's call. Few commands need it, so it is loaded when it is called. */
export async function resolveImage(
  image: string,
  context: CallContext,
  signal: AbortSignal,
): ReturnType<RegistryPort["resolveImage"]> {
  const body = record(await askRegistry(image, context, signal));
  const digest = text(record(body.Descriptor).digest);
  if (digest === "")
    throw new WindlassError("registry-failed", `cannot ${doing(image)}: the engine's answer has no digest`);
  const platforms = list(body.Platforms).flatMap((platform) => platformText(platform) ?? []);
  const known =
    platforms.length === 1 && isManifest(body)
      ? new Map(platforms.map((platform) => [platform, digest]))
      : await keptManifests(image, digest, context.transport, signal);
  return { digest, platforms: withDigests(platforms, known) };
}

const doing = (image: string): string => `look up ${image} on its registry`;

async function askRegistry(image: string, { transport, logins }: CallContext, signal: AbortSignal): Promise<unknown> {
  const work = { transport, logins, image, doing: doing(image), otherwise: "registry-failed", onProgress } as const;
  const call = { method: "GET", path: ["distribution", image, "json"], deadlineMs } as const;
  const ask = (login: Login | undefined): Promise<Reply> =>
    transport.once({ ...call, headers: registryHeaders(login) }, signal);
  return (await withRegistry(work, ask, signal)).body;
}

/** It is over before anybody could read how far it is. */
const onProgress = (): void => {};

/** The engine asks the registry several things, one after the other. */
const deadlineMs = 60_000;

/**
 * Platform → digest. An engine that keeps indexes knows all manifests of one whose image it has; no engine tells them of
 * an image that is only on the registry.
 */
async function keptManifests(
  image: string,
  digest: string,
  transport: Transport,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  if (transport.version === undefined || !apiAtLeast(transport.version, apiOfManifests)) return new Map();
  const { repository } = imageName(image);
  const kept = await unlessGone(transport.read(imageCall(transport, `${repository}@${digest}`), signal)).catch(() => {
    signal.throwIfAborted();
    return undefined;
  });
  return new Map(
    list(record(kept?.body).Manifests)
      .map(record)
      .flatMap((manifest): [string, string][] => {
        const platform = platformText(record(manifest.ImageData).Platform);
        return platform === undefined ? [] : [[platform, text(manifest.ID)]];
      }),
  );
}

/** An image of one platform alone: what the name stands for is that platform's manifest. */
const isManifest = ({ Descriptor }: JsonRecord): boolean =>
  /manifest\.v\d\+json$/.test(text(record(Descriptor).mediaType));

const withDigests = (platforms: readonly string[], known: ReadonlyMap<string, string>): RegistryImage["platforms"] =>
  [...new Set(platforms)].sort().map((platform): RegistryPlatform => {
    const digest = known.get(platform);
    return digest === undefined ? { platform } : { platform, digest };
  });
