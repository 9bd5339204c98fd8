/**
 * What is in a project's configs and secrets, as whoever runs a plan asks for it: by the names that the plan has for them.
 * observe/contents.ts implements it. Every method rejects with the signal's reason once it is aborted.
 */
export interface Contents {
  /** The bytes of `secrets.token`. */
  bytes(name: string, signal: AbortSignal): Promise<Uint8Array>;
  /** SHA-256 of those bytes; `undefined` where they can't be read. */
  hash(name: string, signal: AbortSignal): Promise<string | undefined>;
}
