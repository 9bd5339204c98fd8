/** Where docker's cp puts a copy, by what is at its source and at its target. */
import { expect, test } from "vitest";
import { inContainer, type Kind, placement } from "../../../src/cli/files/paths.ts";
import { WindlassError } from "../../../src/core/errors.ts";

function placed(source: string, isFolder: boolean, target: string, kind: Kind): string {
  try {
    const { folder, name } = placement({ path: source, isFolder }, { path: target, kind });
    return `${folder} ${name}`;
  } catch (error) {
    if (error instanceof WindlassError) return error.code;
    throw error;
  }
}

test.each<[source: string, isFolder: boolean, target: string, kind: Kind, expected: string]>([
  ["/a/file", false, "/t", "folder", "/t file"],
  ["/a/file", false, "/t/", "folder", "/t/ file"],
  ["/a/file", false, "/t/name", "file", "/t name"],
  ["/a/file", false, "/t/name", "missing", "/t name"],
  ["/a/file", false, "/t/name/", "missing", "file-not-found"],
  ["/a/file", false, "/t/name/", "file", "not-a-file"],
  ["/a/dir", true, "/t", "folder", "/t dir"],
  ["/a/dir", true, "/t/name", "missing", "/t name"],
  ["/a/dir", true, "/t/name/", "missing", "/t name"],
  ["/a/dir", true, "/t/file", "file", "not-a-file"],
  ["/a/dir/.", true, "/t", "folder", "/t "],
  ["/a/dir/.", true, "/t/name", "missing", "/t name"],
  ["/a/dir/.", true, "/t/file", "file", "not-a-file"],
])("%s (folder: %s) to %s, which is %s: %s", (source, isFolder, target, kind, expected) => {
  expect(placed(source, isFolder, target, kind)).toBe(expected);
});

test.each([
  ["web:/etc/hosts", { service: "web", path: "/etc/hosts" }],
  ["web:", { service: "web", path: "" }],
  ["web:a:b", { service: "web", path: "a:b" }],
  ["./web:x", undefined],
  ["/web:x", undefined],
  ["-", undefined],
  ["file", undefined],
  [":x", undefined],
])("%s is in a container or here", (text, expected) => {
  expect(inContainer(text)).toEqual(expected);
});
