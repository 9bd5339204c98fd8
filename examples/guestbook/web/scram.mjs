/** SCRAM-SHA-256 (RFC 7677): proves that both sides know the password without sending it. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const hmac = (key, data) => createHmac("sha256", key).update(data).digest();
const hash = (data) => createHash("sha256").update(data).digest();
const fields = (text) => new Map(text.split(",").map((part) => [part[0], part.slice(2)]));

/** Three moves: send `first`; send `answer(reply)`; `check(reply)` throws unless the server knows the password too. */
export function scram(password) {
  const nonce = randomBytes(18).toString("base64");
  const bare = `n=,r=${nonce}`;
  let signature = "";
  return {
    first: `n,,${bare}`,
    answer(reply) {
      const server = fields(reply);
      if (!server.get("r")?.startsWith(nonce)) throw new Error("the server answered somebody else");
      const salt = Buffer.from(server.get("s"), "base64");
      const salted = pbkdf2Sync(password, salt, Number(server.get("i")), 32, "sha256");
      const withoutProof = `c=biws,r=${server.get("r")}`; // biws: "n,," again, in base64
      const all = `${bare},${reply},${withoutProof}`;
      const clientKey = hmac(salted, "Client Key");
      const mask = hmac(hash(clientKey), all);
      signature = hmac(hmac(salted, "Server Key"), all).toString("base64");
      return `${withoutProof},p=${clientKey.map((byte, at) => byte ^ mask[at]).toString("base64")}`;
    },
    check(reply) {
      if (fields(reply).get("v") !== signature) throw new Error("the server does not know the password");
    },
  };
}
