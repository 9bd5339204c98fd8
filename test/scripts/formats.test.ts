/** Descriptions for package managers: all that a release fills in, and what each must say to leave the executable whole. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { targets } from "../../scripts/lib/executables.mjs";
import { filled, formats } from "../../scripts/lib/release/formats.mjs";
import { archiveOf, product, tag } from "../../scripts/lib/release/product.mjs";

const packaging = join(import.meta.dirname, "../../packaging");
const sums = new Map(
  targets.map((target) => [archiveOf(target), createHash("sha256").update(target.name).digest("hex")] as const),
);
const text = (format: string): string => filled(format, sums).text ?? "";

/** Format → the targets that it is for, and how it says that nothing may be stripped. */
const expected: Readonly<Record<string, { readonly targets: readonly string[]; readonly whole?: RegExp }>> = {
  "homebrew/windlass.rb": {
    targets: ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"],
    whole: /^ {2}skip_clean "bin"$/m,
  },
  "scoop/windlass.json": { targets: ["windows-x64"] },
  "nix/windlass.nix": {
    targets: ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"],
    whole: /^ +dontStrip = true;\n +dontPatchELF = true;$/m,
  },
  "aur/PKGBUILD": { targets: ["linux-arm64", "linux-x64"], whole: /^options=\(!strip !debug\)$/m },
  "gitlab/windlass.gitlab-ci.yml": { targets: [] },
};

test.each(formats)(
  "%s has the version, the archives that it is for with their checksums, and nothing to fill in",
  (format) => {
    const { targets: wanted = [], whole } = expected[format] ?? {};
    expect(text(format)).toContain(product.version);
    expect(text(format)).not.toMatch(/@[a-z0-9]+(:[a-z0-9-]+)?@|undefined/);
    const archives = targets.filter((target) =>
      text(format).includes(`${product.releases}/${tag}/${archiveOf(target)}"`),
    );
    expect(archives.map(({ name }) => name).sort()).toEqual(wanted);
    for (const target of targets)
      expect(text(format).includes(`"${sums.get(archiveOf(target))}"`)).toBe(wanted.includes(target.name));
    if (whole) expect(text(format)).toMatch(whole);
  },
);

test("a release that lacks an archive has no description that needs it", () => {
  expect(filled("aur/PKGBUILD", new Map())).toEqual({ missing: ["linux-x64", "linux-arm64"] });
});

test("Scoop's is JSON, and takes the checksums of later versions from where releases have them", () => {
  const { architecture, bin, autoupdate } = JSON.parse(text("scoop/windlass.json"));
  expect(bin).toBe("windlass.exe");
  const { url, extract_dir: folder } = architecture["64bit"];
  expect(url).toMatch(new RegExp(`/${folder}\\.tar\\.gz$`));
  const later = autoupdate.architecture["64bit"].url.replaceAll("$version", product.version);
  expect({ later, hash: autoupdate.hash.url }).toEqual({ later: url, hash: "$baseurl/SHA256SUMS" });
});

test("GitLab's is a template that installs this version", () => {
  const { ".windlass": job } = parse(text("gitlab/windlass.gitlab-ci.yml"));
  expect(job.variables).toEqual({ WINDLASS_VERSION: product.version, WINDLASS_RELEASES: product.releases });
  expect(job.before_script).toHaveLength(1);
});

test("packaging/ has no template that a release leaves out", () => {
  const files = readdirSync(packaging, { recursive: true, encoding: "utf8" });
  const templates = files.filter(
    (name) => name.includes("/") && /@[a-z]+@/.test(readFileSync(join(packaging, name), "utf8")),
  );
  expect(templates.sort()).toEqual([...formats].sort());
});
