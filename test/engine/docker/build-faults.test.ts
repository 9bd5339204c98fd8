/** Builds that end otherwise than they should: cancelled, cut off, or with a context that can't be sent. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BuildSpec, Engine } from "../../../src/engine/port.ts";
import { buildOf, quietBuild } from "../../support/build-spec.ts";
import { engineAddresses, never, newProject, open, removeImage } from "../../support/engines.ts";
import { type FaultAction, startFaultProxy } from "../../support/fault-proxy.ts";

const [address = ""] = engineAddresses;
const buildkits = ["buildkit", "buildkit-http"] as const;

describe("a build", () => {
  const project = newProject();
  const folder = mkdtempSync(`${tmpdir()}/wdl-build-faults-`);
  let engine: Engine;
  beforeAll(async () => {
    engine = await open(address);
  });
  afterAll(async () => {
    await removeImage(address, project);
    engine.close();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string): void => {
    mkdirSync(`${folder}/${name}`.replace(/\/[^/]*$/, ""), { recursive: true });
    writeFileSync(`${folder}/${name}`, text);
  };
  const spec = (text: string, more: Partial<BuildSpec> = {}): BuildSpec =>
    buildOf(project, folder, { dockerfile: { from: "text", text }, noCache: true, ...more });
  const isRunning = (what: string): boolean =>
    execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
      .split("\n")
      .some((line) => line.startsWith(what));

  // Processes of the engine are seen where it runs on this machine.
  test.skipIf(!address.startsWith("unix://")).each(buildkits)(
    "by %s ends at the engine when it is cancelled",
    async (builder) => {
      const seconds = `${600 + Math.floor(Math.random() * 9_000)}.5`;
      const stop = new AbortController();
      const reason = new Error("enough");
      const cancelled = engine.buildImage(spec(`FROM busybox\nRUN sleep ${seconds}\n`, { builder }), {
        ...quietBuild,
        signal: stop.signal,
      });
      cancelled.catch(() => {});
      await expect.poll(() => isRunning(`sleep ${seconds}`)).toBe(true);
      stop.abort(reason);
      await expect(cancelled).rejects.toBe(reason);
      await expect.poll(() => isRunning(`sleep ${seconds}`), { timeout: 10_000 }).toBe(false);
    },
  );

  test("that is cancelled before it begins does not begin", async () => {
    const reason = new Error("enough");
    const building = engine.buildImage(spec("FROM busybox\n"), { ...quietBuild, signal: AbortSignal.abort(reason) });
    await expect(building).rejects.toBe(reason);
  });

  describe.runIf(address.startsWith("unix://"))("behind a proxy", () => {
    async function failing(action: FaultAction, path: RegExp, silenceMs?: number): Promise<unknown> {
      const proxy = await startFaultProxy(address, [{ action, match: path }]);
      const behind = await open(proxy.address, silenceMs === undefined ? {} : { silenceMs });
      const error = await behind
        .buildImage(spec("FROM busybox\nCOPY . /\nRUN sleep 8\n"), quietBuild)
        .catch((caught: unknown) => caught);
      behind.close();
      expect(proxy.unmet()).toEqual([]);
      await proxy.close();
      return error;
    }

    test("that cuts the connection fails, and so does one that goes silent", async () => {
      write("file", "x");
      const cut = { kind: "cut", bytes: 900 } as const;
      expect(await failing(cut, /POST \/grpc/)).toMatchObject({ code: "engine-reply-broken" });
      expect(await failing({ kind: "stall", bytes: 900 }, /POST \/grpc/, 2_000)).toMatchObject({
        code: "engine-silent",
      });
    });

    test("that refuses BuildKit's API is told so", async () => {
      expect(await failing({ kind: "status", status: 403 }, /POST \/grpc/)).toMatchObject({ code: "build-failed" });
    });

    test("that forbids the API has BuildKit behind POST /build", async () => {
      const proxy = await startFaultProxy(address, [{ action: { kind: "status", status: 403 }, match: /POST \/grpc/ }]);
      const behind = await open(proxy.address);
      expect(await engine.builderFacts(never)).toMatchObject({ kind: "buildkit" });
      expect(await behind.builderFacts(never)).toMatchObject({ kind: "buildkit-http" });
      behind.close();
      await proxy.close();
    });
  });

  test.skipIf(process.platform !== "linux").each(buildkits)(
    "by %s that is cancelled while it sends lets go of its files",
    async (builder) => {
      write("sends/large", "");
      truncateSync(`${folder}/sends/large`, 2 ** 33);
      const isOpen = (): boolean =>
        readdirSync("/proc/self/fd").some((fd) => {
          try {
            return readlinkSync(`/proc/self/fd/${fd}`) === `${folder}/sends/large`;
          } catch {
            return false;
          }
        });
      const stop = new AbortController();
      const context = { from: "folder", folder: `${folder}/sends` } as const;
      const sending = engine.buildImage(spec("FROM busybox\nCOPY large /\n", { builder, context }), {
        ...quietBuild,
        signal: stop.signal,
      });
      sending.catch(() => {});
      await expect.poll(isOpen).toBe(true);
      stop.abort(new Error("enough"));
      await expect(sending).rejects.toThrow("enough");
      await expect.poll(isOpen, { timeout: 5_000 }).toBe(false);
    },
  );

  test.each([...buildkits, "classic"] as const)("by %s fails of what it cannot send, and names it", async (builder) => {
    mkdirSync(`${folder}/odd`, { recursive: true });
    writeFileSync(Buffer.from(`${folder}/odd/name-\xff`, "latin1"), "x");
    const context = { from: "folder", folder: `${folder}/odd` } as const;
    await expect(engine.buildImage(spec("FROM busybox\nCOPY . /\n", { builder, context }), quietBuild)).rejects.toThrow(
      /the name of name-\uFFFD in the build context/,
    );
  });
});
