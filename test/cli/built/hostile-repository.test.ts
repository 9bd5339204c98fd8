/** A project's folder is a repository whose settings somebody else wrote: a git include must not run what they name. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine } from "../../support/program.ts";

let folder = "";
const remote = "https://windlass.test/shop.git";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "windlass-hostile-"));
  execFileSync("git", ["init", "--quiet", folder]);
  await writeFile(join(folder, "compose.yaml"), `include: ["${remote}"]\n`);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** @param setting how the repository's settings run a program that writes the file */
test.each([
  ["an address that stands for a program", (mark: string) => `[url "ext::touch ${mark}"]\n\tinsteadOf = ${remote}\n`],
  ["a proxy command", () => `[core]\n\tgitProxy = ${join(folder, "evil")}\n[url "git://x/"]\n\tinsteadOf = https://\n`],
])("%s", async (name, setting) => {
  const mark = join(folder, name.replaceAll(" ", "-"));
  await writeFile(join(folder, "evil"), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o700 });
  await writeFile(
    join(folder, ".git/config"),
    '[core]\n\trepositoryformatversion = 0\n[protocol "ext"]\n\tallow = always\n',
  );
  await appendFile(join(folder, ".git/config"), setting(mark));
  const { status, stderr } = spawnSync(...commandLine(["config"]), {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder },
    encoding: "utf8",
  });
  expect({ status, ran: existsSync(mark) }).toEqual({ status: 1, ran: false });
  expect(stderr).toContain("error[git-failed]");
});
