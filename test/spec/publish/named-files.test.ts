// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts under test
import { describe, expect, test } from "vitest";
import { sha256 } from "../../../src/core/sha256.ts";
import { namedFiles, withNewNames } from "../../../src/spec/publish/named-files.ts";
import { parse } from "../../../src/spec/read/parse.ts";

const project = { workingDir: "/app", variables: new Map([["STAGE", "prod"]]) };

async function rewritten(text: string, isThere: boolean, folder = "/app"): Promise<string> {
  const documents = await parse("/app/compose.yaml", text, () => {});
  const files = documents.flatMap((document) => namedFiles(document, { project, folder, home: "/home/me" }));
  return withNewNames(text, files, () => isThere);
}

/** `a.env` in place of the hash of its path. */
const readable = (text: string): string => {
  const names = ["a.env", "b.env", "sub/c.env", "prod.env", "base.yaml", "../up.yaml", "../home/me/d.env"];
  return names.reduce((all, name) => all.replaceAll(sha256(name), `<${name}>`), text);
};

const web = (attributes: string): string => `services:\n  web: # the site\n    image: x\n${attributes}`;

describe("published files are called by hashes of their paths, and all else stays", () => {
  test.each([
    ["    env_file: a.env # why\n", "    env_file: <a.env>.env # why\n"],
    ['    env_file: "./a.env"\n', "    env_file: <a.env>.env\n"],
    ["    env_file: [ a.env, 'b.env' ] # two\n", "    env_file: [ <a.env>.env, <b.env>.env ] # two\n"],
    [
      "    env_file:\n      - a.env # one\n      - path: b.env # two\n        required: true\n",
      "    env_file:\n      - <a.env>.env # one\n      - path: <b.env>.env # two\n        required: true\n",
    ],
    ["    env_file: [{path: sub/c.env, format: raw}]\n", "    env_file: [{path: <sub/c.env>.env, format: raw}]\n"],
    ["    env_file: ${STAGE}.env\n", "    env_file: <prod.env>.env\n"],
    ["    env_file: ~/d.env\n", "    env_file: <../home/me/d.env>.env\n"],
    [
      "    extends: {file: base.yaml, service: a} # keep\n",
      "    extends: {file: <base.yaml>.yaml, service: a} # keep\n",
    ],
    [
      "    extends:\n      file: ../up.yaml\n      service: a\n",
      "    extends:\n      file: <../up.yaml>.yaml\n      service: a\n",
    ],
    ["    extends: other\n", "    extends: other\n"],
    ["    extends: {file: oci://r.test/x, service: a}\n", "    extends: {file: oci://r.test/x, service: a}\n"],
    [
      "    extends: {file: https://h.test/x.git, service: a}\n",
      "    extends: {file: https://h.test/x.git, service: a}\n",
    ],
    ["    environment: {A: a.env}\n    labels: [a.env]\n", "    environment: {A: a.env}\n    labels: [a.env]\n"],
  ])("%j", async (attributes, expected) => {
    expect(readable(await rewritten(web(attributes), true))).toBe(web(expected));
  });

  test("an anchor that several services share is written once", async () => {
    const text = "x-a: &a\n  env_file: a.env\nservices:\n  one: {<<: *a, image: x}\n  two:\n    <<: *a\n    image: y\n";
    expect(readable(await rewritten(text, true))).toBe(text.replace("a.env", "<a.env>.env"));
  });

  test("names start from the file's own folder", async () => {
    expect(readable(await rewritten(web("    env_file: c.env\n"), true, "/app/sub"))).toContain("<sub/c.env>.env");
  });
});

describe("an env file that is not published may be missing", () => {
  const gone = (name: string): string => `path: <${name}>.env, required: false`;
  test.each([
    ["    env_file: a.env # why\n", `    env_file: [{ ${gone("a.env")} }] # why\n`],
    ["    env_file: [ a.env ]\n", `    env_file: [ { ${gone("a.env")} } ]\n`],
    ["    env_file:\n      - a.env # one\n", `    env_file:\n      - { ${gone("a.env")} } # one\n`],
    ["    env_file: [{path: a.env}]\n", `    env_file: [{${gone("a.env")}}]\n`],
    ["    env_file:\n      - path: a.env\n", "    env_file:\n      - path: <a.env>.env\n        required: false\n"],
    [
      "    env_file:\n      - path: a.env\n        required: true # yes\n",
      "    env_file:\n      - path: <a.env>.env\n        required: false # yes\n",
    ],
    ["    extends: {file: base.yaml, service: a}\n", "    extends: {file: <base.yaml>.yaml, service: a}\n"],
  ])("%j", async (attributes, expected) => {
    const text = await rewritten(web(attributes), false);
    expect(readable(text)).toBe(web(expected));
    expect(await parse("/app/compose.yaml", text, (problem) => expect.fail(problem.message))).toHaveLength(1);
  });
});
