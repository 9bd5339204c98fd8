import { expect, test } from "vitest";
import type { Host } from "../../src/engine/host.ts";
import type { NamedBuilder } from "../../src/engine/named-builder.ts";
import { namedBuilder } from "../../src/observe/named-builder.ts";
import { noHost } from "../support/scenario.ts";

const outside: NamedBuilder = { kind: "outside", name: "farm", driver: "kubernetes", from: "BUILDX_BUILDER" };

const observed = (builder: NamedBuilder | undefined, host: Partial<Host>): Promise<NamedBuilder | undefined> =>
  namedBuilder("farm", {
    engine: { facts: { address: "tcp://far:1" } },
    host: async () => ({ ...noHost, ...host }),
    client: {
      proxies: async () => ({}),
      logins: async () => undefined,
      builder: async (address, asked) => (address === "tcp://far:1" && asked === "farm" ? builder : undefined),
    },
  });

test("a builder outside the engine needs docker's plugin buildx", async () => {
  const asked: string[] = [];
  const findPlugin = async (name: string): Promise<string> => {
    asked.push(name);
    return "/bin/docker-buildx";
  };
  expect(await observed(outside, { findPlugin })).toEqual(outside);
  expect(asked).toEqual(["buildx"]);
  await expect(observed(outside, { findPlugin: async () => undefined })).rejects.toMatchObject({
    code: "buildx-not-found",
    message: expect.stringContaining('"farm" (BUILDX_BUILDER)'),
  });
});

test("the engine's own builders need none", async () => {
  const findPlugin = async (): Promise<never> => expect.fail("it was looked for");
  expect(await observed({ kind: "classic", from: "DOCKER_BUILDKIT" }, { findPlugin })).toMatchObject({
    kind: "classic",
  });
  expect(await observed(undefined, { findPlugin })).toBeUndefined();
});
