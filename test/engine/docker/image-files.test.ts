/** Images as files on a real engine: out, back in, made of a tar; and what is never taken for a success. */
import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/port.ts";
import { engineAddresses, never, newProject, open, removeImage } from "../../support/engines.ts";
import { type FaultAction, startFaultProxy } from "../../support/fault-proxy.ts";

async function tarOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const tar = pack();
  for (const [name, text] of Object.entries(files)) tar.entry({ name, mtime: new Date(0) }, text);
  tar.finalize();
  return buffer(tar);
}

async function* stream(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, undefined> {
  yield* chunks;
}

const collected = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

describe.each(engineAddresses)("images as files on %s", (address) => {
  const project = newProject();
  const [one, two] = [`${project}-one:1`, `${project}-two:1`];
  let engine: Engine;
  const ids: string[] = [];

  beforeAll(async () => {
    engine = await open(address);
    for (const [name, changes] of [
      [`${project}-one`, ["ENV WHO=one", 'CMD ["/one"]']],
      [`${project}-two`, []],
    ] as const) {
      const large = randomBytes(300_000).toString("latin1");
      const tar = stream(await tarOf({ file: `${project} ${name}`, large }));
      ids.push(await engine.importImage(tar, { repository: name, tag: "1", message: "why", changes }, never));
    }
  });
  afterAll(async () => {
    await Promise.all(
      [one, two, `${project}-three:latest`, `${project}-junk:latest`].map((name) => removeImage(address, name)),
    );
    engine.close();
  });

  test("an import has a name, a message and changes", async () => {
    const image = await engine.findImage(one, undefined, never);
    expect(image).toMatchObject({ id: ids[0], references: [one], command: ["/one"], environment: { WHO: "one" } });
    const history = await engine.imageHistory(one, undefined, never);
    expect(history).toMatchObject([{ id: ids[0], comment: "why", tags: [one] }]);
    expect(await engine.imageDocument(one, undefined, never)).toMatchObject({ Id: ids[0], RepoTags: [one] });
    expect(await engine.imageDocument(`${project}-none`, undefined, never)).toBeUndefined();
  });

  test("what is no tar is no image", async () => {
    const spec = { repository: `${project}-junk`, tag: "", message: "", changes: [] };
    const importing = engine.importImage(stream(Buffer.from("no tar".repeat(1_000))), spec, never);
    await expect(importing).rejects.toMatchObject({ code: "engine-refused", message: /import the image/ });
  });

  test("a tag is a further name, which can be taken away again", async () => {
    const three = { repository: `${project}-three`, tag: "" };
    await engine.tagImage(one, three, never);
    expect((await engine.findImage(`${project}-three`, undefined, never))?.id).toBe(ids[0]);
    await engine.removeImage(`${project}-three`, never);
    expect((await engine.findImage(one, undefined, never))?.references).toEqual([one]);
    await expect(engine.tagImage(`${project}-none`, three, never)).rejects.toMatchObject({ code: "image-missing" });
  });

  test("images come back from one archive with their names and ids", async () => {
    const archive = await collected(await engine.saveImages([one, two], undefined, never));
    for (const name of [one, two]) await engine.removeImage(name, never);
    expect(await engine.findImage(one, undefined, never)).toBeUndefined();
    // An engine tells them in no order.
    const loaded = await engine.loadImages(stream(archive), {}, never);
    expect({ ...loaded, references: loaded.references.toSorted() }).toEqual({ references: [one, two].sort(), ids: [] });
    const found = await Promise.all([one, two].map((name) => engine.findImage(name, undefined, never)));
    expect(found.map((image) => image?.id)).toEqual(ids);
    const [first = ""] = ids;
    const unnamed = await collected(await engine.saveImages([first], undefined, never));
    expect(await engine.loadImages(stream(unnamed), {}, never)).toEqual({ references: [], ids: [first] });
  });

  test("an image that the engine does not have is told, and so is a platform", async () => {
    await expect(engine.saveImages([`${project}-none`], undefined, never)).rejects.toMatchObject({
      message: expect.stringContaining(`${project}-none`),
    });
    await expect(engine.saveImages([one], "linux/s390x", never)).rejects.toMatchObject({
      code: expect.stringMatching(/^(engine-|image-)/),
    });
  });

  test.each([
    ["junk", async () => stream(Buffer.from("no tar".repeat(1_000)))],
    ["an empty tar", async () => stream(Buffer.alloc(1_024))],
    ["a tar of something else", async () => stream(await tarOf({ file: "x" }))],
    [
      "half an archive",
      async () => stream((await collected(await engine.saveImages([one], undefined, never))).subarray(0, 20_000)),
    ],
  ])("%s does not load", async (_what, archive) => {
    await expect(engine.loadImages(await archive(), {}, never)).rejects.toMatchObject({
      code: expect.stringMatching(/^engine-(refused|reply-broken)$/),
    });
  });

  test("an archive whose layer was changed does not load", async () => {
    const archive = await collected(await engine.saveImages([two], undefined, never));
    // Nearly all of the archive is the layer, which does not get smaller where the engine keeps it packed.
    archive.fill(0x20, archive.length >> 1, (archive.length >> 1) + 10);
    await engine.removeImage(two, never);
    const loading = engine.loadImages(stream(archive), {}, never);
    await expect(loading).rejects.toMatchObject({ code: "engine-refused", hint: expect.stringContaining("damaged") });
    // With containerd's store the name is there, and nothing of the layer behind it.
    if ((await engine.builderFacts(never)).store === "graph-driver")
      expect(await engine.findImage(two, undefined, never)).toBeUndefined();
    await engine.importImage(
      stream(await tarOf({ file: "again" })),
      { repository: `${project}-two`, tag: "1", message: "", changes: [] },
      never,
    );
  });

  test("what the archive itself throws is thrown, and nothing is loaded", async () => {
    const archive = await collected(await engine.saveImages([two], undefined, never));
    await engine.removeImage(two, never);
    const broken = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
      yield archive.subarray(0, archive.length - 3_000);
      throw new Error("disk on fire");
    };
    await expect(engine.loadImages(broken(), {}, never)).rejects.toThrow("disk on fire");
    expect(await engine.findImage(two, undefined, never)).toBeUndefined();
    await engine.loadImages(stream(archive), {}, never);
  });

  test("both ways end at once when they are aborted", async () => {
    const reason = new Error("enough");
    const saving = new AbortController();
    const chunks = await engine.saveImages([one, two], undefined, saving.signal);
    await expect(
      (async () => {
        for await (const _ of chunks) saving.abort(reason);
      })(),
    ).rejects.toBe(reason);
    const loading = new AbortController();
    const endless = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
      yield Buffer.alloc(512);
      loading.abort(reason);
      await new Promise(() => {});
    };
    await expect(engine.loadImages(endless(), {}, loading.signal)).rejects.toBe(reason);
  });

  describe.runIf(address.startsWith("unix://"))("with faults", () => {
    async function behind<Result>(
      match: RegExp,
      action: FaultAction,
      use: (engine: Engine) => Promise<Result>,
    ): Promise<Result> {
      const proxy = await startFaultProxy(address, [{ action, match }]);
      const faulty = await open(proxy.address, { silenceMs: 2_000 });
      try {
        return await use(faulty);
      } finally {
        faulty.close();
        expect(proxy.unmet()).toEqual([]);
        await proxy.close();
      }
    }
    const save = (by: Engine): Promise<Buffer> =>
      by.saveImages([one], undefined, never).then((chunks) => collected(chunks));

    test.each([
      ["cut", "engine-reply-broken"],
      ["end-early", "engine-reply-broken"],
      ["stall", "engine-silent"],
    ] as const)("an archive that is %s is no archive", async (kind, code) => {
      await behind(/GET \/images\/get/, { kind, bytes: 1_024 }, (by) =>
        expect(save(by)).rejects.toMatchObject({ code }),
      );
    });

    test("an error where the archive should go on is told", async () => {
      const body = `${"x".repeat(3_000)}{"errorDetail":{"message":"no space left on device"},"error":"no space left on device"}\r\n`;
      await behind(/GET \/images\/get/, { kind: "status", status: 200, body }, (by) =>
        expect(save(by)).rejects.toMatchObject({
          code: "engine-refused",
          message: "cannot save the images: no space left on device",
          hint: expect.stringContaining("disk is full"),
        }),
      );
    });

    test.each(["cut", "end-early"] as const)("a load whose answer is %s is no success", async (kind) => {
      const archive = await save(engine);
      await behind(/POST \/images\/load/, { kind, bytes: 5 }, (by) =>
        expect(by.loadImages(stream(archive), {}, never)).rejects.toMatchObject({ code: "engine-reply-broken" }),
      );
    });

    test("a load after which the engine cannot unpack the image is no success", async () => {
      const why = "Error unpacking image app:1: failed to extract layer sha256:80: NotFound: content digest: not found";
      const body = ["Loaded image: app:1", why]
        .map((said) => `${JSON.stringify({ stream: `${said}\n` })}\r\n`)
        .join("");
      await behind(/POST \/images\/load/, { kind: "status", status: 200, body }, (by) =>
        expect(by.loadImages(stream(Buffer.alloc(1_024)), {}, never)).rejects.toMatchObject({
          code: "engine-refused",
          message: `cannot load the images: ${why}`,
          hint: expect.stringContaining("damaged"),
        }),
      );
    });
  });
});
