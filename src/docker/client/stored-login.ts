/**
 * Where the login for a registry is, by the client's config: in the file itself, or with a credential helper. The rules
 * are the docker client's: a registry's own helper before the general one, a helper before the file. Pure.
 */
import { WindlassError } from "../../core/errors.ts";
import { defined, type JsonRecord, orAbsent, record, text } from "../wire/json.ts";
import { loginKey } from "./registries.ts";

/** A login as the engine's API takes it; the fields' names are the API's. */
export interface Login {
  readonly serveraddress: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
  readonly registrytoken?: string;
  /** Where it was found, for messages; no part of what the engine gets: `/home/me/.docker/config.json`. */
  readonly from?: string;
}

export type StoredLogin =
  | { readonly kind: "helper"; readonly helper: string }
  | { readonly kind: "login"; readonly login: Login }
  | { readonly kind: "none" };

/** @param key what loginKey gives. @throws WindlassError `login-unreadable` */
export function storedLogin(config: JsonRecord, key: string): StoredLogin {
  // A registry's own entry that is empty means the file.
  const helper = text(entryFor(record(config.credHelpers), key) ?? config.credsStore);
  if (helper !== "") return { kind: "helper", helper };
  const login = decoded(record(entryFor(record(config.auths), key)), key);
  return login ? { kind: "login", login } : { kind: "none" };
}

/** The very key first; then one that names the same registry, as older clients wrote it: with scheme and path. */
function entryFor(entries: JsonRecord, key: string): unknown {
  if (Object.hasOwn(entries, key)) return entries[key];
  return Object.entries(entries).find(([written]) => loginKey(written) === key)?.[1];
}

function decoded(entry: JsonRecord, key: string): Login | undefined {
  const auth = orAbsent(entry.auth);
  const [username, password] =
    auth === undefined ? [orAbsent(entry.username), orAbsent(entry.password)] : split(auth, key);
  const { identitytoken, registrytoken } = entry;
  const login = defined({
    username,
    password,
    identitytoken: orAbsent(identitytoken),
    registrytoken: orAbsent(registrytoken),
  });
  return Object.keys(login).length > 0 ? { ...login, serveraddress: key } : undefined;
}

/**
 * `auth` is the base64 of `user:password`; some clients pad it with zero bytes.
 * @throws WindlassError `login-unreadable`
 */
export function split(auth: string, key: string): readonly [user: string, password: string] {
  const plain = Buffer.from(auth, "base64").toString();
  const colon = plain.indexOf(":");
  if (colon > 0) return [plain.slice(0, colon), plain.slice(colon + 1).replace(/\0+$/, "")];
  throw new WindlassError(
    "login-unreadable",
    `the stored login for ${key} is not one: \`auth\` holds no user and password`,
    {
      hint: `log in again: docker login ${key}`,
    },
  );
}
