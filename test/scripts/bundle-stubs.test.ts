import { expect, test } from "vitest";
import { stubFor } from "../../scripts/lib/bundle-stubs.mjs";

test("a stub goes by the package that imports, wherever the checkout is", () => {
  expect(stubFor("tar-fs", "/home/me/node_modules/dockerode/lib/docker.js")).not.toBe(-1);
  expect(stubFor("tar-fs", "/home/me/dockerode/src/docker/attach.ts")).toBe(-1);
  expect(stubFor("tar-fs", "/home/dockerode/windlass/node_modules/listr2/dist/index.js")).toBe(-1);
  expect(stubFor("url", "/home/me/docker-modem/src/host/this-host.ts")).toBe(-1);
  expect(stubFor("ssh2", "/home/me/docker-modem/src/docker/reach/ssh.ts")).toBe(-1);
});

test("a package inside another's folder, or with a scope, is not the outer one", () => {
  expect(stubFor("tar-fs", "/app/node_modules/dockerode/lib/docker.js")).not.toBe(-1);
  expect(stubFor("tar-fs", "/app/node_modules/dockerode/node_modules/other/index.js")).toBe(-1);
  expect(stubFor("zlib", "/app/node_modules/@types/dockerode/index.js")).toBe(-1);
});
