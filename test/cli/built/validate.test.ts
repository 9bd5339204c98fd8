/** `validate`: all that can be said without an engine, in each of its formats. */
import { expect, test } from "vitest";
import { windlassOn } from "../../support/on-files.ts";

const good = { "/app/compose.yaml": "name: shop\nservices:\n  web: {image: nginx}\n" };
const wrong = {
  "/app/compose.yaml": `version: "3"
services:
  web:
    extends: {file: base/common.yaml, service: web}
    build: ./web
    volumes:
      - {type: bind, source: ./conf, target: /conf, bind: {create_host_path: false}}
    image: "50%, nginx: \${TAG}"
    imagee: x
    configs: [c]
configs:
  c: {file: ./c.txt}
`,
  "/app/base/common.yaml": "services:\n  web:\n    comand: [a]\n",
};
/** Nothing is wrong inside the files. */
const missing = {
  "/app/compose.yaml": `name: shop
services:
  web:
    build: {context: ./web, dockerfile: prod.Dockerfile}
    volumes:
      - {type: bind, source: "\${CONF}", target: /conf, bind: {create_host_path: false}}
    configs: [c]
  api:
    build: {context: ./api, dockerfile: nope.Dockerfile}
  inline:
    build: {context: ./api, dockerfile_inline: "FROM scratch"}
  remote:
    build: https://example.com/repo.git
configs:
  c: {file: ./c.txt}
`,
  "/app/api/Dockerfile": "FROM scratch\n",
};

async function validate(
  files: Record<string, string>,
  ...argv: string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const { code, out, err } = await windlassOn(files, ["validate", ...argv], { env: { CONF: "/secret/conf" } });
  return { code, out, err };
}

test("a project that is right is valid, in every format", async () => {
  expect(await validate(good)).toEqual({ code: 0, out: "shop is valid: 1 service\n", err: "" });
  expect((await validate(good, "--format", "github")).out).toBe("");
  expect(JSON.parse((await validate(good, "--format", "json")).out)).toEqual({
    valid: true,
    errors: 0,
    warnings: 0,
    diagnostics: [],
  });
  expect(JSON.parse((await validate(good, "--format", "sarif")).out).runs[0].results).toEqual([]);
});

test.each(["text", "json", "github", "sarif"])("what is wrong, as %s", async (format) => {
  const { code, out, err } = await validate(wrong, "--format", format);
  expect({ code, err }).toEqual({ code: 1, err: "" });
  const golden = { text: "txt", json: "json", github: "github.txt", sarif: "sarif.json" }[format];
  await expect(out.replace(/"version": "\d+\.\d+\.\d+[^"]*"/, '"version": "0.0.0"')).toMatchFileSnapshot(
    `golden/validate.${golden}`,
  );
});

test("files that are not there are errors with their places, and a variable is named instead of its value", async () => {
  const { code, out } = await validate(missing);
  expect(code).toBe(1);
  expect(out.match(/^error\[(file|bind).*\n *-->.*$/gm)).toEqual([
    "error[file-not-found]: there is no build context /app/web\n --> compose.yaml:4:22",
    `error[bind-source-missing]: there is no file or folder to mount of \${CONF}\n --> compose.yaml:6:30`,
    "error[file-not-found]: there is no Dockerfile /app/api/nope.Dockerfile\n --> compose.yaml:9:41",
    "error[file-not-found]: there is no config file /app/c.txt\n  --> compose.yaml:15:13",
  ]);
  expect(out).not.toContain("/secret");
});

test("SARIF has what its schema demands of a log, its rules and its places", async () => {
  const log = JSON.parse((await validate(wrong, "--format", "sarif")).out);
  expect(log).toMatchObject({ version: "2.1.0", $schema: expect.stringContaining("sarif-2.1.0") });
  const [{ tool, results, originalUriBaseIds }] = log.runs;
  expect(originalUriBaseIds["%SRCROOT%"].uri).toBe("file:///app/");
  expect(results.length).toBeGreaterThan(2);
  for (const { ruleId, ruleIndex, level, message, locations } of results) {
    expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(["error", "warning"]).toContain(level);
    expect(message.text).not.toBe("");
    for (const { physicalLocation } of locations) {
      expect(physicalLocation.artifactLocation.uri).toMatch(/^[\w./%-]+$/);
      expect(physicalLocation.region.startLine).toBeGreaterThan(0);
      expect(physicalLocation.region.startColumn).toBeGreaterThan(0);
    }
  }
  expect(results.find(({ relatedLocations }: { relatedLocations?: unknown }) => relatedLocations)).toMatchObject({
    relatedLocations: [
      { message: { text: "extended from" }, physicalLocation: { artifactLocation: { uri: "compose.yaml" } } },
    ],
  });
});

test("with --strict a warning is an error", async () => {
  const warned = { "/app/compose.yaml": "name: shop\nversion: '3'\nservices:\n  web: {image: nginx}\n" };
  const lax = await validate(warned);
  expect(lax.code).toBe(0);
  expect(lax.out).toMatch(/^warning\[obsolete-attribute\]/);
  expect(lax.out).toMatch(/\nshop is valid: 1 service, 1 warning\n$/);
  const strict = await validate(warned, "--strict");
  expect(strict.code).toBe(1);
  expect(strict.out).toMatch(/^error\[obsolete-attribute\]/);
});

test("no project file is what is wrong, wrong usage is not", async () => {
  const none = await validate({}, "--format", "github");
  expect(none.code).toBe(1);
  expect(none.out).toMatch(/^::error title=no-project-file::no project file found in \/app/);
  const usage = await validate(good, "--format", "xml");
  expect(usage).toMatchObject({ code: 1, out: "" });
  expect(usage.err).toContain("error[usage]");
});
