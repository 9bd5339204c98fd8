/**
 * Pushes an image's tag. The engine answers with 200 whatever comes of it: it has worked only when the registry's digest
 * stands in the answer.
 */
import type { OnProgress, Pushed } from "../engine/port.ts";
import { registryHeaders } from "./client/auth-header.ts";
import type { Logins } from "./client/docker-login.ts";
import { CallError } from "./http/call-error.ts";
import type { Transport } from "./http/transport.ts";
import { splitReference } from "./pull.ts";
import { registryLines } from "./registry-lines.ts";
import { withRegistry } from "./registry-work.ts";
import { type JsonRecord, number, record, text } from "./wire/json.ts";

/** @throws WindlassError `image-missing`, `login-needed`, `login-unreadable`, `push-failed` */
export function push(
  transport: Transport,
  logins: Logins,
  image: string,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Pushed> {
  const { fromImage, tag } = splitReference(image);
  const work = { transport, logins, image, doing: `push ${image}`, otherwise: "push-failed", onProgress } as const;
  return withRegistry(
    work,
    async (login, tell) => {
      const headers = registryHeaders(login);
      // Without a tag the engine would push every tag there is.
      const call = { method: "POST", path: ["images", fromImage, "push"], query: { tag }, headers } as const;
      let pushed: Pushed | undefined;
      for await (const line of registryLines(transport, call, tell, signal)) {
        pushed = pushedBy(line) ?? pushed;
      }
      if (pushed === undefined)
        throw new CallError({ kind: "broken", reason: "it ended before the push finished: no digest was sent" });
      return pushed;
    },
    signal,
  );
}

/** With containerd's image store an engine tells the digest in words alone: `1.2: digest: sha256:… size: 690`. */
function pushedBy({ aux, status }: JsonRecord): Pushed | undefined {
  const { Digest, Size } = record(aux);
  if (text(Digest) !== "") return { digest: text(Digest), size: number(Size) };
  const [, digest, size] = /: digest: (sha256:[0-9a-f]{64}) size: (\d+)$/.exec(text(status)) ?? [];
  return digest === undefined ? undefined : { digest, size: Number(size) };
}
