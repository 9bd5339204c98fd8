import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WindlassError } from "../../../src/core/errors.ts";
import type { Logins } from "../../../src/docker/client/docker-login.ts";
import { connect } from "../../../src/docker/connect.ts";
import type { Engine, ImageFact } from "../../../src/engine/port.ts";
import { engineAddresses, never, newProject, removeImage } from "../../support/engines.ts";
import { startFaultProxy } from "../../support/fault-proxy.ts";
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
  const built = newProject();
  const folder = mkdtempSync(`${tmpdir()}/wdl-logins-`);
  let registry: TestRegistry;
  let image: string;

  beforeAll(async () => {
    registry = await startRegistry({ login });
    image = await registry.add(`${newProject()}:1`, "");
  });
  afterEach(async () => {
    await Promise.all([image, built].map((tag) => removeImage(address, tag)));
  });
  afterAll(async () => {
    await registry.close();
    rmSync(folder, { recursive: true });
  });

  async function as<Result>(logins: Logins, use: (engine: Engine) => Promise<Result>): Promise<Result> {
    const engine = await connect({ env: {}, host: address }, { signal: never, logins });
    try {
      return await use(engine);
    } finally {
      engine.close();
    }
  }
  const pull = (logins: Logins): Promise<ImageFact> =>
    as(logins, (engine) => engine.pullImage(image, undefined, () => {}, never));

  test("gives its image to who is logged in", async () => {
    expect(await pull(loginsOf(image, login.user, login.password))).toMatchObject({ labels: { from: "a test" } });
  });

  test("refuses anybody else, and the message says how to log in", async () => {
    const host = registry.host;
    await expect(pull(async () => undefined)).rejects.toMatchObject({
      code: "login-needed",
      hint: `log in to the registry: docker login ${host}`,
    });
  });

  test("refuses a wrong password, which is in no message", async () => {
    const wrong = randomBytes(12).toString("hex");
    const host = registry.host;
    const error = await pull(loginsOf(image, login.user, wrong)).catch((reason: unknown) => reason);
    if (!(error instanceof WindlassError)) throw error;
    expect(error).toMatchObject({ code: "login-needed", hint: `log in again: docker login ${host}` });
    expect(error.message).toContain(`with the stored login for ${host}`);
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(wrong);
  });

  describe("and holds the base image of a build", () => {
    const build = (logins: Logins): Promise<ImageFact> => as(logins, (engine) => buildWith(engine));

    async function buildWith(engine: Engine): Promise<ImageFact> {
      writeFileSync(`${folder}/Dockerfile`, `FROM ${image}\nLABEL built=yes\n`);
      const spec = { tags: [built], context: folder, dockerfile: "Dockerfile", args: {}, labels: {} };
      return engine.buildImage({ ...spec, noCache: false, pull: false }, () => {}, never);
    }

    test("gives it to who is logged in", async () => {
      expect(await build(loginsOf(image, login.user, login.password))).toMatchObject({
        labels: { from: "a test", built: "yes" },
      });
    });

    test("gives it to the classic builder too", async () => {
      const body = '{"message":"buildkit is not supported by daemon"}';
      const proxy = await startFaultProxy(address, [
        { action: { kind: "status", status: 400, body }, match: /POST \/build/, nth: 1 },
      ]);
      const logins = loginsOf(image, login.user, login.password);
      const engine = await connect({ env: {}, host: proxy.address }, { signal: never, logins });
      expect(await buildWith(engine)).toMatchObject({ labels: { built: "yes" } });
      engine.close();
      expect(proxy.unmet()).toEqual([]);
      await proxy.close();
    });

    test("refuses it to anybody else", async () => {
      await expect(build(async () => undefined)).rejects.toMatchObject({
        code: "build-failed",
        hint: expect.stringContaining("docker login"),
      });
    });

    test("and a login that can't be had is what the build fails of", async () => {
      const broken = new WindlassError("login-unreadable", "the credential helper is broken");
      const failing = build(async () => {
        throw broken;
      });
      await expect(failing).rejects.toBe(broken);
    });
  });
});
