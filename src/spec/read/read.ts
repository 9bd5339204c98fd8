/** Bytes → text for every file the loader opens: size, encoding, and what a failed read means in words. */
import type { Place } from "../../core/diagnostics.ts";
import { type ErrorCode, WindlassError } from "../../core/errors.ts";
import { fail, type Report, type Where } from "../tree/report.ts";
import type { GuardedContext } from "../trust/guard.ts";

const mebibyte = 1024 * 1024;
const usualMaxBytes = 10 * mebibyte;

/**
 * The text of a file; undefined, and reported, where it can't be had (`file-not-found`, `not-a-file`, `file-unreadable`,
 * `file-too-large`, `invalid-utf8`), or where a project from elsewhere may not read it (trust/guard.ts). `what`: `env file`, say. `where`: the line that named the file, and what it is called in messages,
 * if not by its path.
 * @throws WindlassError `interrupted`
 */
export async function readText(
  path: string,
  what: string,
  context: GuardedContext,
  report: Report,
  where: Where & { readonly named?: string | undefined } = {},
): Promise<string | undefined> {
  const guard = context.elsewhere?.guard;
  if (guard && !(await guard.mayRead(path, what, where))) return undefined;
  const { maxFileBytes: most = usualMaxBytes, signal } = context;
  const called = `${what} ${where.named ?? path}`;
  let bytes: Uint8Array;
  try {
    bytes = await unlessAborted(context.disk.read(path, { most, ...(signal && { signal }) }), signal);
  } catch (error) {
    if (signal?.aborted) throw new WindlassError("interrupted", `interrupted while reading the ${called}`);
    const [code, message] = readProblem(error, called);
    fail(report, code, message, where);
    return undefined;
  }
  if (bytes.length > most) {
    const message = `the ${called} is larger than ${most / mebibyte} MiB`;
    fail(report, "file-too-large", message, { ...where, hint: "allow more with --max-file-size" });
    return undefined;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    fail(report, "invalid-utf8", "this is not a text file (invalid UTF-8)", {
      place: { file: path, ...firstBadByte(bytes) },
      hint: "save the file as UTF-8",
    });
    return undefined;
  }
}

/** A disk that does not listen to the signal is not waited for. */
async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return work;
  const listening = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { signal: listening.signal });
  });
  return Promise.race([work, aborted]).finally(() => listening.abort());
}

function readProblem(error: unknown, called: string): [ErrorCode, string] {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return ["file-not-found", `${called} not found`];
  if (code === "EISDIR") return ["not-a-file", `the ${called} is a directory, not a file`];
  if (code === "EACCES" || code === "EPERM") return ["file-unreadable", `permission denied: cannot read the ${called}`];
  return ["file-unreadable", `cannot read the ${called}: ${code ?? "unknown reason"}`];
}

/** The longest prefix that decodes ends where the first bad byte stands. */
function firstBadByte(bytes: Uint8Array): Omit<Place, "file"> {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = Math.ceil((good + bad) / 2);
    if (decodes(bytes.subarray(0, middle))) good = middle;
    else bad = middle - 1;
  }
  const before = new TextDecoder("utf-8").decode(bytes.subarray(0, good), { stream: true });
  const lastLine = before.lastIndexOf("\n");
  const column = before.length - lastLine;
  return { line: before.split("\n").length, column, endColumn: column + 1 };
}

function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
