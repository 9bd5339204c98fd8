/** Where a Compose file stands that was named: on the host, or in a git repository that is brought to it. */
import { posix } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import type { LoadContext } from "../load-request.ts";
import { fail, type Report, warn } from "../tree/report.ts";
import { fragment, parseGitUrl } from "../values/git-url.ts";
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
      hint: "use a local file or a git repository: https://host/path.git#ref:folder",
    });
    return undefined;
  }
  const url = parseGitUrl(text);
  if (url === undefined) return posix.resolve(folder, text);
  const called = named ?? JSON.stringify(text);
  try {
    if (context.git === undefined) throw new WindlassError("git-failed", "git is not available here");
    const { path, commit } = await context.git.file(url, usualNames);
    if (url.ref !== commit)
      warn(report, "git-commit", `the repository ${called} is at commit ${commit}`, {
        ...where,
        hint: `to stay at this commit, write \`${fragment(url, commit)}\` after the repository's address`,
      });
    return path;
  } catch (error) {
    if (!(error instanceof WindlassError) || error.code !== "git-failed") throw error;
    fail(report, error.code, `cannot use the repository ${called}: ${error.message}`, {
      ...where,
      hint: error.hint,
    });
    return undefined;
  }
}
