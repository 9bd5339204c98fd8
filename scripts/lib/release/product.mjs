/** What everyone who packages Windlass must know: one place for all formats. Most of it is in package.json. */
import { readFileSync } from "node:fs";
import { inRepository } from "../paths.mjs";

const { name, version, description, license, author, homepage } = JSON.parse(
  readFileSync(inRepository("package.json"), "utf8"),
);

export const product = {
  name,
  version,
  /** Without a full stop, as most formats want it. */
  summary: description.replace(/\.$/, ""),
  license,
  maintainer: author,
  homepage,
  /** The folder of a release is below it, by the name of its tag. */
  releases: `${homepage}/releases/download`,
};

export const tag = `v${version}`;

/** The only folder in a target's archive. */
export const folderIn = (target) => `${name}-${version}-${target.name}`;
export const archiveOf = (target) => `${folderIn(target)}.tar.gz`;
