/**
 * The docker client's `config.json`, as far as it concerns us: logins and proxies. Finding out what a login is, is
 * stored-login.ts's rule; what becomes of a proxy, the planner's.
 */
import { readFile } from "node:fs/promises";
import { WindlassError } from "../../core/errors.ts";
import { type JsonRecord, record } from "../wire/json.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** `$DOCKER_CONFIG/config.json`, or that of the user's home; `undefined` where neither is known. */
export function clientConfigPath({ DOCKER_CONFIG, HOME, USERPROFILE }: Env): string | undefined {
  const home = HOME || USERPROFILE;
  const folder = DOCKER_CONFIG || (home && `${home}/.docker`);
  return folder ? `${folder}/config.json` : undefined;
}

/** The file as it stands; empty where there is none. @throws WindlassError `client-config-invalid` */
export async function readClientConfig(env: Env): Promise<JsonRecord> {
  const path = clientConfigPath(env);
  if (path === undefined) return {};
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return {};
    throw invalid(path, `it can't be read (${code})`);
  }
  // Docker takes an empty one for none.
  if (text.trim() === "") return {};
  try {
    return record(JSON.parse(text));
  } catch {
    // The parser's own message quotes the file, and so maybe a password.
    throw invalid(path, "it is not valid JSON");
  }
}

const invalid = (path: string, why: string): WindlassError =>
  new WindlassError("client-config-invalid", `cannot use the docker client's settings: ${why}: ${path}`, {
    hint: "fix the file, or set DOCKER_CONFIG to another folder",
  });
