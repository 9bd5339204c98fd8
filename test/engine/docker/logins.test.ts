import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WindlassError } from "../../../src/core/errors.ts";
import { connect } from "../../../src/docker/connect.ts";
import type { Logins } from "../../../src/docker/login/docker-login.ts";
import { engineAddresses, never, newProject, removeImage } from "../../support/engines.ts";
import { type RegistryLogin, startRegistry, type TestRegistry } from "../../support/registry.ts";

// Only the usual engine is sure to reach a registry on this host.
const [address = ""] = engineAddresses;

/** As `docker login` left it, for that one registry. */
const loginsOf =
  (image: string, username: string, password: string): Logins =>
  async (registry) => {
    if (!image.startsWith(`${registry}/`)) return undefined;
    return { serveraddress: registry, username, password };
  };

describe.each(["basic", "token"] as const)("a registry that asks for a login (%s)", (by) => {
  const login: RegistryLogin = { by, user: "me", password: randomBytes(12).toString("hex") };
  let registry: TestRegistry;

  beforeAll(async () => {
    registry = await startRegistry(newProject(), login);
  });
  afterAll(async () => {
    await removeImage(address, `${registry.image}:1`);
    await registry.close();
  });

  async function pull(logins: Logins): Promise<unknown> {
    const engine = await connect({ DOCKER_HOST: address }, { signal: never, logins });
    try {
      return await engine.pullImage(`${registry.image}:1`, undefined, () => {}, never);
    } finally {
      engine.close();
    }
  }

  test("gives its image to who is logged in", async () => {
    const image = await pull(loginsOf(registry.image, login.user, login.password));
    expect(image).toMatchObject({ labels: { from: "a test" } });
  });

  test("refuses anybody else, and the message says how to log in", async () => {
    const host = registry.image.split("/")[0];
    await expect(pull(async () => undefined)).rejects.toMatchObject({
      code: "login-needed",
      hint: `log in to the registry: docker login ${host}`,
    });
  });

  test("refuses a wrong password, which is in no message", async () => {
    const wrong = randomBytes(12).toString("hex");
    const host = registry.image.split("/")[0];
    const error = await pull(loginsOf(registry.image, login.user, wrong)).catch((reason: unknown) => reason);
    if (!(error instanceof WindlassError)) throw error;
    expect(error).toMatchObject({ code: "login-needed", hint: `log in again: docker login ${host}` });
    expect(error.message).toContain(`with the stored login for ${host}`);
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(wrong);
  });
});
