/** Files, processes and images of containers, on a real engine. */
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { extract, pack } from "tar-stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, idle, never, newProject, open } from "../../support/engines.ts";

async function entriesIn(tar: AsyncIterable<Uint8Array>): Promise<Readonly<Record<string, string>>> {
  const out: Record<string, string> = {};
  const reading = extract();
  reading.on("entry", (header, stream, next) => {
    buffer(stream).then((content) => {
      out[header.name] = content.toString();
      next();
    }, next);
  });
  await pipeline(tar, reading);
  return out;
}

describe.each(engineAddresses)("on %s", (address) => {
  let engine: Engine;
  let project: string;
  let id: string;

  beforeEach(async () => {
    engine = await open(address);
    project = newProject();
    id = await engine.createContainer({ name: `${project}-a-1`, config: idle(project) }, never);
    await engine.startContainer(id, never);
  });
  afterEach(async () => {
    await engine.removeImage(`${project}-image:v1`, never);
    await cleanUp(engine, project);
    engine.close();
  });

  const sh = (script: string): Promise<number> =>
    engine.exec(id, { command: ["sh", "-c", script], environment: {}, privileged: false }, () => {}, never);

  test("a path's kind is told, and what a link leads to", async () => {
    await sh("mkdir /d && echo hi > /d/f && ln -s /d/f /l && mkfifo /p");
    expect(await engine.statPath(id, "/d", never)).toMatchObject({ name: "d", kind: "folder" });
    expect(await engine.statPath(id, "/d/f", never)).toMatchObject({ name: "f", kind: "file" });
    expect(await engine.statPath(id, "/l", never)).toMatchObject({ kind: "link", target: "/d/f" });
    expect(await engine.statPath(id, "/p", never)).toMatchObject({ kind: "other" });
    expect(await engine.statPath(id, "/nothing", never)).toBeUndefined();
  });

  test("a folder comes out as a tar, and a tar goes in", async () => {
    await sh("mkdir /d && echo hi > /d/f");
    expect(await entriesIn(await engine.readArchive(id, "/d", never))).toEqual({ "d/": "", "d/f": "hi\n" });
    const tar = pack();
    tar.entry({ name: "new.txt", uid: 12, gid: 34 }, "new\n");
    tar.finalize();
    await engine.writeArchive(id, "/d", tar, { keepsOwner: false }, never);
    expect(await sh('test "$(cat /d/new.txt)" = new')).toBe(0);
  });

  test("what a path names that is not there is an error in plain words", async () => {
    await expect(engine.readArchive(id, "/nothing", never)).rejects.toMatchObject({ code: "engine-refused" });
  });

  test("its processes are listed under the titles of ps", async () => {
    const { titles, processes } = await engine.top(id, never);
    expect(titles).toContain("PID");
    expect(processes.flat().join(" ")).toContain("sleep");
  });

  test("an image is made of it, and a tag is taken away, also twice", async () => {
    const spec = {
      repository: `${project}-image`,
      tag: "v1",
      author: "me",
      message: "",
      changes: ["ENV A=b"],
      pause: true,
    };
    await engine.commit(id, spec, never);
    const { images } = await engine.snapshot({ project, images: [`${project}-image:v1`] }, never);
    expect(images[`${project}-image:v1`]?.environment).toMatchObject({ A: "b" });
    await engine.removeImage(`${project}-image:v1`, never);
    await engine.removeImage(`${project}-image:v1`, never);
    expect(
      (await engine.snapshot({ project, images: [`${project}-image:v1`] }, never)).images[`${project}-image:v1`],
    ).toBeUndefined();
  });

  test("its file system is exported whole", async () => {
    await sh("echo here > /exported");
    expect((await entriesIn(await engine.exportContainer(id, never))).exported).toBe("here\n");
  });
});
