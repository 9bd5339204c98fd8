/** Where a Compose file stands that was named: on the host, or in a git repository or a registry that it is brought from. */
import { posix } from "node:path";
import { type ErrorCode, WindlassError } from "../../core/errors.ts";
import { registryPrefix } from "../load-request.ts";
import { fail, type Report, type Where, warn } from "../tree/report.ts";
import type { GuardedContext } from "../trust/guard.ts";
import { fragment, type GitUrl, parseGitUrl } from "../values/git-url.ts";
import type { Named } from "./library.ts";
import { usualNames } from "./names.ts";

/** Why a project from elsewhere can't be brought: what the user can do something about, told at the line that names it. */
const failures: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "git-failed",
  "registry-unreachable",
  "registry-failed",
  "artifact-invalid",
  "login-needed",
  "login-unreadable",
  "client-config-invalid",
  "usage",
]);

/**
 * The absolute path of the file; undefined, and reported, where there is none. `git-commit` and `artifact-digest` tell what a name
 * that may move stood for.
 */
export async function locate(
  text: string,
  folder: string,
  { context, report }: { readonly context: GuardedContext; readonly report: Report },
  { named, ...where }: Named = {},
): Promise<string | undefined> {
  const url = parseGitUrl(text);
  const isPublished = text.startsWith(registryPrefix);
  if (url === undefined && !isPublished) return posix.resolve(folder, text);
  const called = named ?? JSON.stringify(text);
  const source: Source = { text, called, where, context, report };
  try {
    return url === undefined ? await fromRegistry(source) : await fromRepository(url, source);
  } catch (error) {
    if (!(error instanceof WindlassError) || !failures.has(error.code)) throw error;
    const what = isPublished ? "project" : "repository";
    fail(report, error.code, `cannot use the ${what} ${called}: ${error.message}`, { ...where, hint: error.hint });
    return undefined;
  }
}

interface Source {
  readonly text: string;
  readonly called: string;
  readonly where: Where;
  readonly context: GuardedContext;
  readonly report: Report;
}

async function fromRepository(url: GitUrl, { called, where, context, report }: Source): Promise<string> {
  if (context.git === undefined) throw new WindlassError("git-failed", "git is not available here");
  const { path, folder, commit } = await context.git.file(url, usualNames);
  (await context.elsewhere?.begin())?.add({ folder, called, from: "repository" });
  if (url.ref !== commit)
    warn(report, "git-commit", `the repository ${called} is at commit ${commit}`, {
      ...where,
      hint: `to stay at this commit, write \`${fragment(url, commit)}\` after the repository's address`,
    });
  return path;
}

async function fromRegistry({ text, called, where, context, report }: Source): Promise<string> {
  if (context.registries === undefined) throw new WindlassError("registry-failed", "no registry can be reached here");
  const { path, folder, digest } = await context.registries.project(text.slice(registryPrefix.length));
  (await context.elsewhere?.begin())?.add({ folder, called, from: "registry" });
  if (!text.endsWith(`@${digest}`))
    warn(report, "artifact-digest", `the project ${called} is at ${digest}`, {
      ...where,
      hint: `to stay at this version, write \`@${digest}\` after its name`,
    });
  return path;
}
