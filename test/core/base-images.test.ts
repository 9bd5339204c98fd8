import { expect, test } from "vitest";
import { baseImages } from "../../src/core/base-images.ts";

test("the images of all stages are found, and no stage is taken for one", () => {
  const dockerfile = `
    # FROM commented/out
    FROM --platform=$BUILDPLATFORM reg.example.org/base:1 AS Build
    FROM build AS test
    from busybox
    COPY --from=build /a /b
    COPY --from=0 /a /b
    COPY --from=reg.example.org/tools /a /b
    COPY plain /b
    FROM scratch
  `;
  expect(baseImages(dockerfile, {})).toEqual(["reg.example.org/base:1", "busybox", "reg.example.org/tools"]);
});

test("arguments that stand before the first stage are put in, the build's own first", () => {
  const dockerfile = `
    ARG REGISTRY=reg.example.org
    ARG TAG="1"
    ARG EMPTY
    FROM $REGISTRY/app:\${TAG}
    ARG TAG=9
    FROM \${EMPTY:-other.example.org}/app:\${TAG}
    FROM $EMPTY
  `;
  expect(baseImages(dockerfile, {})).toEqual(["reg.example.org/app:1", "other.example.org/app:1"]);
  expect(baseImages(dockerfile, { REGISTRY: "mine.example.org" })[0]).toBe("mine.example.org/app:1");
});

test("a line goes on after a backslash", () => {
  expect(baseImages("FROM \\\r\n  # why\r\n  reg.example.org/a \\\r\n  AS x\r\n", {})).toEqual(["reg.example.org/a"]);
});

test("what a command mounts from an image is made from it, too", () => {
  const dockerfile = `
    FROM busybox AS build
    RUN --mount=type=bind,from=reg.example.org/tools:1,target=/t --mount=type=cache,target=/c make
    RUN --mount=from=build,target=/b --mount=type=secret,id=from make --from=nothing
  `;
  expect(baseImages(dockerfile, {})).toEqual(["busybox", "reg.example.org/tools:1"]);
});

test("an argument of a stage is none of the next `FROM`, whatever the first stage is made from", () => {
  expect(baseImages("ARG A=one B=two\nFROM scratch\nARG A=three\nFROM $A/$B\n", {})).toEqual(["one/two"]);
});
