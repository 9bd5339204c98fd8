/** SHA-256 of a text or bytes, in hex. Node's cryptography takes a while to load, so it comes with the first hash that is needed. */
export function sha256(content: string | Uint8Array): string {
  return process.getBuiltinModule("node:crypto").createHash("sha256").update(content).digest("hex");
}
