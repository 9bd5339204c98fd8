/** Debian's package. Nothing of Debian's tools works on the executable: `dh_strip` would cut the program off its end. */
import { createHash } from "node:crypto";
import { ar, tarball } from "./archive.mjs";
import { installedFiles } from "./contents.mjs";
import { product } from "./product.mjs";

/** By Debian's names, for builds that its C library can load. */
const architectures = { "linux-x64": "amd64", "linux-arm64": "arm64" };

export const hasDebianPackage = ({ name }) => Object.hasOwn(architectures, name);
export const debianFile = ({ name }) => `${product.name}_${product.version}_${architectures[name]}.deb`;

export async function debianPackage(target, seconds) {
  const files = installedFiles(target);
  const sums = files
    .filter(({ content }) => content !== undefined)
    .map(({ name, content }) => `${createHash("md5").update(content).digest("hex")}  ${name}\n`);
  const control = [
    { name: "./control", content: controlText(target, files) },
    { name: "./md5sums", content: sums.join("") },
  ];
  const data = files.map((file) => ({ ...file, name: `./${file.name}` }));
  return ar(
    [
      ["debian-binary", Buffer.from("2.0\n")],
      ["control.tar.gz", await tarball(control, seconds)],
      ["data.tar.gz", await tarball(data, seconds)],
    ],
    seconds,
  );
}

function controlText({ name }, files) {
  const kibibytes = files.reduce((sum, { content }) => sum + Math.ceil((content?.length ?? 0) / 1024), 0);
  const fields = {
    Package: product.name,
    Version: product.version,
    Architecture: architectures[name],
    Maintainer: product.maintainer,
    "Installed-Size": kibibytes,
    Depends: "libc6 (>= 2.17)",
    Suggests: "docker.io | docker-ce",
    Section: "admin",
    Priority: "optional",
    Homepage: product.homepage,
    Description: product.summary,
  };
  return Object.entries(fields)
    .map(([field, value]) => `${field}: ${value}\n`)
    .join("");
}
