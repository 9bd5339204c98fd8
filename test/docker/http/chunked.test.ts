import fc from "fast-check";
import { expect, test } from "vitest";
import { ChunkedBody } from "../../../src/docker/http/chunked.ts";

/** What a body in such pieces holds, and what came behind it. */
function taken(pieces: readonly Buffer[]): { content: string; behind: string; isOver: boolean } {
  const body = new ChunkedBody();
  let [content, behind] = ["", ""];
  for (const piece of pieces.map((bytes) => Buffer.from(bytes))) {
    const { length, read } = body.take(piece);
    content += piece.toString("latin1", 0, length);
    behind += piece.toString("latin1", read);
  }
  return { content, behind, isOver: body.isOver };
}

const chunk = (content: string, more = ""): string => `${content.length.toString(16)}${more}\r\n${content}\r\n`;
const latin1 = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  minLength: 1,
});

test("what chunks hold is the same however they are cut", () => {
  const chunks = fc.array(fc.tuple(latin1, fc.constantFrom("", ";x=1", " ")), { maxLength: 8 });
  const trailer = fc.constantFrom("", "Trailer: 1\r\n", "A: 1\r\nB: 2\r\n");
  const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 });
  fc.assert(
    fc.property(chunks, trailer, sizes, (all, after, cuts) => {
      const whole = Buffer.from(
        `${all.map(([content, more]) => chunk(content, more)).join("")}0\r\n${after}\r\n`,
        "latin1",
      );
      const ends = cuts.map((_, index) => cuts.slice(0, index + 1).reduce((sum, size) => sum + size, 0));
      const pieces = [...ends, whole.length].map((end, index) => whole.subarray(ends[index - 1] ?? 0, end));
      const content = all.map(([part]) => part).join("");
      expect(taken(pieces)).toEqual({ content, behind: "", isOver: true });
    }),
  );
});

test("what comes behind the last chunk is left", () => {
  const all = Buffer.from(`${chunk("hello")}0\r\n\r\nHTTP/1.1 200 OK`);
  expect(taken([all])).toEqual({ content: "hello", behind: "HTTP/1.1 200 OK", isOver: true });
});

test.each(["hello\r\n", "\r\nhello", "5\r\nhello!", "-1\r\n", `${"f".repeat(20)}\r\n`])("%j is not chunked", (text) => {
  expect(() => taken([Buffer.from(text)])).toThrow("it is not HTTP");
});
