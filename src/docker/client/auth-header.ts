/** Logins as the engine's API takes them: in a header, as JSON in the base64 of URLs, padded. Pure. */
import type { Login } from "./stored-login.ts";

type Headers = Readonly<Record<string, string>>;

/** For a pull or a push: the login of the one registry, or none. */
export const registryHeaders = (login: Login | undefined): Headers => ({ "X-Registry-Auth": encoded(sent(login)) });

/** For a build: those of all registries that it may pull from, by their keys. */
export const buildHeaders = (logins: readonly Login[]): Headers => ({
  "X-Registry-Config": encoded(Object.fromEntries(logins.map((login) => [login.serveraddress, sent(login)]))),
});

/** Where we have it from is nothing to the engine. */
const sent = ({ from: _, ...login }: Partial<Login> = {}): object => login;

const encoded = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
