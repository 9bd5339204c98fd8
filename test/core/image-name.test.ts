import { expect, test } from "vitest";
import { imageName, imageNameHint } from "../../src/core/image-name.ts";

test.each([
  ["nginx", { repository: "docker.io/library/nginx" }],
  ["nginx:1.27", { repository: "docker.io/library/nginx", tag: "1.27" }],
  ["me/app@sha256:aa", { repository: "docker.io/me/app", digest: "sha256:aa" }],
  ["localhost/app:1@sha256:aa", { repository: "localhost/app", tag: "1", digest: "sha256:aa" }],
  ["host:5000/app", { repository: "host:5000/app" }],
  ["ghcr.io/o/app:v1", { repository: "ghcr.io/o/app", tag: "v1" }],
])("%s is understood as registries do", (text, expected) => {
  expect(imageName(text)).toEqual(expected);
});

test.each([
  "nginx",
  "nginx:1.27",
  "a/b/c:x_Y.1",
  "localhost:5000/app",
  "Foo/bar",
  "REGISTRY.test:5000/app:V1",
  "[::1]:5000/app",
  "a__b/c.d-e---f",
  `app@sha256:${"a".repeat(64)}`,
  `app:1@sha256:${"a".repeat(64)}`,
  "a".repeat(64),
])("%s is an image's name", (text) => expect(imageNameHint(text)).toBeUndefined());

test.each([
  ["Alpine:Latest Tag", /no spaces/],
  ["Alpine:Latest", /lower case: alpine:Latest/],
  ["ghcr.io/Owner/App:V1", /lower case: ghcr\.io\/owner\/app:V1/],
  ["https://ghcr.io/a/b", /without https/],
  ["nginx:", /write a tag/],
  ["nginx::1", /name:tag/],
  ["/nginx", /name:tag/],
  ["a//b", /name:tag/],
  ["-a", /name:tag/],
  ["app@sha256:abc", /name:tag/],
  [`app:${"t".repeat(129)}`, /name:tag/],
  [`${"b/".repeat(130)}c`, /255/],
])("%s is none, and the hint tells why", (text, hint) => expect(imageNameHint(text)).toMatch(hint));
