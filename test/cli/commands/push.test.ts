/** What `push` does with images, in front of an engine in memory. */
import { beforeEach, describe, expect, test } from "vitest";
import { run } from "../../../src/cli/run.ts";
import { WindlassError } from "../../../src/core/errors.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { fakeShell } from "../../support/process-context.ts";

const files = {
  "/app/web/Dockerfile": "FROM busybox",
  "/app/compose.yaml": `name: shop
services:
  web:
    build: {context: ./web, tags: [shop/web:latest, shop/web:1]}
    image: shop/web:1
    depends_on: [api]
  api: {image: shop/api:1, build: ./web}
  again: {image: shop/api:1, build: ./web}
  local: {build: ./web}
  db: {image: redis:7}
`,
};

let engine: MemoryEngine;

beforeEach(() => {
  engine = new MemoryEngine();
  for (const image of ["shop/web:1", "shop/web:latest", "shop/api:1"]) engine.addImage(image);
});

async function windlass(argv: string): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const shell = fakeShell(files, engine, { env: {} });
  const code = await run(argv.split(" "), shell);
  return { code, out: shell.out.text, err: shell.err.text };
}

describe("push", () => {
  test("brings each tag of what is built to its registry once, tells its digest, and says what it leaves out", async () => {
    const { code, err } = await windlass("push");
    expect(code).toBe(0);
    expect(engine.calls.toSorted()).toEqual(["push shop/api:1", "push shop/web:1", "push shop/web:latest"]);
    expect(err).toContain(" Image shop-local Skipped No image name to push to\n");
    expect(err).toContain(" Image redis:7 Skipped No build, so its image is not pushed\n");
    expect(err).toContain(` Image shop/web:1 Pushed ${engine.images.get("shop/web:1")?.id}\n`);
    expect(err).toMatch(/3 images pushed \(\d/);
  });

  test("pushes for the named services alone, and with --include-deps for those that they depend on", async () => {
    await windlass("push web");
    expect(engine.calls.toSorted()).toEqual(["push shop/web:1", "push shop/web:latest"]);
    engine.calls.splice(0);
    await windlass("push --include-deps web");
    expect(engine.calls).toContain("push shop/api:1");
  });

  test("tells each image that the engine lacks, with its line, before anything is pushed", async () => {
    engine.images.delete("shop/web:latest");
    engine.images.delete("shop/api:1");
    const { code, err } = await windlass("push");
    expect(code).toBe(1);
    expect(engine.calls).toEqual([]);
    expect(err).toContain(
      'error[image-missing]: the image shop/web:latest of service "web" does not exist on the engine',
    );
    expect(err).toContain("compose.yaml:4:36");
    expect(err).toContain('the image shop/api:1 of service "again"');
    expect(err).toContain("hint: build it first: windlass build again");
  });

  test("a failure is one with its service and line, and with --ignore-push-failures none", async () => {
    engine.failing.set("push shop/web:latest", new WindlassError("push-failed", "cannot push shop/web:latest: EOF"));
    const failed = await windlass("push");
    expect(failed.code).toBe(1);
    expect(failed.err).toContain('error[push-failed]: service "web": cannot push shop/web:latest: EOF');
    expect(failed.err).toContain("compose.yaml:4:36");
    const ignored = await windlass("push --ignore-push-failures");
    expect(ignored.code).toBe(0);
    expect(ignored.err).toContain('warning[push-failed]: service "web": cannot push shop/web:latest: EOF');
    expect(ignored.err).toContain("2 images pushed");
  });

  test("--ignore-push-failures goes on without what the engine lacks", async () => {
    engine.images.delete("shop/api:1");
    const { code, err } = await windlass("push --ignore-push-failures");
    expect(code).toBe(0);
    expect(err).toContain("warning[image-missing]");
    expect(engine.registry.has("shop/web:1")).toBe(true);
  });

  test("--quiet says nothing, --dry-run and plan push nothing and show what would be", async () => {
    expect((await windlass("push --quiet")).err).toBe("");
    engine.calls.splice(0);
    for (const argv of ["--dry-run push", "plan push"]) {
      const { out } = await windlass(argv);
      expect(out).toMatch(/image +shop\/web:latest +push +requested by `push`/);
      expect(out).toContain("Plan: 3 to push; 2 unchanged.");
    }
    expect(engine.calls).toEqual([]);
  });

  test("as JSON the digest is a key of its own", async () => {
    const { err } = await windlass("--progress json push api");
    const lines = err
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.find(({ event }) => event === "step-done")).toMatchObject({
      id: "Image shop/api:1",
      text: "Pushed",
      digest: engine.images.get("shop/api:1")?.id,
    });
  });
});

describe("what people look for here and is docker's", () => {
  test.each(["login", "logout"])("%s says so", async (name) => {
    const { code, err } = await windlass(name);
    expect(code).not.toBe(0);
    expect(err).toContain(`run docker ${name}: Windlass uses the same logins`);
  });
});
