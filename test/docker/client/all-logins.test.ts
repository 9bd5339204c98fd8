import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, expect, test } from "vitest";
import { allLogins } from "../../../src/docker/client/all-logins.ts";

const folder = mkdtempSync(`${tmpdir()}/wdl-logins-`);
const never = new AbortController().signal;
const auth = (plain: string): string => Buffer.from(plain).toString("base64");
afterAll(() => rmSync(folder, { recursive: true }));

test("all logins are those of the file and of DOCKER_AUTH_CONFIG, and not where they are from", async () => {
  const file = { auths: { "a.example.org": { auth: auth("a:1") }, "b.example.org": { auth: auth("b:1") } } };
  writeFileSync(`${folder}/config.json`, JSON.stringify(file));
  const given = { auths: { "b.example.org": { auth: auth("b:2") }, "c.example.org": { auth: auth("c:2") } } };
  const env = { DOCKER_CONFIG: folder, DOCKER_AUTH_CONFIG: JSON.stringify(given) };
  expect(JSON.parse((await allLogins(env, never)) ?? "")).toEqual({
    auths: {
      "a.example.org": { auth: auth("a:1") },
      "b.example.org": { auth: auth("b:2") },
      "c.example.org": { auth: auth("c:2") },
    },
  });
});
