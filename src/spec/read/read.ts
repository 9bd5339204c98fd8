/** Bytes → text for every file the loader opens: size, encoding, and what a failed read means in words. */
import type { Place } from "../../core/diagnostics.ts";
import type { ErrorCode } from "../../core/errors.ts";
import type { LoadContext } from "../load-request.ts";
import { fail, type Report, type Where } from "../tree/report.ts";

const usualMaxBytes = 10 * 1024 * 1024;

/**
 * The text of a file; undefined, and reported, where it can't be had (`file-not-found`, `not-a-file`, `file-unreadable`,
 * `file-too-large`, `invalid-utf8`). `what`: `env file`, say. `where`: the line that named the file, and what it is called in messages,
 * if not by its path.
 */
export async function readText(
  path: string,
  what: string,
  context: LoadContext,
  report: Report,
  where: Where & { readonly named?: string | undefined } = {},
): Promise<string | undefined> {
  const called = `${what} ${where.named ?? path}`;
  let bytes: Uint8Array;
  try {
    bytes = await context.disk.read(path);
  } catch (error) {
    const [code, message] = readProblem(error, called);
    fail(report, code, message, where);
    return undefined;
  }
  const maxBytes = context.maxFileBytes ?? usualMaxBytes;
  if (bytes.length > maxBytes) {
    const message = `the ${called} has ${bytes.length} bytes; ${maxBytes} are allowed`;
    fail(report, "file-too-large", message, { ...where, hint: "--max-file-size allows more" });
    return undefined;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    fail(report, "invalid-utf8", "this is no UTF-8 text", {
      place: { file: path, ...firstBadByte(bytes) },
      hint: "save the file as UTF-8",
    });
    return undefined;
  }
}

function readProblem(error: unknown, called: string): [ErrorCode, string] {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return ["file-not-found", `there is no ${called}`];
  if (code === "EISDIR") return ["not-a-file", `the ${called} is a folder`];
  if (code === "EACCES" || code === "EPERM") return ["file-unreadable", `the ${called} may not be read`];
  return ["file-unreadable", `the ${called} cannot be read: ${code ?? "unknown reason"}`];
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
