/** Where a build failed in its Dockerfile. */
import { expect, test } from "vitest";
import { failedAt, instructions } from "../../src/core/dockerfile.ts";

const dockerfile = `# syntax is the usual
FROM busybox AS web
ENV A=b
RUN echo hello && \\
    # a comment between
    exit 3

RUN <<EOF
echo RUN inside
EOF
RUN make
FROM busybox
RUN make
`;

test("instructions have their first and last line, whatever stands between", () => {
  expect(instructions(dockerfile).map(({ text, line, lastLine }) => [line, lastLine, text])).toEqual([
    [2, 2, "FROM busybox AS web"],
    [3, 3, "ENV A=b"],
    [4, 6, "RUN echo hello &&     exit 3"],
    [8, 10, "RUN <<EOF"],
    [11, 11, "RUN make"],
    [12, 12, "FROM busybox"],
    [13, 13, "RUN make"],
  ]);
});

test("the step that failed is shown with the lines around it", () => {
  expect(failedAt(dockerfile, "[web 3/4] RUN echo hello &&     exit 3", "exit code: 3")).toEqual({
    line: 4,
    frame: [
      "   2 |     FROM busybox AS web",
      "   3 |     ENV A=b",
      "   4 | >>> RUN echo hello && \\",
      "   5 | >>>     # a comment between",
      "   6 | >>>     exit 3",
      "   7 |",
      "   8 |     RUN <<EOF",
    ].join("\n"),
  });
});

test("a line that the builder names is that line", () => {
  expect(failedAt("FROM x\nRUNN y\n", "", "dockerfile parse error on line 2: unknown instruction: RUNN")).toMatchObject(
    {
      line: 2,
      frame: "   1 |     FROM x\n   2 | >>> RUNN y\n   3 |",
    },
  );
});

test("where it could be one of several, none is named", () => {
  expect(failedAt(dockerfile, "[web 4/4] RUN make", "exit code: 2")).toBeUndefined();
  expect(failedAt(dockerfile, "", "no such image")).toBeUndefined();
});
