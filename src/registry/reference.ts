/** Names of published projects, as images are named: `ghcr.io/me/shop:1.2`, with or without `oci://` before it. Pure. */
import { WindlassError } from "../core/errors.ts";
import { imageName, imageNameHint } from "../core/image-name.ts";

export interface Reference {
  /** The registry's host: `docker.io`, `127.0.0.1:5000`. */
  readonly host: string;
  /** `me/shop` */
  readonly repository: string;
  readonly tag: string;
  /** Goes before the tag. */
  readonly digest?: string;
}

/** @throws WindlassError `usage` for what is not such a name */
export function referenceIn(text: string): Reference {
  const hint = imageNameHint(text);
  if (hint !== undefined)
    throw new WindlassError("usage", `${JSON.stringify(text)} is not a valid name of a repository`, { hint });
  const { repository, tag = "latest", digest } = imageName(text);
  const slash = repository.indexOf("/");
  return {
    host: repository.slice(0, slash),
    repository: repository.slice(slash + 1),
    tag,
    ...(digest !== undefined && { digest }),
  };
}
