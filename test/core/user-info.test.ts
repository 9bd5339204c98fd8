import { expect, test } from "vitest";
import { errorText } from "../../src/cli/render/problem.ts";
import { WindlassError } from "../../src/core/errors.ts";
import { maskedUserInfo, withoutUserInfo } from "../../src/core/user-info.ts";
import { loadText } from "../support/load.ts";

test.each([
  ["https://me:hunter2@host.test/x.git", "https://host.test/x.git"],
  ["https://hunter2@host.test/x.git", "https://host.test/x.git"],
  ["https://me:hunt@er2@host.test/x", "https://host.test/x"],
  ['proxy "http://me:hunter2@proxy:3128" and https://a:b@c/d', 'proxy "http://proxy:3128" and https://c/d'],
  ["tcp://me:hunter2@host:2375", "tcp://host:2375"],
  ["ssh://me:hunter2@host", "ssh://host"],
  ["ssh://me@host", "ssh://me@host"],
  ["git@host.test:team/x.git", "git@host.test:team/x.git"],
  ["https://host.test/x@sha256:abc", "https://host.test/x@sha256:abc"],
  ["me@host.test", "me@host.test"],
])("%s is shown as %s", (text, shown) => {
  expect(withoutUserInfo(text)).toBe(shown);
  expect(maskedUserInfo(text)).toHaveLength(text.length);
});

test("an error has none, whoever wrote its message", () => {
  const url = "https://me:hunter2@host.test/x";
  const diagnostic = { code: "git-failed", severity: "error", message: `no ${url}`, hint: `try ${url}` } as const;
  const error = new WindlassError("git-failed", `no ${url}`, { hint: `try ${url}`, diagnostics: [diagnostic] });
  expect(JSON.stringify([error.message, error.hint, error.diagnostics])).not.toContain("hunter2");
});

test("nor has a complaint about a file, or the line that it shows", async () => {
  const compose =
    "include: ['https://me:hunter2@host.test/x.git']\nservices: {web: {build: {context: 'https://me:hunter2@host.test/x.git', nope: 1}}}\n";
  const error = await loadText(compose).catch((caught: unknown) => caught);
  if (!(error instanceof WindlassError)) throw new Error("it loads");
  const shown = errorText(error, { paint: (_style, text) => text, cwd: "/app", columns: 200 });
  expect(shown).toContain("host.test");
  expect(shown).not.toContain("hunter2");
});
