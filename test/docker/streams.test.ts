import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Progress } from "../../src/core/events.ts";
import { BuildkitProgress } from "../../src/docker/build/buildkit/progress.ts";
import { secondsText } from "../../src/docker/events.ts";
import { jsonLines } from "../../src/docker/http/json-lines.ts";
import { splitReference } from "../../src/docker/pull.ts";

async function* chunksOf(...parts: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part);
}

describe("JSON lines", () => {
  test("are read however the bytes are cut, also within a character", async () => {
    const bytes = Buffer.from('{"a":"é"}\r\n\n{"a":2}\n{"a":3}');
    const parts = Array.from(bytes, (byte) => Buffer.from([byte]));
    const values: unknown[] = [];
    for await (const value of jsonLines(chunksOf(...parts))) values.push(value);
    expect(values).toEqual([{ a: "é" }, { a: 2 }, { a: 3 }]);
  });

  test("that never end are a broken answer, before all of it is in memory", async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (; ; read++) yield Buffer.from("xxxxxxxxxx");
    }
    const all = async (): Promise<void> => {
      for await (const _ of jsonLines(endless(), undefined, 100));
    };
    await expect(all()).rejects.toMatchObject({ fault: { kind: "broken" } });
    expect(read).toBe(10);
  });

  test("that are none are a broken answer", async () => {
    const read = async (): Promise<void> => {
      for await (const _ of jsonLines(chunksOf('{"a":1}\n<html>\n')));
    };
    await expect(read()).rejects.toMatchObject({ fault: { kind: "broken" } });
  });
});

test.each([
  ["busybox", "busybox", "latest"],
  ["busybox:1", "busybox", "1"],
  ["localhost:5000/a/b", "localhost:5000/a/b", "latest"],
  ["localhost:5000/a/b:c", "localhost:5000/a/b", "c"],
  ["a@sha256:abc", "a", "sha256:abc"],
  ["h:1/a:tag@sha256:abc", "h:1/a:tag", "sha256:abc"],
])("%s is pulled as %s, %s: never all tags", (image, fromImage, tag) => {
  expect(splitReference(image)).toEqual({ fromImage, tag });
});

test("a moment is written in seconds with all its nanoseconds", () => {
  expect(secondsText(1_700_000_000_000_000_001n)).toBe("1700000000.000000001");
});

describe("BuildKit's status", () => {
  const lines = JSON.parse(readFileSync(new URL("recorded/failing-build.json", import.meta.url), "utf8")) as {
    readonly id?: string;
    readonly aux?: string;
  }[];

  test("becomes progress by step, and the step that failed is known with its output", () => {
    const progress: Progress[] = [];
    const buildkit = new BuildkitProgress((step) => progress.push(step));
    for (const { id, aux } of lines)
      if (id === "moby.buildkit.trace" && aux !== undefined) buildkit.take(Buffer.from(aux, "base64"));
    const step = "[2/2] RUN echo hello; exit 3";
    expect(progress.filter(({ part }) => part === step)).toEqual([
      { part: step, text: "started" },
      { part: step, text: "hello", kind: "printed" },
      { part: step, text: "failed" },
    ]);
    expect(progress).toContainEqual({ part: "[internal] load remote build context", text: "done" });
    expect(buildkit.failed()).toMatchObject({ step, lines: ["hello"], error: expect.stringContaining("exit code: 3") });
  });

  test("that is no such message is an error, not nonsense", () => {
    expect(() => new BuildkitProgress(() => {}).take(Buffer.from([0x0a, 0xff, 0x01]))).toThrow();
  });
});
