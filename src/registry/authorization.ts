/**
 * Who asks: the registry's challenge, answered with a login, which goes as it is (Basic) or is exchanged for a token (Bearer). A
 * login is looked up only once a registry asks for one.
 */
import { WindlassError } from "../core/errors.ts";
import { type Answer, bytesOf, type Transport } from "./transport.ts";

/** What `docker login` keeps of a registry. */
export interface Login {
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
  readonly registrytoken?: string;
}

/** By the registry's host; `undefined`: there is none. */
export type Logins = (registry: string, signal: AbortSignal) => Promise<Login | undefined>;

export interface Challenge {
  /** In small letters: `basic`, `bearer`. */
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The challenges of a `WWW-Authenticate` header: `Bearer realm="https://…",service="…"`. */
export function challengesIn(header: string): readonly Challenge[] {
  const found: { scheme: string; parameters: Record<string, string> }[] = [];
  const parts = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))|([\w-]+)/g;
  for (const [, name = "", quoted, bare = "", scheme] of header.matchAll(parts)) {
    const last = found.at(-1);
    if (scheme !== undefined) found.push({ scheme: scheme.toLowerCase(), parameters: {} });
    else if (last) last.parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, "$1") ?? bare;
  }
  return found;
}

const basic = ({ username = "", password = "" }: Login): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

/** Far more than a token has. */
const mostTokenBytes = 1 << 20;

export interface Asking {
  readonly transport: Transport;
  readonly signal: AbortSignal;
  readonly login: Login | undefined;
  /** What a token is to be good for, where the challenge says less: `repository:app:pull`. */
  readonly scopes: readonly string[];
  /** Whether a token may be fetched without TLS. */
  readonly isInsecure: boolean;
}

/**
 * The value of the `Authorization` header that answers a challenge; `undefined`: there is nothing to answer with.
 * Rejects with `registry-failed`, `registry-unreachable`, `login-needed`.
 */
export async function answerTo(header: string, asking: Asking): Promise<string | undefined> {
  const challenges = challengesIn(header);
  const bearer = challenges.find(({ scheme }) => scheme === "bearer");
  if (bearer) return `Bearer ${asking.login?.registrytoken ?? (await tokenFor(bearer, asking))}`;
  const { login } = asking;
  const hasPassword = login?.username !== undefined && login.password !== undefined;
  return hasPassword && challenges.some(({ scheme }) => scheme === "basic") ? basic(login) : undefined;
}

async function tokenFor({ parameters }: Challenge, asking: Asking): Promise<string> {
  const { transport, signal, login } = asking;
  const realm = realmOf(parameters.realm ?? "", asking.isInsecure);
  const scopes = [...new Set([...(parameters.scope?.split(" ") ?? []), ...asking.scopes])];
  const service: [string, string][] = parameters.service ? [["service", parameters.service]] : [];
  const answer = login?.identitytoken
    ? await transport.send(byRefreshing(realm, service, scopes, login.identitytoken), signal)
    : await transport.send(byAsking(realm, service, scopes, login), signal);
  if (answer.status === 401 || answer.status === 403) {
    answer.body.destroy();
    throw new WindlassError(
      "login-needed",
      `${realm.host} refuses ${login ? "the stored login" : "a token without a login"}`,
      {
        hint: "log in with `docker login`",
      },
    );
  }
  const token = answer.status === 200 ? await tokenIn(answer, realm) : undefined;
  answer.body.destroy();
  if (token === undefined)
    throw new WindlassError("registry-failed", `${realm.host} gave no token (HTTP ${answer.status})`);
  return token;
}

type Pairs = readonly [string, string][];

function byAsking(realm: URL, service: Pairs, scopes: readonly string[], login: Login | undefined) {
  const url = new URL(realm);
  for (const [name, value] of service) url.searchParams.set(name, value);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  const known = login?.username !== undefined && login.password !== undefined;
  return { method: "GET", url, ...(known && { headers: { Authorization: basic(login) } }) };
}

function byRefreshing(url: URL, service: Pairs, scopes: readonly string[], identitytoken: string) {
  const form = new URLSearchParams([
    ["grant_type", "refresh_token"],
    ["client_id", "windlass"],
    ...service,
    ["scope", scopes.join(" ")],
    ["refresh_token", identitytoken],
  ]);
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  return { method: "POST", url, headers, body: Buffer.from(form.toString()) };
}

/** A login is told to it, so it must be read by nobody else. */
function realmOf(text: string, isInsecure: boolean): URL {
  const realm = URL.parse(text);
  if (realm !== null && (realm.protocol === "https:" || (isInsecure && realm.protocol === "http:"))) return realm;
  throw new WindlassError("registry-failed", "the registry asks for a token from an address that is not HTTPS");
}

async function tokenIn(answer: Answer, realm: URL): Promise<string | undefined> {
  const text = Buffer.from(await bytesOf(answer, mostTokenBytes, "a token", realm)).toString();
  try {
    const { token, access_token: accessToken } = JSON.parse(text);
    const found: unknown = token || accessToken;
    return typeof found === "string" ? found : undefined;
  } catch {
    return undefined;
  }
}
