import { expect, test } from "vitest";
import type { Diagnostic } from "../../../src/core/diagnostics.ts";
import type { LoadContext } from "../../../src/spec/load-request.ts";
import { readText } from "../../../src/spec/read/read.ts";

async function read(answer: () => Promise<Uint8Array>) {
  const found: Diagnostic[] = [];
  const world: LoadContext = { env: {}, cwd: "/", home: undefined, disk: { read: answer, kind: async () => "file" } };
  return { text: await readText("/x", "env file", world, (diagnostic) => found.push(diagnostic)), found };
}

const failing = (code: string) => async (): Promise<Uint8Array> => {
  throw Object.assign(new Error("no"), { code });
};

test("a file is its text, without the mark of its encoding", async () => {
  expect((await read(async () => new TextEncoder().encode("\uFEFFé"))).text).toBe("é");
});

test.each([
  ["ENOENT", "file-not-found"],
  ["EISDIR", "not-a-file"],
  ["EACCES", "file-unreadable"],
  ["EIO", "file-unreadable"],
])("%s is told as %s", async (system, code) => expect((await read(failing(system))).found).toMatchObject([{ code }]));

test("a file of more than ten megabytes is not taken", async () => {
  expect((await read(async () => new Uint8Array(10 * 1024 * 1024 + 1))).found).toMatchObject([
    { code: "file-too-large" },
  ]);
});

test("no more of a file is asked for than is allowed", async () => {
  const asked: unknown[] = [];
  const disk: LoadContext["disk"] = {
    read: async (_path, limits) => {
      asked.push(limits?.most);
      return new Uint8Array(9);
    },
    kind: async () => "file",
  };
  const found: Diagnostic[] = [];
  await readText("/x", "env file", { env: {}, cwd: "/", home: undefined, disk, maxFileBytes: 8 }, (one) =>
    found.push(one),
  );
  expect(asked).toEqual([8]);
  expect(found).toMatchObject([{ code: "file-too-large" }]);
});

test("a disk that never answers is given up when loading is aborted", async () => {
  const stop = new AbortController();
  const disk: LoadContext["disk"] = { read: () => new Promise(() => {}), kind: async () => "file" };
  const read = readText("/x", "env file", { env: {}, cwd: "/", home: undefined, disk, signal: stop.signal }, () => {});
  stop.abort(new Error("interrupted"));
  await expect(read).rejects.toMatchObject({ code: "interrupted" });
});

test("the first byte that is no UTF-8 is found", async () => {
  const bytes = Uint8Array.from([...new TextEncoder().encode("é: x\nab"), 0xff, 0x61]);
  expect((await read(async () => bytes)).found).toMatchObject([
    { code: "invalid-utf8", place: { file: "/x", line: 2, column: 3 } },
  ]);
});
