import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WindlassError } from "../../../src/core/errors.ts";
import type { Logins } from "../../../src/docker/client/docker-login.ts";
import { connect } from "../../../src/docker/connect.ts";
import type { Engine } from "../../../src/engine/port.ts";
import { engineAddresses, never, open } from "../../support/engines.ts";
import { digestOf, ownPlatform } from "../../support/image-parts.ts";
import { type RegistryFault, startRegistry, type TestRegistry } from "../../support/registry.ts";

// Only the usual engine is sure to reach a registry on this host.
const [address = ""] = engineAddresses;

/** What the registry has under a name. */
const digestIn = (registry: TestRegistry, repository: string, tag: string): string =>
  digestOf(registry.manifests.get(repository)?.get(tag)?.body ?? Buffer.of());

describe("what a name stands for on its registry", () => {
  let engine: Engine;
  let registry: TestRegistry;
  beforeAll(async () => {
    engine = await open(address, { retryMs: [1, 1, 1], registryMs: [1, 1, 1] });
  });
  beforeEach(async () => {
    registry = await startRegistry();
  });
  afterEach(() => registry.close());
  afterAll(() => engine.close());

  test("an image of one platform is its own manifest", async () => {
    const image = await registry.add("app:1", "one");
    const digest = digestIn(registry, "app", "1");
    expect(await engine.resolveImage(image, never)).toEqual({ digest, platforms: [{ platform: ownPlatform, digest }] });
  });

  test("an image of several is their index, and the platforms are told", async () => {
    const image = await registry.add("app:1", "several", ["linux/s390x", "linux/amd64"]);
    const { digest, platforms } = await engine.resolveImage(image, never);
    expect(digest).toBe(digestIn(registry, "app", "1"));
    expect(platforms.map(({ platform }) => platform)).toEqual(["linux/amd64", "linux/s390x"]);
  });

  test("a tag that has moved stands for the new one, and nothing is brought to the engine", async () => {
    const image = await registry.add("app:1", "old");
    const before = await engine.resolveImage(image, never);
    await registry.add("app:1", "new");
    expect((await engine.resolveImage(image, never)).digest).not.toBe(before.digest);
    expect(await engine.findImage(image, undefined, never)).toBeUndefined();
  });

  test("a name that the registry does not have is not found, at the first try", async () => {
    const image = `${registry.host}/nothing:1`;
    await expect(engine.resolveImage(image, never)).rejects.toMatchObject({
      code: "image-not-found",
      message: expect.stringContaining(`cannot look up ${image} on its registry`),
    });
    expect(registry.calls.filter((call) => call.includes("/manifests/")).length).toBeLessThan(4);
  });

  const passing: readonly (readonly [string, RegistryFault])[] = [
    ["429", { kind: "status", status: 429 }],
    ["503", { kind: "status", status: 503 }],
    ["a reset", { kind: "reset" }],
  ];

  test.each(passing)("%s passes", async (_name, fault) => {
    const image = await registry.add("app:1", "one");
    registry.fails({ match: /manifests/, fault, times: 1 });
    expect((await engine.resolveImage(image, never)).digest).toBe(digestIn(registry, "app", "1"));
  });

  test("what does not pass is an error that names the image", async () => {
    const image = await registry.add("app:1", "one");
    registry.fails({ match: /manifests/, fault: { kind: "status", status: 500 } });
    await expect(engine.resolveImage(image, never)).rejects.toMatchObject({
      code: "registry-failed",
      message: expect.stringContaining(image),
    });
  });

  test("no one waits for a registry once it is interrupted", async () => {
    const image = await registry.add("app:1", "one");
    registry.fails({ match: /manifests/, fault: { kind: "hang" } });
    const interrupted = new AbortController();
    const asking = engine.resolveImage(image, interrupted.signal);
    interrupted.abort(new Error("enough"));
    await expect(asking).rejects.toThrow("enough");
  });
});

describe("a registry that asks for a login", () => {
  const password = randomBytes(12).toString("hex");
  let registry: TestRegistry;
  let image: string;
  beforeAll(async () => {
    registry = await startRegistry({ login: { by: "token", user: "me", password } });
    image = await registry.add("app:1", "secret");
  });
  afterAll(() => registry.close());

  async function resolveAs(logins: Logins): Promise<string> {
    const engine = await connect({ env: {}, host: address }, { signal: never, logins });
    try {
      return (await engine.resolveImage(image, never)).digest;
    } finally {
      engine.close();
    }
  }
  const as =
    (secret: string): Logins =>
    async (serveraddress) => ({ serveraddress, username: "me", password: secret });

  test("answers who is logged in", async () => {
    expect(await resolveAs(as(password))).toBe(digestIn(registry, "app", "1"));
  });

  test("refuses anybody else, and the message says how to log in", async () => {
    await expect(resolveAs(async () => undefined)).rejects.toMatchObject({
      code: "login-needed",
      hint: `log in to the registry: docker login ${registry.host}`,
    });
  });

  test("refuses a wrong password, which is in no message", async () => {
    const wrong = randomBytes(12).toString("hex");
    const error = await resolveAs(as(wrong)).catch((reason: unknown) => reason);
    if (!(error instanceof WindlassError)) throw error;
    expect(error).toMatchObject({ code: "login-needed", hint: `log in again: docker login ${registry.host}` });
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(wrong);
  });
});
