import { expect, test } from "vitest";
import { hubKey, loginKey, registryOf } from "../../../src/docker/client/registries.ts";

test.each([
  ["nginx", "docker.io"],
  ["team/app:1", "docker.io"],
  ["docker.io/library/nginx", "docker.io"],
  ["ghcr.io/team/app@sha256:0123", "ghcr.io"],
  ["localhost/app", "localhost"],
  ["127.0.0.1:5000/a/b/c:1", "127.0.0.1:5000"],
])("the image %s comes from %s", (image, registry) => {
  expect(registryOf(image)).toBe(registry);
});

test.each([
  ["docker.io", hubKey],
  ["https://index.docker.io/v1/", hubKey],
  ["registry-1.docker.io", hubKey],
  ["https://Reg.example.org/v2/", "reg.example.org"],
  ["http://127.0.0.1:5000", "127.0.0.1:5000"],
  ["reg.example.org/team", "reg.example.org"],
])("the login for %s is kept under %s", (registry, key) => {
  expect(loginKey(registry)).toBe(key);
});
