import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Progress } from "../../../src/core/events.ts";
import { logText } from "../../../src/engine/output-line.ts";
import type { BuildSpec, Engine } from "../../../src/engine/port.ts";
import { buildOf, quietBuild } from "../../support/build-spec.ts";
import { cleanUp, engineAddresses, idle, never, newProject, open, removeImage } from "../../support/engines.ts";
import { startFaultProxy } from "../../support/fault-proxy.ts";
import { startRegistry, type TestRegistry } from "../../support/registry.ts";

describe.each(engineAddresses)("images on %s", (address) => {
  const project = newProject();
  const folder = mkdtempSync(`${tmpdir()}/wdl-build-`);
  let engine: Engine;
  const made: string[] = [];
  let registry: TestRegistry;
  /** What the registry has. */
  let image: string;
  let count = 0;

  beforeAll(async () => {
    engine = await open(address, { registryMs: [10] });
    registry = await startRegistry();
    image = await registry.add(`${project}:1`, project);
    made.push(image);
  });
  afterAll(async () => {
    await cleanUp(engine, project);
    await Promise.all(made.map((tag) => removeImage(address, tag)));
    await registry.close();
    engine.close();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string): void => {
    mkdirSync(`${folder}/${name}`.replace(/\/[^/]*$/, ""), { recursive: true });
    writeFileSync(`${folder}/${name}`, text);
  };
  const spec = (more: Partial<BuildSpec> = {}): BuildSpec => buildOf(`${project}-${++count}`, folder, more);
  const inFolder = (name: string): BuildSpec["context"] => ({ from: "folder", folder: `${folder}/${name}` });
  async function build(more: Partial<BuildSpec>, by: Engine = engine): Promise<[string, readonly Progress[]]> {
    const progress: Progress[] = [];
    const wanted = spec(more);
    made.push(...wanted.tags);
    const { id } = await by.buildImage(wanted, { ...quietBuild, onProgress: (step) => progress.push(step) });
    return [id, progress];
  }
  /** What a container of the image prints. */
  async function output(image: string, ...command: string[]): Promise<string> {
    const config = idle(project, { image, ...(command.length > 0 && { command }) });
    const id = await engine.createContainer({ name: `${project}-${++count}`, config }, never);
    await engine.startContainer(id, never);
    const lines: string[] = [];
    for await (const batch of engine.logs(id, { follow: true }, never)) lines.push(...batch.map(logText));
    return lines.join("\n");
  }

  test("the classic builder builds, and names the step that fails", async () => {
    write("classic/Dockerfile", "FROM busybox\nRUN echo built\n");
    const classic: Partial<BuildSpec> = { builder: "classic", context: inFolder("classic") };
    const [id, progress] = await build({ ...classic, noCache: true });
    expect(id).toMatch(/^sha256:/);
    expect(progress).toContainEqual({ part: "[2/2] RUN echo built", text: "built", kind: "printed" });
    write("classic/Dockerfile", "FROM busybox\nRUN echo why; false\n");
    await expect(build(classic)).rejects.toThrow(
      /at \[2\/2\] RUN echo why; false, Dockerfile:2: .*returned a non-zero code: 1.*\n {2}why/s,
    );
  });

  test("a build takes arguments, target, labels and tags, and tells its steps", async () => {
    write(
      "args/Dockerfile",
      "FROM busybox AS first\nARG WHAT\nRUN echo $WHAT > /what\nFROM first AS second\nRUN echo no > /what\n",
    );
    const tags = [`${project}-named`, `${project}-named:other`];
    const context = inFolder("args");
    const args = { WHAT: `value of ${project}` };
    const [id, progress] = await build({ context, args, target: "first", tags, labels: { here: "yes" } });
    expect(await output(id, "cat", "/what")).toBe(args.WHAT);
    const { images } = await engine.snapshot({ project, images: tags }, never);
    expect(tags.map((tag) => images[tag]?.id)).toEqual([id, id]);
    expect(images[id]?.labels).toMatchObject({ here: "yes" });
    const run = progress.filter(({ part }) => part?.includes("RUN echo"));
    expect(run.map(({ text }) => text)).toEqual(expect.arrayContaining(["started", "done"]));
    const [, again] = await build({ context, args, target: "first" });
    expect(again.filter(({ part }) => part?.includes("RUN")).map(({ text }) => text)).toContain("cached");
  });

  test("the context keeps links and modes, obeys the ignore file and belongs to root", async () => {
    write("ctx/Dockerfile", "FROM busybox\nCOPY . /c\n");
    write("ctx/run.sh", "#!/bin/sh\n");
    chmodSync(`${folder}/ctx/run.sh`, 0o755);
    write("ctx/deep/er/file", "x");
    write("ctx/node_modules/a/index.js", "x");
    write("ctx/logs/a.log", "x");
    write("ctx/logs/keep.log", "x");
    write("ctx/empty", "");
    write(`ctx/${"long".repeat(30)}/${"name".repeat(30)}`, "x");
    write("ctx/.dockerignore", "**/node_modules\nlogs\n!logs/keep.log\nDockerfile\n");
    symlinkSync("deep/er/file", `${folder}/ctx/link`);
    const [id] = await build({ context: inFolder("ctx") });
    const files = await output(id, "sh", "-c", "cd /c; find . ! -type d | sort; readlink link; stat -c '%a %u' run.sh");
    expect(files.split("\n").filter((line) => !/Dockerfile|\.dockerignore/.test(line))).toEqual([
      "./deep/er/file",
      "./empty",
      "./link",
      "./logs/keep.log",
      `./${"long".repeat(30)}/${"name".repeat(30)}`,
      "./run.sh",
      "deep/er/file",
      "755 0",
    ]);
  });

  test("a Dockerfile outside the context works, with an ignore file of its own", async () => {
    write("out/ctx/a", "x");
    write("out/ctx/b", "x");
    write("out/ctx/.dockerignore", "a\n");
    write("out/My.Dockerfile", "FROM busybox\nCOPY . /c\n");
    write("out/My.Dockerfile.dockerignore", "b\n");
    const [id] = await build({ context: inFolder("out/ctx"), dockerfile: { from: "file", path: "../My.Dockerfile" } });
    expect((await output(id, "ls", "/c")).split("\n")).toEqual(["a"]);
  });

  test("a step that fails is named, with what it printed", async () => {
    write("fail/Dockerfile", "FROM busybox\nRUN echo first line && echo second line && exit 3\n");
    const failing = build({ context: inFolder("fail") });
    await expect(failing).rejects.toMatchObject({ code: "build-failed" });
    await expect(failing).rejects.toThrow(
      /at \[2\/2\] RUN echo first line.*exit code: 3\n {2}first line\n {2}second line/s,
    );
  });

  test("a Dockerfile that is wrong is quoted with its line", async () => {
    write("wrong/Dockerfile", "FROM busybox\nNOPE x\n");
    const failing = build({ context: inFolder("wrong") });
    await expect(failing).rejects.toMatchObject({ code: "build-failed" });
    await expect(failing).rejects.toThrow(/line 2: unknown instruction: NOPE/);
  });

  test("a context or a Dockerfile that is not there is told before the engine is asked", async () => {
    await expect(build({ context: inFolder("nope") })).rejects.toMatchObject({ code: "file-not-found" });
    await expect(build({ dockerfile: { from: "file", path: "nope" } })).rejects.toMatchObject({
      code: "file-not-found",
    });
  });

  test("a build ends at once when it is aborted", async () => {
    write("slow/Dockerfile", `FROM busybox\nRUN sleep 30 # ${project}\n`);
    const reason = new Error("enough");
    const controller = new AbortController();
    const slow = engine.buildImage(spec({ context: inFolder("slow") }), {
      ...quietBuild,
      onProgress: ({ part }) => part?.includes("sleep") && controller.abort(reason),
      signal: controller.signal,
    });
    await expect(slow).rejects.toBe(reason);
  });

  describe.runIf(address.startsWith("unix://"))("with faults", () => {
    test("an engine that cannot ask us anything builds on what it has", async () => {
      write("alone/Dockerfile", "FROM busybox\nRUN echo alone > /out\n");
      const proxy = await startFaultProxy(address, [
        { action: { kind: "status", status: 403 }, match: /POST \/session/ },
      ]);
      const behind = await open(proxy.address);
      const [id] = await build({ builder: "buildkit-http", context: inFolder("alone") }, behind);
      expect(await output(id, "cat", "/out")).toBe("alone");
      const secrets = [{ id: "s", content: "secrets.s", source: { variable: "S" } }];
      await expect(build({ builder: "buildkit-http", context: inFolder("alone"), secrets }, behind)).rejects.toThrow(
        /takes no build sessions/,
      );
      behind.close();
      expect(proxy.unmet()).toEqual([]);
      await proxy.close();
    });

    test.each([
      ["cut", "engine-reply-broken"],
      ["end-early", "engine-reply-broken"],
      ["stall", "engine-silent"],
    ] as const)("a build's answer that is %s is no success", async (kind, code) => {
      write("part/Dockerfile", "FROM busybox\nRUN sleep 0.5\n");
      const proxy = await startFaultProxy(address, [{ action: { kind, bytes: 500 }, match: /POST \/build/ }]);
      const behind = await open(proxy.address, kind === "stall" ? { silenceMs: 3_000 } : {});
      const part: Partial<BuildSpec> = { builder: "buildkit-http", context: inFolder("part"), noCache: true };
      await expect(build(part, behind)).rejects.toMatchObject({ code });
      behind.close();
      expect(proxy.unmet()).toEqual([]);
      await proxy.close();
    });

    test("a pull that ends without the engine's last word is no success", async () => {
      const body = '{"status":"Pulling from library/busybox","id":"latest"}\n';
      const proxy = await startFaultProxy(address, [
        { action: { kind: "status", status: 200, body }, match: /POST \/images\/create/ },
      ]);
      const behind = await open(proxy.address, { retryMs: [10] });
      await expect(behind.pullImage("busybox", undefined, () => {}, never)).rejects.toMatchObject({
        code: "engine-reply-broken",
      });
      behind.close();
      expect(proxy.unmet()).toEqual([]);
      await proxy.close();
    });

    test("an error in the middle of a pull is told with the image's name", async () => {
      const body =
        '{"status":"Pulling fs layer","id":"abc"}\n{"errorDetail":{"message":"disk on fire"},"error":"disk on fire"}\n';
      const proxy = await startFaultProxy(address, [
        { action: { kind: "status", status: 200, body }, match: /POST \/images\/create/ },
      ]);
      const behind = await open(proxy.address);
      await expect(behind.pullImage("some/image:1", undefined, () => {}, never)).rejects.toMatchObject({
        code: "pull-failed",
        message: "cannot pull some/image:1: disk on fire",
      });
      behind.close();
      expect(proxy.unmet()).toEqual([]);
      await proxy.close();
    });
  });

  // A further engine may live in a network of its own.
  describe.skipIf(address !== engineAddresses[0])("with a registry on this host", () => {
    test("a pull tells its layers and gives the image, also a second time", async () => {
      const progress: Progress[] = [];
      const pull = () => engine.pullImage(image, undefined, (step) => progress.push(step), never);
      const first = await pull();
      expect(first).toMatchObject({ references: [image], labels: { from: "a test" } });
      expect(progress).toContainEqual({ part: expect.stringMatching(/^[0-9a-f]{12}$/), text: "Pull complete" });
      expect(await pull()).toEqual(first);
      const unknown = `${image.replace(/:1$/, "")}@sha256:${"0".repeat(64)}`;
      await expect(engine.pullImage(unknown, undefined, () => {}, never)).rejects.toMatchObject({
        code: "image-not-found",
      });
    });

    test("an image that the registry does not have is not found", async () => {
      await expect(engine.pullImage(image.replace(/:1$/, ":2"), undefined, () => {}, never)).rejects.toMatchObject({
        code: "image-not-found",
        message: expect.stringContaining(registry.host),
      });
    });

    test.each([401, 403, 429, 500])("a registry that answers %d ends a pull in an error", async (status) => {
      const mend = registry.fails({ match: /manifests|blobs/, fault: { kind: "status", status } });
      const pulling = engine.pullImage(image, undefined, () => {}, never);
      await expect(pulling).rejects.toMatchObject({
        code: expect.stringMatching(/^(pull-failed|image-not-found|login-needed)$/),
      });
      mend();
    });
  });

  test("a registry that is not there ends a pull in an error", async () => {
    const pulling = engine.pullImage("127.0.0.1:1/wdl/none:1", undefined, () => {}, never);
    await expect(pulling).rejects.toMatchObject({ code: "pull-failed" });
  });
});
