/** How registries name content: by type, digest and size. Pure. */
import { sha256 } from "../core/sha256.ts";

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  /** The content itself, in base64. */
  readonly data?: string;
  readonly platform?: object;
  readonly artifactType?: string;
}

export const digestOf = (bytes: Uint8Array): string => `sha256:${sha256(bytes)}`;

/** The only kind of digest that is in use. */
export const isDigest = (text: string): boolean => /^sha256:[0-9a-f]{64}$/.test(text);

/** A value from outside as a descriptor; undefined where it is none. */
export function descriptorIn(value: unknown): Descriptor | undefined {
  const { mediaType, digest, size, annotations, data, platform, artifactType } = (value ?? {}) as Record<
    string,
    unknown
  >;
  if (typeof mediaType !== "string" || typeof digest !== "string" || !isDigest(digest)) return undefined;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) return undefined;
  return {
    mediaType,
    digest,
    size,
    ...(isTexts(annotations) && { annotations }),
    ...(typeof data === "string" && { data }),
    ...(typeof platform === "object" && platform !== null && { platform }),
    ...(typeof artifactType === "string" && { artifactType }),
  };
}

const isTexts = (value: unknown): value is Record<string, string> =>
  typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "string");
