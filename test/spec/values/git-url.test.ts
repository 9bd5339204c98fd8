import { expect, test } from "vitest";
import { fragment, parseGitUrl } from "../../../src/spec/values/git-url.ts";

test.each([
  ["https://host.test/a/b.git", { remote: "https://host.test/a/b.git", ref: undefined, inside: undefined }],
  ["https://host.test/b.git#v1", { remote: "https://host.test/b.git", ref: "v1", inside: undefined }],
  ["http://host.test/b.git#v1:x/y.yaml", { remote: "http://host.test/b.git", ref: "v1", inside: "x/y.yaml" }],
  ["https://host.test/b.git#:sub", { remote: "https://host.test/b.git", ref: undefined, inside: "sub" }],
  ["git@host.test:a/b.git#main", { remote: "git@host.test:a/b.git", ref: "main", inside: undefined }],
  ["git@host.test:a/b", { remote: "git@host.test:a/b", ref: undefined, inside: undefined }],
  ["ssh://git@host.test:22/a/b", { remote: "ssh://git@host.test:22/a/b", ref: undefined, inside: undefined }],
  ["git://host.test/a", { remote: "git://host.test/a", ref: undefined, inside: undefined }],
  ["github.com/a/b#main:sub", { remote: "https://github.com/a/b", ref: "main", inside: "sub" }],
])("%s names a repository", (text, url) => expect(parseGitUrl(text)).toEqual(url));

test.each([
  ["compose.yaml"],
  ["./a#b.yaml"],
  ["../github.com/a"],
  ["/abs/x.git"],
  ["https://host.test/compose.yaml"],
  ["file:///a.git"],
  ["-oProxyCommand=x@host:b"],
  ["git@host:--upload-pack=x"],
  ["ext::sh -c x"],
  [""],
])("%s is a path", (text) => expect(parseGitUrl(text)).toBeUndefined());

test("the same file at one commit", () => {
  const url = parseGitUrl("https://host.test/b.git#main:sub");
  expect(url && fragment(url, "abc")).toBe("#abc:sub");
});
