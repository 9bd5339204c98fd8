import { expect, test } from "vitest";
import { errorText } from "../../src/cli/render/problem.ts";
import { WindlassError } from "../../src/core/errors.ts";
import { loadText } from "../support/load.ts";

const view = { paint: (_style: unknown, text: string) => text, cwd: "/app", columns: 200 };

async function said(given: Parameters<typeof loadText>[1], compose: string): Promise<string> {
  const error = await loadText(compose, given).catch((caught: unknown) => caught);
  if (!(error instanceof WindlassError)) throw new Error("it loads");
  return errorText(error, view);
}

test.each([
  ["env_file", "PASSWORD=hunter2${\n"],
  ["env_file", 'PASSWORD="hunter2\n'],
  ["env_file", "hunter2 x=1\n"],
  ["label_file", "PASSWORD=hunter2${\n"],
])("no complaint about the %s %j shows its text, but file, line and key", async (attribute, text) => {
  const compose = `services: {web: {image: x, ${attribute}: secret.env}}\n`;
  const shown = await said({ files: { "/app/secret.env": text } }, compose);
  expect(shown).toContain("secret.env:1:");
  expect(shown).not.toContain("hunter2");
});

test("nor does one about .env, where a dollar in a password makes a variable of the rest", async () => {
  const files = { "/app/.env": "PASSWORD=pa$hunter2\n" };
  const project = await loadText("services: {web: {image: x}}\n", { files });
  expect(project.warnings).toMatchObject([{ code: "variable-unset", place: { file: "/app/.env", line: 1 } }]);
  expect(JSON.stringify(project.warnings)).toContain("PASSWORD");
  expect(JSON.stringify(project.warnings)).not.toContain("hunter2");
  expect([...project.sources.keys()]).toEqual(["/app/compose.yaml"]);
});
