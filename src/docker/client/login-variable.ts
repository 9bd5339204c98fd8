/**
 * DOCKER_AUTH_CONFIG: logins in a variable, for machines where no file is to be written. The rules are the docker client's:
 * one JSON object with `auths` and nothing else, each with `auth` and nothing else; a registry is found by the very key
 * that docker uses for it. Nothing of the variable reaches a message. Pure.
 */
import { WindlassError } from "../../core/errors.ts";
import { type JsonRecord, record, text } from "../wire/json.ts";
import { type Login, split } from "./stored-login.ts";

export const loginVariable = "DOCKER_AUTH_CONFIG";

/**
 * @param value the variable's
 * @param key what loginKey gives
 * @returns `undefined` where it has no login for the registry: it may be elsewhere
 * @throws WindlassError `login-unreadable`
 */
export function loginInVariable(value: string | undefined, key: string): Login | undefined {
  if (!value) return undefined;
  const { auths, ...others } = parsed(value);
  if (Object.keys(others).length > 0) throw unusable("it may hold nothing but `auths`");
  for (const [registry, entry] of Object.entries(record(auths))) {
    const { auth, ...more } = record(entry);
    if (Object.keys(more).length > 0) throw unusable(`the entry for ${registry} may hold nothing but \`auth\``);
    if (text(auth) === "") throw unusable(`the entry for ${registry} has no \`auth\``);
    if (registry !== key) continue;
    const [username, password] = split(text(auth), key);
    return { serveraddress: key, username, password };
  }
  return undefined;
}

function parsed(value: string): JsonRecord {
  try {
    return record(JSON.parse(value));
  } catch {
    // The parser's own message quotes it.
    throw unusable("it is not valid JSON");
  }
}

const unusable = (why: string): WindlassError =>
  new WindlassError("login-unreadable", `cannot use ${loginVariable}: ${why}`, {
    hint: `write it as {"auths": {"HOST": {"auth": "…"}}}, or unset it`,
  });
