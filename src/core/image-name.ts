/** Names of images as registries know them: `nginx` is `docker.io/library/nginx:latest`. */

export interface ImageName {
  /** With its registry: `docker.io/library/nginx`. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

export function imageName(text: string): ImageName {
  const [named = "", digest] = text.split("@", 2);
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  const name = colon < 0 ? named : named.slice(0, colon);
  return {
    repository: withRegistry(name),
    ...(colon >= 0 && { tag: named.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
}

/** The part before the first slash is a registry where it could be no folder: it has a dot or a port, or is localhost. */
function withRegistry(name: string): string {
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  if (first.includes(".") || first.includes(":") || first === "localhost") return name;
  return slash < 0 ? `docker.io/library/${name}` : `docker.io/${name}`;
}
