/** A large context is never held: what the built command takes at its highest, as Linux counts it. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, expect, test } from "vitest";
import { engineAddresses, newProject, removeImage } from "../../support/engines.ts";
import { commandLine } from "../../support/program.ts";

const [address = ""] = engineAddresses;
const project = newProject();
const folder = mkdtempSync(`${tmpdir()}/wdl-build-memory-`);
afterAll(async () => {
  await removeImage(address, project);
  rmSync(folder, { recursive: true });
});

const isLinux = process.platform === "linux";

test.skipIf(!isLinux)(
  `a context of 200 MB is sent in less memory than it has${isLinux ? "" : " (skipped: not on Linux)"}`,
  async () => {
    writeFileSync(`${folder}/large`, "");
    truncateSync(`${folder}/large`, 200_000_000);
    writeFileSync(`${folder}/Dockerfile`, "FROM busybox\nCOPY large /\n");
    writeFileSync(`${folder}/compose.yaml`, `name: ${project}\nservices:\n  a:\n    image: ${project}\n    build: .\n`);
    const child = spawn(...commandLine(["build"]), {
      cwd: folder,
      stdio: "ignore",
      env: { ...process.env, DOCKER_HOST: address },
    });
    let peak = 0;
    const looking = setInterval(() => {
      // Gone between two looks is gone.
      try {
        const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
        peak = Math.max(peak, Number(kilobytes ?? 0));
      } catch {}
    }, 50);
    const code = await new Promise((resolve) => child.on("exit", resolve));
    clearInterval(looking);
    expect(code).toBe(0);
    expect(peak).toBeGreaterThan(10_000);
    expect(peak / 1024).toBeLessThan(150);
  },
);
