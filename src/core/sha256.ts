/** SHA-256 of a text, in hex. Node's cryptography takes a while to load, so it comes with the first hash that is needed. */
export function sha256(text: string): string {
  return process.getBuiltinModule("node:crypto").createHash("sha256").update(text).digest("hex");
}
