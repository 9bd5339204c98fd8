import { expect, test } from "vitest";
import { imageName } from "../../src/core/image-name.ts";

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
