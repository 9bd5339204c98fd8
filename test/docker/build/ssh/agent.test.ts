import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { framed, keysAgent, socketAgent, split } from "../../../../src/docker/build/ssh/agent.ts";
import { parseKey, type SshKey } from "../../../../src/docker/build/ssh/key.ts";
import { missing } from "../../../support/programs.ts";

const noSsh = missing("ssh-keygen");

describe.skipIf(noSsh !== "")(`keys of ssh${noSsh}`, () => {
  const folder = mkdtempSync(`${tmpdir()}/wdl-ssh-`);
  afterAll(() => rmSync(folder, { recursive: true }));

  const make = (name: string, ...options: readonly string[]): string => {
    spawnSync("ssh-keygen", [
      "-q",
      "-f",
      `${folder}/${name}`,
      ...(options.includes("-N") ? [] : ["-N", ""]),
      ...options,
    ]);
    return readFileSync(`${folder}/${name}`, "utf8");
  };
  const kinds = [
    ["ed25519", ["-t", "ed25519"]],
    ["rsa", ["-t", "rsa", "-b", "2048"]],
    ["ecdsa-256", ["-t", "ecdsa", "-b", "256"]],
    ["ecdsa-521", ["-t", "ecdsa", "-b", "521"]],
    ["rsa in PEM", ["-t", "rsa", "-b", "2048", "-m", "PEM"]],
    ["ecdsa in PKCS8", ["-t", "ecdsa", "-b", "384", "-m", "PKCS8"]],
  ] as const;
  const keys = new Map<string, SshKey>();
  beforeAll(() => {
    for (const [name, options] of kinds) {
      const key = parseKey(make(name, ...options));
      if (typeof key !== "string") keys.set(name, key);
    }
  });

  test.each(kinds)("%s is read, and its public key is what ssh-keygen says", (name) => {
    const [, blob] = readFileSync(`${folder}/${name}.pub`, "utf8").split(" ");
    expect(keys.get(name)?.blob.toString("base64")).toBe(blob);
  });

  test("a key with a passphrase says so, and what is no key does, too", () => {
    expect(parseKey(make("locked", "-t", "ed25519", "-N", "words"))).toBe("encrypted");
    expect(parseKey(make("locked-pem", "-t", "rsa", "-b", "2048", "-m", "PEM", "-N", "words"))).toBe("encrypted");
    expect(parseKey("no key")).toBe("unknown");
    expect(parseKey("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----")).toBe("unknown");
  });

  describe(`as an agent${missing("ssh-add")}`, () => {
    let server: Server;
    const socket = `${folder}/agent`;
    beforeAll(async () => {
      server = createServer((connection) => {
        const agent = keysAgent([...keys.values()]);
        const serve = async (): Promise<void> => {
          for await (const request of split(connection)) connection.write(framed(await agent.answer(request)));
        };
        serve().catch(() => connection.destroy());
      }).listen(socket);
    });
    afterAll(() => server.close());

    test.each(kinds)("%s signs what ssh-add checks", async (name) => {
      const { spawn } = await import("node:child_process");
      const checking = spawn("ssh-add", ["-T", `${folder}/${name}.pub`], {
        env: { ...process.env, SSH_AUTH_SOCK: socket },
      });
      const code = await new Promise((resolve) => checking.on("exit", resolve));
      expect(code).toBe(0);
    });

    test("lists them through a socket, and is not changed through it", async () => {
      const agent = await socketAgent(socket);
      const listed = await agent.answer(Buffer.from([11]));
      expect([listed[0], listed.readUInt32BE(1)]).toEqual([12, keys.size]);
      // Removes all keys.
      expect(await agent.answer(Buffer.from([19]))).toEqual(Buffer.from([5]));
      expect((await agent.answer(Buffer.from([11]))).readUInt32BE(1)).toBe(keys.size);
      agent.close();
      await expect(socketAgent(`${folder}/nowhere`)).rejects.toThrow();
    });
  });
});
