/** Where a Compose file stands that was named: on the host, or in a git repository that is brought to it. */
import { posix } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import type { LoadContext } from "../load-request.ts";
import { fail, type Report, warn } from "../tree/report.ts";
import { parseGitUrl, pinned } from "../values/git-url.ts";
import type { Named } from "./library.ts";
import { usualNames } from "./names.ts";

/**
 * The absolute path of the file; undefined, and reported, where there is none (`git-failed`, `not-supported-yet`).
 * `git-commit` tells what a name that may move stood for.
 */
export async function locate(
  text: string,
  folder: string,
  { context, report }: { readonly context: LoadContext; readonly report: Report },
  { named, ...where }: Named = {},
): Promise<string | undefined> {
  if (text.startsWith("oci://")) {
    fail(report, "not-supported-yet", "Compose files from a registry (`oci://`) are not supported yet", {
      ...where,
      hint: "use a file of this host, or a git repository: https://host/path.git#ref:folder",
    });
    return undefined;
  }
  const url = parseGitUrl(text);
  if (url === undefined) return posix.resolve(folder, text);
  const called = named ?? JSON.stringify(text);
  try {
    if (context.git === undefined) throw new WindlassError("git-failed", "git cannot be used here");
    const { path, commit } = await context.git.file(url, usualNames);
    if (url.ref !== commit)
      warn(report, "git-commit", `the repository ${called} is at commit ${commit}`, {
        ...where,
        hint:
          named === undefined
            ? `to stay with this commit write ${pinned(url, commit)}`
            : "name the commit to stay with it",
      });
    return path;
  } catch (error) {
    if (!(error instanceof WindlassError) || error.code !== "git-failed") throw error;
    fail(report, error.code, `the repository ${called} cannot be used: ${error.message}`, {
      ...where,
      hint: error.hint,
    });
    return undefined;
  }
}
