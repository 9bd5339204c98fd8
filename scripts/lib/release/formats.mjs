/**
 * Descriptions for package managers, from templates in packaging/. What is between two @ is filled in: a field of the product,
 * or with a colon something of one target's archive.
 */
import { readFileSync } from "node:fs";
import { targets } from "../executables.mjs";
import { inRepository } from "../paths.mjs";
import { archiveOf, folderIn, product, tag } from "./product.mjs";

/** The templates below packaging/; a release has them under the names of their files. */
export const formats = [
  "homebrew/windlass.rb",
  "scoop/windlass.json",
  "nix/windlass.nix",
  "aur/PKGBUILD",
  "gitlab/windlass.gitlab-ci.yml",
];

/**
 * @param sums file of the release → its SHA-256
 * @returns the text; `missing` where it needs an archive that was not made
 */
export function filled(format, sums) {
  const missing = new Set();
  const text = readFileSync(inRepository("packaging", format), "utf8").replace(
    /@([a-z0-9]+)(?::([a-z0-9-]+))?@/g,
    (_, field, name) => {
      const value = name === undefined ? product[field] : ofArchive(field, name, sums);
      if (value === undefined) missing.add(name ?? field);
      return value;
    },
  );
  return missing.size === 0 ? { text } : { missing: [...missing] };
}

function ofArchive(field, name, sums) {
  const target = targets.find((target) => target.name === name);
  if (target === undefined) throw new Error(`packaging/ names ${name}, and there is no such target`);
  const archive = archiveOf(target);
  return {
    url: `${product.releases}/${tag}/${archive}`,
    sha256: sums.get(archive),
    folder: folderIn(target),
  }[field];
}
