import { expect, test } from "vitest";
import { challengesIn } from "../../src/registry/authorization.ts";

test.each([
  ['Basic realm="a registry"', [{ scheme: "basic", parameters: { realm: "a registry" } }]],
  [
    'Bearer realm="https://auth.test/token",service="reg.test",scope="repository:a/b:pull,push"',
    [
      {
        scheme: "bearer",
        parameters: { realm: "https://auth.test/token", service: "reg.test", scope: "repository:a/b:pull,push" },
      },
    ],
  ],
  [
    'Negotiate, Basic realm="a \\"b\\"", BEARER realm=https://x.test/t',
    [
      { scheme: "negotiate", parameters: {} },
      { scheme: "basic", parameters: { realm: 'a "b"' } },
      { scheme: "bearer", parameters: { realm: "https://x.test/t" } },
    ],
  ],
  ["", []],
])("the header %j is read as its challenges", (header, challenges) => {
  expect(challengesIn(header)).toEqual(challenges);
});
