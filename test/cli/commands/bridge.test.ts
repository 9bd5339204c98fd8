/** `bridge`: what is asked of the engine, what is refused, and that no container is left on any way out. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Pack, pack } from "tar-stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WindlassError } from "../../../src/core/errors.ts";
import type { ContainerConfig } from "../../../src/engine/container-config.ts";
import type { CreateContainer, Engine, FileCopy } from "../../../src/engine/port.ts";
import { type Ended, inProcess, soon } from "../../support/commands.ts";
import { fakeShell, type TestContext } from "../../support/process-context.ts";
import { TalkingEngine } from "../../support/talking-engine.ts";

/** One whose transformations write a file, and whose containers end when a test says so. */
class TransformingEngine extends TalkingEngine {
  readonly created: ContainerConfig[] = [];

  override readonly writeArchive: Engine["writeArchive"] = async (_id, _folder, tar) => {
    for await (const _ of tar);
  };

  override readonly readArchive: Engine["readArchive"] = async (_id, path) => {
    const tar = pack();
    tar.entry({ name: `${path.slice(1)}/`, type: "directory" });
    tar.entry({ name: `${path.slice(1)}/made.yaml` }, "made\n");
    tar.finalize();
    return chunksOf(tar);
  };

  /** A call that fails. */
  refuses: "createContainer" | "copyIn" | "startContainer" | undefined;

  override async createContainer(container: CreateContainer): Promise<string> {
    this.#refuse("createContainer");
    this.created.push(container.config);
    return super.createContainer(container);
  }

  override async copyIn(id: string, files: readonly FileCopy[]): Promise<void> {
    this.#refuse("copyIn");
    return super.copyIn(id, files);
  }

  override async startContainer(id: string): Promise<void> {
    this.#refuse("startContainer");
    return super.startContainer(id);
  }

  #refuse(call: string): void {
    if (this.refuses === call) throw new WindlassError("engine-refused", call);
  }

  /** What it prints, and how it ends. */
  ends(exitCode: number): void {
    this.onTalk = (talk) => {
      talk.says("working\n");
      void soon().then(() => {
        for (const { name } of this.containers.values()) this.become(name, { state: "exited", exitCode });
        talk.falls();
      });
    };
  }
}

/** Node itself would wait for ever for the end of such a stream. */
async function* chunksOf(tar: Pack): AsyncGenerator<Uint8Array> {
  yield* tar;
}

let engine: TransformingEngine;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "windlass-bridge-"));
  engine = new TransformingEngine();
  engine.addImage("web", { exposed: ["443/tcp"] });
  engine.addImage("mine");
});
afterEach(() => rm(folder, { recursive: true }));

const shell = (): TestContext => ({
  ...fakeShell({ "/app/compose.yaml": "name: shop\nservices: {web: {image: web}}\n" }, engine),
  user: { uid: 1000, gid: 100 },
});
const convert = (argv: string, at = shell()): Promise<Ended> =>
  inProcess(["bridge", "convert", "-o", join(folder, "out"), ...argv.split(" ").filter(Boolean)], at);

test("a transformation runs as the user, with its folders as volumes of its own", async () => {
  engine.ends(0);
  expect(await convert("-t mine")).toEqual({ code: 0, out: "working\n", err: "" });
  expect(engine.created).toMatchObject([
    {
      image: "mine",
      user: "1000",
      environment: { LICENSE_AGREEMENT: "true" },
      mounts: ["/in", "/out"].map((target) => ({ type: "volume", target, noCopy: true })),
    },
  ]);
  expect(await readFile(join(folder, "out/made.yaml"), "utf8")).toBe("made\n");
  expect(engine.containers.size).toBe(0);
});

test("without one named it is the usual one, which is pulled where it is missing", async () => {
  engine.ends(0);
  engine.registry.set("docker/compose-bridge-kubernetes", engine.addImage("mine"));
  const { code, err } = await convert("");
  expect(code).toBe(0);
  expect(err).toContain(" Image docker/compose-bridge-kubernetes Pulled");
});

test("what fails leaves neither a container nor an output, and what was there stays", async () => {
  engine.ends(0);
  await convert("-t mine");
  await writeFile(join(folder, "out/before"), "");
  engine.ends(4);
  expect((await convert("-t mine")).err).toContain("error[transformation-failed]: mine exited with code 4\n");
  engine.ends(0);
  for (const step of ["createContainer", "copyIn", "startContainer"] as const) {
    engine.refuses = step;
    expect(await convert("-t mine")).toMatchObject({
      code: 1,
      err: expect.stringContaining(`error[engine-refused]: ${step}`),
    });
  }
  expect(engine.containers.size).toBe(0);
  expect((await readdir(join(folder, "out"))).toSorted()).toEqual(["before", "made.yaml"]);
  expect(await readdir(folder)).toEqual(["out"]);
});

test("Ctrl-C removes the container", async () => {
  const at = shell();
  const over = convert("-t mine", at);
  await expect.poll(() => engine.talks.length).toBe(1);
  at.interrupt();
  expect(await over).toMatchObject({ code: 130, err: "" });
  expect(engine.containers.size).toBe(0);
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ["-o .", "error[usage]: the output folder . is replaced, and holds other files"],
  ["-o ..", "error[usage]: the output folder .. is replaced, and holds other files"],
  ["-o compose.yaml", "error[not-a-file]: compose.yaml is a file, not a folder"],
  ["--templates nowhere", "error[file-not-found]: no such file or directory: nowhere"],
])("%s is refused before anything is made", async (flags, message) => {
  const { code, err } = await convert(`-t mine ${flags}`);
  expect(code).toBe(1);
  expect(err).toContain(message);
  expect(engine.calls).toEqual([]);
});

test("--dry-run says what would be done", async () => {
  const { code, err } = await inProcess(["--dry-run", "bridge", "convert", "-t", "mine"], shell());
  expect({ code, err }).toEqual({ code: 0, err: "would convert shop by mine to /app/out\n" });
  expect(engine.calls).toEqual([]);
});

test("the help of a group of commands names the group", async () => {
  expect((await inProcess(["bridge", "transformations"], shell())).out).toContain(
    "Usage: windlass bridge transformations <command>\n",
  );
});
