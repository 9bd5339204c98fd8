/** The notices for what an executable has beside our bundle: Bun, and the libraries that are linked into it. */
import { readFileSync } from "node:fs";
import { inRepository } from "./paths.mjs";

/** Name, licence, source; and the name by which Bun tells the commit, where it does. */
const libraries = [
  ["JavaScriptCore and WebCore of WebKit", "LGPL-2.0", "https://github.com/oven-sh/WebKit", "webkit"],
  ["tinycc", "LGPL-2.1", "https://github.com/tinycc/tinycc", "tinycc"],
  ["BoringSSL", "Apache-2.0 and others", "https://boringssl.googlesource.com/boringssl", "boringssl"],
  ["Brotli", "MIT", "https://github.com/google/brotli"],
  ["c-ares", "MIT", "https://github.com/c-ares/c-ares", "ares"],
  ["Highway", "Apache-2.0", "https://github.com/google/highway"],
  ["ICU", "Unicode-3.0", "https://github.com/unicode-org/icu"],
  ["libarchive", "BSD-2-Clause and others", "https://github.com/libarchive/libarchive", "libarchive"],
  ["base64", "BSD-2-Clause", "https://github.com/aklomp/base64"],
  ["libdeflate", "MIT", "https://github.com/ebiggers/libdeflate", "libdeflate"],
  ["libjpeg-turbo", "BSD-3-Clause, IJG and Zlib", "https://github.com/libjpeg-turbo/libjpeg-turbo"],
  ["libspng", "BSD-2-Clause", "https://github.com/randy408/libspng"],
  ["libuv (Windows)", "MIT", "https://github.com/libuv/libuv"],
  ["libwebp", "BSD-3-Clause", "https://github.com/webmproject/libwebp"],
  ["LOL HTML", "BSD-3-Clause", "https://github.com/cloudflare/lol-html", "lolhtml"],
  ["ls-hpack", "MIT", "https://github.com/litespeedtech/ls-hpack", "lshpack"],
  ["ls-qpack", "MIT", "https://github.com/litespeedtech/ls-qpack"],
  ["LSQUIC", "MIT and BSD-3-Clause", "https://github.com/litespeedtech/lsquic"],
  ["mimalloc", "MIT", "https://github.com/microsoft/mimalloc", "mimalloc"],
  ["picohttpparser", "MIT", "https://github.com/h2o/picohttpparser", "picohttpparser"],
  ["simdutf", "Apache-2.0", "https://github.com/simdutf/simdutf"],
  ["uSockets", "Apache-2.0", "https://github.com/uNetworking/uSockets", "usockets"],
  ["uWebSockets", "Apache-2.0", "https://github.com/uNetworking/uWebSockets", "uwebsockets"],
  ["uucode", "MIT", "https://github.com/jacobsandlund/uucode"],
  ["zlib-ng", "Zlib", "https://github.com/zlib-ng/zlib-ng", "zlib"],
  ["Zstandard", "BSD-3-Clause", "https://github.com/facebook/zstd", "zstd"],
  ["parts of TigerBeetle", "Apache-2.0", "https://github.com/tigerbeetle/tigerbeetle"],
  ["a part of LLVM's libc++abi", "Apache-2.0 with LLVM exception", "https://github.com/llvm/llvm-project"],
];

const licence = (name) => readFileSync(inRepository("scripts/licences", `${name}.txt`), "utf8");
const line = "=".repeat(80);

/**
 * @param versions what that Bun has as process.versions
 * @param flags what it was called with to link the bundle
 */
export function runtimeNotices(versions, flags) {
  const rows = libraries.map(([name, spdx, source, key]) => {
    const commit = versions[key];
    return `- ${name} (${spdx}): ${source}${commit === undefined ? "" : `, ${commit}`}`;
  });
  return `${line}

The executable is the bundle (bundle/main.mjs and its chunks) and Bun ${versions.bun}, which is MIT-licensed:
https://github.com/oven-sh/bun. Its LICENSE.md names each library that is linked into it, and the packages that it replaces
Node's modules with, all under the MIT licence:
https://github.com/oven-sh/bun/blob/bun-v${versions.bun}/LICENSE.md

Bun is statically linked with WebKit's JavaScriptCore, which is free software under the GNU Library General Public License,
version 2, and with tinycc, under the GNU Lesser General Public License, version 2.1. Both are below. You may change these
libraries and link the executable with them: build a Bun of your own from the sources named here, as its LICENSE.md says, and
call it in this folder's bundle/ as it was called here:

bun build ${flags.join(" ")} main.mjs --outfile windlass

Linked into Bun:

${rows.join("\n")}

${line}

${licence("LGPL-2.0")}
${line}

${licence("LGPL-2.1")}`;
}
