/** Private keys of ssh: read from OpenSSH's files and from PEM, and used to sign. Keys with a passphrase are an agent's work. */
import { createPrivateKey, type JsonWebKey, type KeyObject, sign as signed } from "node:crypto";
import { mpint, Reader, text } from "./wire.ts";

export interface SshKey {
  /** The public key in ssh's format. */
  readonly blob: Buffer;
  /** @param flags the agent's: which hash RSA takes */
  sign(data: Uint8Array, flags: number): Buffer;
}

export type Unusable = "encrypted" | "unknown";

/** @returns why it can't be used where it can't be */
export function parseKey(file: string): SshKey | Unusable {
  // PEM says it in a header, or in its first line.
  if (/^(Proc-Type: 4,ENCRYPTED|-----BEGIN ENCRYPTED PRIVATE KEY-----)/m.test(file)) return "encrypted";
  try {
    const [, body] = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(file) ?? [];
    const key = body === undefined ? createPrivateKey(file) : opensshKey(Buffer.from(body, "base64"));
    return key === "encrypted" ? key : (keyOf(key) ?? "unknown");
  } catch {
    return "unknown";
  }
}

const magic = "openssh-key-v1\0";

function opensshKey(bytes: Buffer): KeyObject | "encrypted" {
  if (bytes.subarray(0, magic.length).toString() !== magic) throw new Error("this is not a key");
  const outer = new Reader(bytes.subarray(magic.length));
  const cipher = outer.text();
  if (cipher !== "none") return "encrypted";
  // How the passphrase was used, its options, how many keys there are, and the public one.
  outer.text();
  outer.bytes();
  outer.uint32();
  outer.bytes();
  const inner = new Reader(outer.bytes());
  inner.uint32();
  inner.uint32();
  return createPrivateKey({ key: jwkOf(inner.text(), inner), format: "jwk" });
}

const url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const curves: Readonly<Record<string, string>> = { nistp256: "P-256", nistp384: "P-384", nistp521: "P-521" };
const hashes: Readonly<Record<string, string>> = { "P-256": "sha256", "P-384": "sha384", "P-521": "sha512" };

function jwkOf(type: string, reader: Reader): JsonWebKey {
  if (type === "ssh-ed25519") {
    const [x, both] = [reader.bytes(), reader.bytes()];
    return { kty: "OKP", crv: "Ed25519", x: url(x), d: url(both.subarray(0, 32)) };
  }
  if (type === "ssh-rsa") {
    const [n, e, d, qi, p, q] = Array.from({ length: 6 }, () => reader.mpint()) as [
      Buffer,
      Buffer,
      Buffer,
      Buffer,
      Buffer,
      Buffer,
    ];
    const rest = { dp: url(remainder(d, p)), dq: url(remainder(d, q)), qi: url(qi) };
    return { kty: "RSA", n: url(n), e: url(e), d: url(d), p: url(p), q: url(q), ...rest };
  }
  const curve = curves[reader.text()];
  if (curve === undefined) throw new Error(`keys of the type ${type} are unknown`);
  const point = reader.bytes().subarray(1);
  const size = point.length / 2;
  const d = Buffer.concat([Buffer.alloc(size), reader.mpint()]).subarray(-size);
  return { kty: "EC", crv: curve, x: url(point.subarray(0, size)), y: url(point.subarray(size)), d: url(d) };
}

/** Of the exponent by a prime less one, which the files leave out. */
function remainder(exponent: Buffer, prime: Buffer): Buffer {
  const hex = (BigInt(`0x${exponent.toString("hex")}`) % (BigInt(`0x${prime.toString("hex")}`) - 1n)).toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
}

function keyOf(key: KeyObject): SshKey | undefined {
  const { kty, crv = "", x = "", y = "", n = "", e = "" } = key.export({ format: "jwk" });
  const bytes = (value: string): Buffer => Buffer.from(value, "base64url");
  if (kty === "OKP" && crv === "Ed25519") {
    const type = text("ssh-ed25519");
    const sign = (data: Uint8Array): Buffer => Buffer.concat([type, text(signed(null, data, key))]);
    return { blob: Buffer.concat([type, text(bytes(x))]), sign };
  }
  if (kty === "RSA") {
    const sign = (data: Uint8Array, flags: number): Buffer => {
      const [name, hash] = rsaOf(flags);
      return Buffer.concat([text(name), text(signed(hash, data, key))]);
    };
    return { blob: Buffer.concat([text("ssh-rsa"), mpint(bytes(e)), mpint(bytes(n))]), sign };
  }
  const curve = Object.entries(curves).find(([, name]) => name === crv)?.[0];
  if (kty !== "EC" || curve === undefined) return undefined;
  const type = text(`ecdsa-sha2-${curve}`);
  const point = Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)]);
  const sign = (data: Uint8Array): Buffer => {
    const both = signed(hashes[crv], data, { key, dsaEncoding: "ieee-p1363" });
    const size = both.length / 2;
    return Buffer.concat([type, text(Buffer.concat([mpint(both.subarray(0, size)), mpint(both.subarray(size))]))]);
  };
  return { blob: Buffer.concat([type, text(curve), text(point)]), sign };
}

/** The agent's flags 2 and 4; without one, as it was at first. */
const rsaOf = (flags: number): readonly [name: string, hash: string] => {
  if ((flags & 4) !== 0) return ["rsa-sha2-512", "sha512"];
  return (flags & 2) !== 0 ? ["rsa-sha2-256", "sha256"] : ["ssh-rsa", "sha1"];
};
