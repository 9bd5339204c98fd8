/** The notices for what an executable has beside our bundle: Bun, and the libraries that are linked into it. */
import { readFileSync } from "node:fs";
import { inRepository } from "./paths.mjs";

/**
 * `version` is the name by which Bun tells the commit, where it does; `text` is a file of scripts/licences. Those without one
 * are under the Apache licence, as Windlass is.
 */
const libraries = [
  {
    name: "JavaScriptCore and WebCore of WebKit",
    licence: "LGPL-2.0",
    source: "https://github.com/oven-sh/WebKit",
    version: "webkit",
    text: "LGPL-2.0",
  },
  {
    name: "tinycc",
    licence: "LGPL-2.1",
    source: "https://github.com/tinycc/tinycc",
    version: "tinycc",
    text: "LGPL-2.1",
  },
  {
    name: "BoringSSL",
    licence: "Apache-2.0 and others",
    source: "https://boringssl.googlesource.com/boringssl",
    version: "boringssl",
    text: "boringssl",
  },
  { name: "Brotli", licence: "MIT", source: "https://github.com/google/brotli", text: "brotli" },
  { name: "c-ares", licence: "MIT", source: "https://github.com/c-ares/c-ares", version: "ares", text: "c-ares" },
  { name: "Highway", licence: "Apache-2.0", source: "https://github.com/google/highway" },
  { name: "ICU", licence: "Unicode-3.0", source: "https://github.com/unicode-org/icu", text: "icu" },
  {
    name: "libarchive",
    licence: "BSD-2-Clause and others",
    source: "https://github.com/libarchive/libarchive",
    version: "libarchive",
    text: "libarchive",
  },
  { name: "base64", licence: "BSD-2-Clause", source: "https://github.com/aklomp/base64", text: "base64" },
  {
    name: "libdeflate",
    licence: "MIT",
    source: "https://github.com/ebiggers/libdeflate",
    version: "libdeflate",
    text: "libdeflate",
  },
  {
    name: "libjpeg-turbo",
    licence: "BSD-3-Clause, IJG and Zlib",
    source: "https://github.com/libjpeg-turbo/libjpeg-turbo",
    text: "libjpeg-turbo",
  },
  { name: "libspng", licence: "BSD-2-Clause", source: "https://github.com/randy408/libspng", text: "libspng" },
  { name: "libuv (Windows)", licence: "MIT", source: "https://github.com/libuv/libuv", text: "libuv" },
  { name: "libwebp", licence: "BSD-3-Clause", source: "https://github.com/webmproject/libwebp", text: "libwebp" },
  {
    name: "LOL HTML",
    licence: "BSD-3-Clause",
    source: "https://github.com/cloudflare/lol-html",
    version: "lolhtml",
    text: "lol-html",
  },
  {
    name: "ls-hpack",
    licence: "MIT",
    source: "https://github.com/litespeedtech/ls-hpack",
    version: "lshpack",
    text: "ls-hpack",
  },
  { name: "ls-qpack", licence: "MIT", source: "https://github.com/litespeedtech/ls-qpack", text: "ls-qpack" },
  {
    name: "LSQUIC",
    licence: "MIT and BSD-3-Clause",
    source: "https://github.com/litespeedtech/lsquic",
    text: "lsquic",
  },
  {
    name: "mimalloc",
    licence: "MIT",
    source: "https://github.com/microsoft/mimalloc",
    version: "mimalloc",
    text: "mimalloc",
  },
  { name: "picohttpparser", licence: "MIT", source: "https://github.com/h2o/picohttpparser", text: "picohttpparser" },
  { name: "simdutf", licence: "MIT", source: "https://github.com/simdutf/simdutf", text: "simdutf" },
  { name: "uSockets", licence: "Apache-2.0", source: "https://github.com/uNetworking/uSockets", version: "usockets" },
  {
    name: "uWebSockets",
    licence: "Apache-2.0",
    source: "https://github.com/uNetworking/uWebSockets",
    version: "uwebsockets",
  },
  { name: "uucode", licence: "MIT", source: "https://github.com/jacobsandlund/uucode", text: "uucode" },
  { name: "zlib-ng", licence: "Zlib", source: "https://github.com/zlib-ng/zlib-ng", version: "zlib", text: "zlib-ng" },
  {
    name: "Zstandard",
    licence: "BSD-3-Clause",
    source: "https://github.com/facebook/zstd",
    version: "zstd",
    text: "zstd",
  },
  { name: "parts of esbuild, ported", licence: "MIT", source: "https://github.com/evanw/esbuild", text: "esbuild" },
  { name: "parts of TigerBeetle", licence: "Apache-2.0", source: "https://github.com/tigerbeetle/tigerbeetle" },
  {
    name: "a part of LLVM's libc++abi",
    licence: "Apache-2.0 with LLVM exception",
    source: "https://github.com/llvm/llvm-project",
  },
  {
    name: "packages that replace Node's modules",
    licence: "MIT",
    source: "https://www.npmjs.com",
    text: "node-polyfills",
  },
];

const line = "=".repeat(80);

const fullText = ({ name, text }) =>
  `${line}\n\n${name}\n\n${readFileSync(inRepository("scripts/licences", `${text}.txt`), "utf8").trim()}\n`;

/**
 * @param versions what that Bun has as process.versions
 * @param flags what it was called with to link the bundle
 */
export function runtimeNotices(versions, flags) {
  const rows = libraries.map(({ name, licence, source, version }) => {
    const commit = versions[version];
    return `- ${name} (${licence}): ${source}${commit === undefined ? "" : `, ${commit}`}`;
  });
  return `${line}

The executable is the bundle (bundle/main.mjs and its chunks) and Bun ${versions.bun}, which is MIT-licensed:
https://github.com/oven-sh/bun. Its LICENSE.md names what is in it:
https://github.com/oven-sh/bun/blob/bun-v${versions.bun}/LICENSE.md

Bun is statically linked with WebKit's JavaScriptCore, which is free software under the GNU Library General Public License,
version 2, and with tinycc, under the GNU Lesser General Public License, version 2.1. Both are below. You may change these
libraries and link the executable with them: build a Bun of your own from the sources named here, as its LICENSE.md says, and
call it in this folder's bundle/ as it was called here:

bun build ${flags.join(" ")} main.mjs --outfile windlass

In Bun:

${rows.join("\n")}

This software is based in part on the work of the Independent JPEG Group. What is under Apache-2.0 alone is under the licence of
Windlass itself. The other licences:

${libraries
  .filter(({ text }) => text)
  .map(fullText)
  .join("\n")}`;
}
