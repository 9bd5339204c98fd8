import { describe, expect, test } from "vitest";
import { parseVolume, type ShortVolume } from "../../../src/spec/short/volumes.ts";

const volume = { type: "volume", readOnly: false, noCopy: false, unknown: [] } as const;
const bind = { ...volume, type: "bind" } as const;

describe("a volume", () => {
  test.each<[string, ShortVolume]>([
    ["/d", { ...volume, target: "/d" }],
    ["ab", { ...volume, target: "ab" }],
    ["vol:/d", { ...volume, source: "vol", target: "/d" }],
    ["vol:/d:ro", { ...volume, source: "vol", target: "/d", readOnly: true }],
    ["vol:/d:nocopy,ro", { ...volume, source: "vol", target: "/d", readOnly: true, noCopy: true }],
    ["vol:/d:foo,cached", { ...volume, source: "vol", target: "/d", unknown: ["foo"] }],
    ["./a:/d:ro,z", { ...bind, source: "./a", target: "/d", readOnly: true, selinux: "z" }],
    ["./a:/d:Z,rshared", { ...bind, source: "./a", target: "/d", selinux: "Z", propagation: "rshared" }],
    ["a/b:/d", { ...volume, source: "a/b", target: "/d" }],
    ["~/a:/d", { ...bind, source: "~/a", target: "/d" }],
    ["..:/d", { ...bind, source: "..", target: "/d" }],
    ["C:\\foo:/d", { ...bind, source: "C:\\foo", target: "/d" }],
    ["c:/foo:/d:ro", { ...bind, source: "c:/foo", target: "/d", readOnly: true }],
    ["C:\\foo:D:\\bar", { ...bind, source: "C:\\foo", target: "D:\\bar" }],
    ["\\\\srv\\share:/d", { ...bind, source: "\\\\srv\\share", target: "/d" }],
    ["/d:ro", { ...bind, source: "/d", target: "ro" }],
  ])("%s", (text, meaning) => expect(parseVolume(text)).toEqual(meaning));

  test("may have a name of one letter", () => {
    expect(parseVolume("v:/d")).toEqual({ ...volume, source: "v", target: "/d" });
    expect(parseVolume("v:/d:ro")).toEqual({ ...volume, source: "v", target: "/d", readOnly: true });
  });

  test.each(["vol::/d", ":/d", "vol:", "vol:/d:ro:z", ""])("%j is none", (text) =>
    expect(typeof parseVolume(text)).toBe("string"),
  );
});
