/** `lock`, `update` and `--locked`, in front of an engine in memory. */
import { beforeEach, describe, expect, test } from "vitest";
import { run } from "../../../src/cli/run.ts";
import { WindlassError } from "../../../src/core/errors.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { fakeShell } from "../../support/process-context.ts";

const text = `name: shop
services:
  web:
    image: nginx:\${TAG:-1.27}
  db:
    image: redis
    profiles: [data]
`;
const lockFile = "/app/compose.lock.yaml";
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const [old, fresh] = [digest("a"), digest("b")];
const platforms = [{ platform: "linux/amd64", digest: digest("1") }, { platform: "linux/arm64" }];

let engine: MemoryEngine;
/** What the folder has, with what commands save. */
let files: Record<string, string>;

beforeEach(() => {
  engine = new MemoryEngine();
  files = { "/app/compose.yaml": text };
  engine.tags.set("nginx:1.27", { digest: old, platforms });
  engine.tags.set("redis", { digest: digest("c"), platforms: [] });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function windlass(argv: string, options: Parameters<typeof fakeShell>[2] = {}): Promise<Ended> {
  const shell = fakeShell(files, engine, options);
  const code = await run(argv.split(" "), shell);
  files = { ...files, ...Object.fromEntries(shell.saved) };
  return { code, out: shell.out.text, err: shell.err.text };
}

/** An image that the registry gives by its digest, and by its tag where it stands for it. */
function publish(image: string, one: string, alsoByTag: boolean): void {
  const fact = engine.registry.get(`${image}@${one}`) ?? engine.addImage(`${image}@${one}`);
  engine.images.delete(`${image}@${one}`);
  engine.registry.set(`${image}@${one}`, fact);
  if (!alsoByTag) return;
  engine.registry.set(image, fact);
  engine.tags.set(image, { digest: one, platforms });
}

describe("lock", () => {
  test("writes the digests of all services, whatever their profiles, beside the file", async () => {
    expect(await windlass("lock")).toEqual({
      code: 0,
      err: "",
      out: `  + nginx:1.27  sha256:aaaaaaaaaaaa…  linux/amd64, linux/arm64
  + redis       sha256:cccccccccccc…
Wrote compose.lock.yaml: 2 added
`,
    });
    expect(files[lockFile]).toContain(`images:
  nginx:1.27:
    digest: ${old}
    checked_at: "2026-01-01T00:10:00Z"
    platforms:
      linux/amd64: ${digest("1")}
      linux/arm64: null
  redis:
    digest: ${digest("c")}
`);
  });

  test("keeps what is locked, asks no registry for it, and writes nothing where nothing changes", async () => {
    await windlass("lock");
    engine.tags.clear();
    const before = files[lockFile];
    files[lockFile] = `# Mine.\n${before}`;
    expect((await windlass("lock")).out).toContain("compose.lock.yaml is up to date: 2 images\n");
    expect(files[lockFile]).toBe(`# Mine.\n${before}`);
  });

  test("adds what is new and removes what no service uses", async () => {
    await windlass("lock");
    engine.tags.set("nginx:1.28", { digest: fresh, platforms });
    const { out } = await windlass("lock", { env: { TAG: "1.28" } });
    expect(out).toBe(`  - nginx:1.27  sha256:aaaaaaaaaaaa…  no service uses it
  + nginx:1.28  sha256:bbbbbbbbbbbb…  linux/amd64, linux/arm64
Wrote compose.lock.yaml: 1 added, 1 removed, 1 unchanged
`);
    expect(files[lockFile]).not.toContain("nginx:1.27");
  });

  test("--dry-run writes nothing; --format json has all of it", async () => {
    expect((await windlass("--dry-run lock")).out).toContain("Would write compose.lock.yaml: 2 added\n");
    expect(files[lockFile]).toBeUndefined();
    expect(JSON.parse((await windlass("lock --format json")).out)).toEqual({
      file: lockFile,
      written: true,
      images: [
        {
          image: "nginx:1.27",
          change: "added",
          services: ["web"],
          to: old,
          checked_at: "2026-01-01T00:10:00Z",
          platforms: { "linux/amd64": digest("1"), "linux/arm64": null },
        },
        expect.objectContaining({ image: "redis", services: ["db"] }),
      ],
    });
  });

  test("an image that can't be looked up is an error with its line, and nothing is written", async () => {
    engine.failing.set("resolve nginx:1.27", new WindlassError("registry-failed", "cannot look up nginx:1.27"));
    engine.failing.set("resolve redis", new WindlassError("login-needed", "cannot look up redis", { hint: "log in" }));
    const { code, err } = await windlass("lock");
    expect(code).toBe(1);
    expect(err).toContain("error[registry-failed]: cannot look up nginx:1.27\n --> compose.yaml:4:12\n");
    expect(err).toContain("error[login-needed]: cannot look up redis\n --> compose.yaml:6:12\n");
    expect(files[lockFile]).toBeUndefined();
  });

  test("a project in the user's cache gets no lock file", async () => {
    files = { "/home/me/.cache/windlass/git/0/shop/compose.yaml": text };
    const { code, err } = await windlass("-f /home/me/.cache/windlass/git/0/shop/compose.yaml lock");
    expect(code).toBe(1);
    expect(err).toContain("error[output-failed]: cannot write a lock file: the Compose file is not on this machine\n");
  });

  test("a folder that can't be written to is an error", async () => {
    files = { "/nowhere/compose.yaml": text };
    expect((await windlass("-f /nowhere/compose.yaml lock")).err).toContain(
      "error[output-failed]: cannot write /nowhere/",
    );
  });
});

describe("lock --check", () => {
  test("is content with a lock file that has the project's images and no others", async () => {
    await windlass("lock");
    engine.tags.clear();
    const checked = await windlass("lock --check");
    expect(checked).toEqual({ code: 0, out: "compose.lock.yaml fits the project: 2 images\n", err: "" });
  });

  test("tells what is missing and what is left over, each with its line, and fails", async () => {
    await windlass("lock");
    const { code, out } = await windlass("lock --check", { env: { TAG: "1.28" } });
    expect(code).toBe(1);
    expect(out).toContain("error[image-not-locked]: nginx:1.28 is not in the lock file\n --> compose.yaml:4:12\n");
    expect(out).toContain("error[lock-unused]: no service uses nginx:1.27\n --> compose.lock.yaml:6:13\n");
    expect(out).toMatch(/\ncompose\.lock\.yaml does not fit the project: 2 errors\n$/);
    const json = JSON.parse((await windlass("lock --check --format json", { env: { TAG: "1.28" } })).out);
    expect(json).toMatchObject({ valid: false, errors: 2 });
  });

  test("fails without a lock file", async () => {
    const { code, err } = await windlass("lock --check");
    expect(code).toBe(1);
    expect(err).toBe(
      "error[lock-not-found]: there is no lock file compose.lock.yaml\n = hint: make it with `windlass lock`\n",
    );
  });
});

describe("--locked", () => {
  beforeEach(() => publish("nginx:1.27", old, true));

  test.each(["up -d", "create", "run --rm web", "pull", "plan", "plan up", "graph plan"])(
    "%s refuses an image that the lock lacks, with its line, before the first call",
    async (command) => {
      files[lockFile] = "version: 1\nimages: {}\n";
      const { code, err } = await windlass(`${command.replace(/^\w+( plan)?( up)?/, "$& --locked")}`);
      expect(code).toBe(1);
      expect(err).toContain("error[image-not-locked]: nginx:1.27 is not in the lock file\n --> compose.yaml:4:12\n");
      expect(engine.calls).toEqual([]);
    },
  );

  test("a lock file with a mistake is refused with its line", async () => {
    files[lockFile] = "version: 1\nimages:\n  nginx:1.27: {digets: abc}\n";
    const { code, err } = await windlass("up -d --locked");
    expect(code).toBe(1);
    expect(err).toContain("error[lock-invalid]: unknown key `digets` in the lock file\n --> compose.lock.yaml:3:16\n");
    expect(engine.calls).toEqual([]);
  });

  test("what can't be pulled is told with the line of its digest, that of a hook's image, too", async () => {
    files["/app/compose.yaml"] = text.replace("1.27}\n", '1.27}\n    pre_start: [{image: busybox, command: "true"}]\n');
    engine.tags.set("busybox", { digest: fresh, platforms });
    await windlass("lock");
    const { code, err } = await windlass("up -d --locked");
    expect(code).toBe(1);
    expect(err).toContain(`there is no image "busybox:latest@${fresh}"\n --> compose.lock.yaml:6:13\n`);
  });

  test("without a lock file nothing is done", async () => {
    expect((await windlass("up -d --locked")).err).toContain("error[lock-not-found]: there is no lock file");
    expect(engine.calls).toEqual([]);
  });

  test("runs what is locked after the tag has moved, until an update", async () => {
    await windlass("lock");
    publish("nginx:1.27", fresh, true);
    await windlass("up -d --locked");
    expect(engine.calls).toContain(`pull nginx:1.27@${old}`);
    expect((await windlass("up -d --locked")).err).toContain("nothing to do");
    await windlass("update -y");
    const { out } = await windlass("plan --locked");
    expect(out).toContain(
      "image: nginx:1.27@sha256:aaaaaaaaaaaa… → nginx:1.27@sha256:bbbbbbbbbbbb… (compose.lock.yaml:6)",
    );
    await windlass("up -d --locked");
    const [container, ...others] = engine.containers.values();
    expect(others).toEqual([]);
    expect(container?.imageId).toBe(engine.registry.get(`nginx:1.27@${fresh}`)?.id);
    expect((await windlass("up -d --locked")).err).toContain("nothing to do");
  });

  test("where lock and tag are one image, nothing is recreated by turns with and without the lock", async () => {
    await windlass("lock");
    await windlass("up -d");
    engine.addImage(`nginx:1.27@${old}`, engine.registry.get("nginx:1.27"));
    for (const up of ["up -d --locked", "up -d", "up -d --locked"])
      expect((await windlass(up)).err).toContain("nothing to do");
    await windlass("up -d --locked --force-recreate");
    expect((await windlass("up -d")).err).toContain("nothing to do");
    expect([...engine.containers.values()].map(({ config }) => config.image)).toEqual([`nginx:1.27@${old}`]);
  });

  test("where the tag is another image here, up without the lock says so", async () => {
    await windlass("lock");
    await windlass("up -d --locked");
    engine.addImage("nginx:1.27");
    const { out } = await windlass("plan");
    expect(out).toMatch(/recreate +image changed\n +image: nginx:1\.27 \([0-9a-f]+\) → [0-9a-f]+ \(compose\.yaml:4\)/);
  });

  test("a pull brings the digests, and pull_policy: always asks for them once", async () => {
    files["/app/compose.yaml"] = text.replace("1.27}\n", "1.27}\n    pull_policy: always\n");
    await windlass("lock");
    await windlass("pull --locked");
    expect(engine.calls).toEqual([`pull nginx:1.27@${old}`]);
    await windlass("up -d --locked");
    expect(engine.calls.filter((call) => call.startsWith("pull"))).toHaveLength(1);
  });
});

describe("update", () => {
  beforeEach(async () => {
    await windlass("lock");
    engine.tags.set("nginx:1.27", { digest: fresh, platforms });
  });
  const shown = "  ~ image: nginx:1.27 sha256:aaaaaaaaaaaa… → sha256:bbbbbbbbbbbb… (compose.lock.yaml:6)\n";

  test("shows old and new digest with the line, asks, writes, and says what comes next", async () => {
    const { code, out, err } = await windlass("update", { answers: ["y"] });
    expect({ code, out, err }).toEqual({
      code: 0,
      out: `${shown}Wrote compose.lock.yaml: 1 changed, 1 unchanged\nApply it with: windlass up -d --locked web\n`,
      err: "Write compose.lock.yaml? [y/N] \n",
    });
    expect(files[lockFile]).toContain(fresh);
    expect(files[lockFile]).not.toContain(old);
  });

  test("writes nothing where the answer is no, and that is no success", async () => {
    const before = files[lockFile];
    expect(await windlass("update", { answers: [""] })).toMatchObject({
      code: 1,
      out: `${shown}Not written: compose.lock.yaml\n`,
    });
    expect(files[lockFile]).toBe(before);
  });

  test("--dry-run shows and asks nothing; without news there is nothing to ask", async () => {
    const { code, out, err } = await windlass("--dry-run update");
    expect({ code, out, err }).toEqual({
      code: 0,
      out: `${shown}Would write compose.lock.yaml: 1 changed, 1 unchanged\n`,
      err: "",
    });
    await windlass("update -y");
    const before = files[lockFile];
    expect((await windlass("update")).out).toContain("compose.lock.yaml is up to date: 2 images\n");
    expect(files[lockFile]).toBe(before);
  });

  test("of one service asks for its image alone, and leaves what no service uses", async () => {
    engine.tags.delete("nginx:1.27");
    engine.tags.set("redis", { digest: fresh, platforms });
    const { code, out } = await windlass("update -y db", { env: { TAG: "1.28" } });
    expect(code).toBe(0);
    expect(out).toContain("~ image: redis sha256:cccccccccccc… → sha256:bbbbbbbbbbbb… (compose.lock.yaml:");
    expect(files[lockFile]).toContain("nginx:1.27");
    expect((await windlass("update -y dbb")).err).toContain("no such service: dbb");
  });

  test("--format json needs no one to answer", async () => {
    expect((await windlass("update --format json")).err).toContain("--format json needs --yes or --dry-run");
    const { images, written } = JSON.parse((await windlass("update -y --format json")).out);
    expect(written).toBe(true);
    expect(images[0]).toMatchObject({ image: "nginx:1.27", change: "moved", from: old, to: fresh, services: ["web"] });
  });

  test("needs a lock file", async () => {
    delete files[lockFile];
    expect((await windlass("update")).err).toContain("error[lock-not-found]");
  });
});
