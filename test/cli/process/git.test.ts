import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemGit } from "../../../src/cli/process/git.ts";
import { WindlassError } from "../../../src/core/errors.ts";

let folder = "";
let commits: readonly string[] = [];
const names = ["compose.yaml", "compose.yml"];
const remote = "https://windlass.test/team/shop.git";

/** The address means a repository of this folder, so that no test leaves the host. */
const env = () => ({
  PATH: process.env.PATH,
  HOME: folder,
  XDG_CACHE_HOME: join(folder, "cache"),
  GIT_ALLOW_PROTOCOL: "file",
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: `url.${join(folder, "shop.git")}.insteadOf`,
  GIT_CONFIG_VALUE_0: remote,
});
const open = (more = {}) => systemGit({ ...env(), ...more }, folder, new AbortController().signal);

async function problem(asked: Promise<unknown>): Promise<string> {
  const error = await asked.catch((caught: unknown) => caught);
  if (!(error instanceof WindlassError)) throw new Error("it went well");
  expect(error.code).toBe("git-failed");
  return error.message;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "windlass-git-"));
  const work = join(folder, "work");
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t.test", ...args], {
      cwd: work,
      env: { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: "1" },
      encoding: "utf8",
    }).trim();
  await mkdir(join(work, "db"), { recursive: true });
  await mkdir(join(work, "empty"));
  git("init", "--quiet", "--initial-branch=main");
  await writeFile(join(work, "compose.yaml"), "services: {web: {image: 'nginx:1'}}\n");
  await writeFile(join(work, "db/compose.yml"), "services: {db: {image: postgres}}\n");
  await writeFile(join(work, "empty/notes"), "");
  await symlink("/etc/hostname", join(work, "out.yaml"));
  git("add", ".");
  git("commit", "--quiet", "-m", "one");
  git("tag", "-a", "v1", "-m", "the first");
  const first = git("rev-parse", "HEAD");
  await writeFile(join(work, "compose.yaml"), "services: {web: {image: 'nginx:2'}}\n");
  git("commit", "--quiet", "-a", "-m", "two");
  commits = [first, git("rev-parse", "HEAD")];
  git("clone", "--quiet", "--bare", ".", join(folder, "shop.git"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a file in a repository", () => {
  const file = (ref?: string, inside?: string, more = {}) => open(more).file({ remote, ref, inside }, names);

  test("comes from the default branch, a branch, a tag with a message, or a commit", async () => {
    const [first, second] = commits;
    expect(await file()).toMatchObject({ commit: second });
    expect(await file("main")).toMatchObject({ commit: second });
    const tagged = await file("v1");
    expect(tagged.commit).toBe(first);
    expect(await readFile(tagged.path, "utf8")).toContain("nginx:1");
    expect(await file(first)).toEqual(tagged);
  });

  test("is the usual one of a folder, or the file itself", async () => {
    expect((await file("main", "db")).path).toMatch(/\/shop\/db\/compose\.yml$/);
    expect((await file("main", "db/compose.yml")).path).toMatch(/\/shop\/db\/compose\.yml$/);
  });

  test("is kept: a commit that is there is not asked for again", async () => {
    const { path } = await file(commits[0]);
    const away = await open({ GIT_CONFIG_COUNT: "0" }).file({ remote, ref: commits[0], inside: undefined }, names);
    expect(away.path).toBe(path);
    expect((await readdir(join(folder, "cache/windlass/git"))).sort()).toEqual([...commits].sort());
  });

  test("is brought once, however many ask at the same time", async () => {
    const cache = { XDG_CACHE_HOME: join(folder, "other") };
    const all = await Promise.all(Array.from({ length: 4 }, () => file("main", undefined, cache)));
    expect(new Set(all.map(({ path }) => path)).size).toBe(1);
    expect(await readdir(join(folder, "other/windlass/git"))).toHaveLength(1);
  });

  test("is not given out from beyond the repository", async () => {
    expect(await problem(file("main", "../../x"))).toMatch(/outside of the repository/);
    expect(await problem(file("main", "out.yaml"))).toMatch(/link out of the repository/);
  });

  test("is refused in words where it is not there", async () => {
    expect(await problem(file("nope"))).toMatch(/it has no branch or tag "nope"/);
    expect(await problem(file("--upload-pack=x"))).toMatch(/cannot start with a dash/);
    expect(await problem(file("main", "nope.yaml"))).toMatch(/there is no "nope\.yaml" in it/);
    expect(await problem(file("main", "empty"))).toMatch(/has no project file/);
    expect(await problem(file("a".repeat(40)))).not.toBe("");
  });

  test("is refused where git is switched off, or not there", async () => {
    expect(await problem(file("main", undefined, { COMPOSE_EXPERIMENTAL_GIT_REMOTE: "false" }))).toMatch(
      /switched off/,
    );
    expect(await problem(file("main", undefined, { PATH: join(folder, "empty") }))).toMatch(/git is not installed/);
  });

  test("does not show a password of its address", async () => {
    const secret = "https://me:hunter2@localhost:1/x.git";
    expect(await problem(open().file({ remote: secret, ref: undefined, inside: undefined }, names))).not.toContain(
      "hunter2",
    );
  });

  test("comes over https, ssh or git only", async () => {
    const plain = { GIT_ALLOW_PROTOCOL: undefined };
    expect(await problem(file("main", undefined, { ...plain, XDG_CACHE_HOME: join(folder, "fourth") }))).toMatch(
      /transport 'file' not allowed/,
    );
    const http = { remote: "http://localhost:1/x.git", ref: undefined, inside: undefined };
    expect(await problem(open(plain).file(http, names))).toMatch(/transport 'http' not allowed/);
  });

  test("is no longer waited for after an interrupt", async () => {
    const stop = new AbortController();
    stop.abort(new Error("interrupted"));
    const git = systemGit({ ...env(), XDG_CACHE_HOME: join(folder, "third") }, folder, stop.signal);
    await expect(git.file({ remote, ref: "main", inside: undefined }, names)).rejects.toMatchObject({
      code: "interrupted",
    });
  });
});
