/** The image of the command, built on a base with glibc, with the engine's socket. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { base, composeFolder, noCleanRoot } from "../support/clean-root.ts";
import { published, versionLine } from "../support/release.ts";

const dockerfile = join(import.meta.dirname, "../../packaging/image/Dockerfile");
const socket = (process.env.DOCKER_HOST || "unix:///var/run/docker.sock").replace(/^unix:\/\//, "");
const why = noCleanRoot || (socket.startsWith("/") ? "" : " (skipped: the engine has no socket here)");

test.skipIf(why !== "")(`the image has the command, and talks to the engine of the socket${why}`, async () => {
  await using folder = composeFolder(`
services:
  windlass:
    build:
      context: "${published}"
      dockerfile: "${dockerfile}"
      args: {BASE: "${base}"}
    network_mode: none
    volumes: ["${socket}:/var/run/docker.sock"]
`);
  expect(await folder.windlass("build", "--quiet")).toMatchObject({ code: 0 });
  expect(await folder.windlass("run", "--rm", "-T", "windlass", "version")).toMatchObject({
    code: 0,
    stdout: versionLine,
  });
  const seen = await folder.windlass(
    "run",
    "--rm",
    "-T",
    "windlass",
    "-p",
    folder.project,
    "ps",
    "--all",
    "--format",
    "json",
  );
  expect(JSON.parse(seen.stdout)).toMatchObject({ Project: folder.project, Service: "windlass", State: "running" });
  expect(seen.code).toBe(0);
});

let release: string;
beforeEach(() => {
  release = mkdtempSync(join(tmpdir(), "windlass-image-"));
  for (const name of ["windlass-linux-x64", "windlass-linux-arm64", "LICENSE", "LICENSES.txt"])
    writeFileSync(join(release, name), name);
});
afterEach(() => rmSync(release, { recursive: true }));

test.skipIf(why !== "").each([
  ["amd64", "windlass-linux-x64"],
  ["arm64", "windlass-linux-arm64"],
])(`an image for %s has the executable for it${why}`, async (architecture, executable) => {
  await using folder = composeFolder(`
services:
  windlass:
    platform: linux/${architecture}
    build:
      context: "${release}"
      dockerfile: "${dockerfile}"
      args: {BASE: scratch}
    network_mode: none
`);
  expect(await folder.windlass("create", "--build")).toMatchObject({ code: 0 });
  expect(await folder.windlass("cp", "windlass:/usr/bin/windlass", join(release, "out"))).toMatchObject({ code: 0 });
  expect(readFileSync(join(release, "out"), "utf8")).toBe(executable);
});
