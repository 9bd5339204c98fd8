/**
 * Asks a credential helper: the program `docker-credential-NAME get`, with the registry on its standard input and JSON on
 * its output. Nothing that it prints reaches a message but its own words of failure.
 */
import { spawn } from "node:child_process";
import { text as readAll } from "node:stream/consumers";
import { WindlassError } from "../../core/errors.ts";
import { environmentFor } from "../../core/runtime.ts";
import { record, text } from "../wire/json.ts";
import type { Login } from "./stored-login.ts";

export interface HelperOptions {
  /** Where the program is looked for (PATH), and what it gets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Milliseconds that it may take: it may ask its user to unlock a key store. */
  readonly limitMs?: number;
}

const usualLimitMs = 60_000;
/** What a user name is when the secret is a token. */
const tokenUser = "<token>";

/**
 * @returns `undefined` where the helper has no login for the registry
 * @throws WindlassError `login-unreadable`; the signal's reason once it is aborted
 */
export async function askHelper(helper: string, key: string, options: HelperOptions): Promise<Login | undefined> {
  const program = `docker-credential-${helper}`;
  const { code, output } = await run(program, key, options);
  if (code !== 0) {
    if (/credentials not found|no credentials server URL/i.test(output)) return undefined;
    throw unreadable(`${program} gave no login for ${key}: ${firstLine(output) || `exit code ${code}`}`);
  }
  const { Username, Secret } = parsed(output, program);
  const [username, secret] = [text(Username), text(Secret)];
  if (secret === "" && username === "") return undefined;
  return username === tokenUser
    ? { serveraddress: key, identitytoken: secret }
    : { serveraddress: key, username, password: secret };
}

function parsed(output: string, program: string): Readonly<Record<string, unknown>> {
  try {
    return record(JSON.parse(output));
  } catch {
    // Not quoted: it may hold the password.
    throw unreadable(`${program} answered with something that is not JSON`);
  }
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

async function run(
  program: string,
  input: string,
  { env, signal, limitMs = usualLimitMs }: HelperOptions,
): Promise<Ended> {
  signal.throwIfAborted();
  const deadline = AbortSignal.timeout(limitMs);
  const child = spawn(program, ["get"], {
    env: environmentFor(env),
    stdio: ["pipe", "pipe", "ignore"],
    signal: AbortSignal.any([signal, deadline]),
    killSignal: "SIGKILL",
    windowsHide: true,
  });
  // A helper that does not read what it is asked has its reasons: its exit tells them.
  child.stdin.on("error", () => {}).end(input);
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
  try {
    const [code, output] = await Promise.all([ended, readAll(child.stdout)]);
    return { code, output };
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.aborted) throw unreadable(`${program} did not answer within ${limitMs / 1_000} s`);
    throw notRun(program, error as NodeJS.ErrnoException);
  } finally {
    // What the program itself started may hold the pipe open.
    child.stdout.destroy();
  }
}

const notRun = (program: string, { code }: NodeJS.ErrnoException): WindlassError =>
  code === "ENOENT"
    ? unreadable(
        `the credential helper ${program} is not installed`,
        "install it, or take it out of `credsStore` and `credHelpers` in the docker client's config.json and log in again",
      )
    : unreadable(`the credential helper ${program} can't be run (${code ?? "unknown"})`);

const firstLine = (output: string): string => output.trim().split("\n", 1)[0]?.slice(0, 200) ?? "";

const unreadable = (
  message: string,
  hint = "`docker login` uses the same helper: it shows whether it works",
): WindlassError => new WindlassError("login-unreadable", message, { hint });
