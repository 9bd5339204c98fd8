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

/** By which two spellings of one name are the same: `docker.io/library/nginx:latest`. A digest alone tells which image it is. */
export function fullName(text: string): string {
  const { repository, tag = "latest", digest } = imageName(text);
  return digest === undefined ? `${repository}:${tag}` : `${repository}@${digest}`;
}

/** A name without a digest, in two, as it is written; an empty tag where it has none. */
export function splitTag(name: string): { readonly repository: string; readonly tag: string } {
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/")
    ? { repository: name.slice(0, colon), tag: name.slice(colon + 1) }
    : { repository: name, tag: "" };
}

/**
 * Whether both name the same tag, and no two digests: what one of them stands for may then be what the other does. Which
 * image that is, the engine tells.
 */
export function mayBeSame(one: string, other: string): boolean {
  const [a, b] = [imageName(one), imageName(other)];
  const tag = (name: ImageName): string | undefined => name.tag ?? (name.digest === undefined ? "latest" : undefined);
  const sameDigest = a.digest === undefined || b.digest === undefined || a.digest === b.digest;
  return a.repository === b.repository && tag(a) === tag(b) && sameDigest;
}

/** The part before the first slash is a registry where it could be no folder: it has a dot or a port, or is localhost. */
function withRegistry(name: string): string {
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  if (first.includes(".") || first.includes(":") || first === "localhost") return name;
  return slash < 0 ? `docker.io/library/${name}` : `docker.io/${name}`;
}

const host = "[a-zA-Z\\d](?:[a-zA-Z\\d.-]*[a-zA-Z\\d])?|\\[[\\da-fA-F:]+\\]";
const part = "[a-z\\d]+(?:(?:\\.|__?|-+)[a-z\\d]+)*";
const digest = "[a-zA-Z][a-zA-Z\\d]*(?:[-_+.][a-zA-Z][a-zA-Z\\d]*)*:[\\da-fA-F]{32,}";
const reference = new RegExp(`^(?:(?:${host})(?::\\d+)?/)?${part}(?:/${part})*(?::\\w[\\w.-]{0,127})?(?:@${digest})?$`);
const longestName = 255;

/** What to do about a text that names no image, by docker's grammar of references; undefined where it names one. */
export function imageNameHint(text: string): string | undefined {
  const { repository, tag } = imageName(text);
  if (reference.test(text)) {
    return repository.length > longestName ? `a name can have ${longestName} characters` : undefined;
  }
  if (/^\w+:\/\//.test(text)) return "write the name without https://";
  if (/\s/.test(text)) return "a name contains no spaces";
  if (reference.test(text.toLowerCase())) return `names are lower case: ${lowered(text)}`;
  if (tag === "") return "write a tag after the colon, or remove the colon";
  return "write it as name:tag or registry/name:tag; names are lower case letters, digits, `.`, `_` and `-`";
}

/** With the tag as it is: there case counts. */
function lowered(text: string): string {
  const tag = text.lastIndexOf(":") > text.lastIndexOf("/") ? text.lastIndexOf(":") : text.length;
  return text.slice(0, tag).toLowerCase() + text.slice(tag);
}
