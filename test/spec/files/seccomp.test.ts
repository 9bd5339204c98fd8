import { expect, test } from "vitest";
import { missingFiles } from "../../../src/observe/missing-files.ts";
import { loadService, loadText, problemsOf } from "../../support/load.ts";
import { memoryContext } from "../../support/memory-context.ts";

const file = (option: string): string => `services:\n  web:\n    image: x\n    security_opt: ['${option}']\n`;

test.each([
  ["seccomp=./p.json", "/app/p.json"],
  ["seccomp:p.json", "/app/p.json"],
  ["seccomp=/etc/p.json", "/etc/p.json"],
])("%s is the profile's text, its blanks left out but those in texts", async (option, path) => {
  const files = { [path]: '{ "a" : [1.0, "b \\" c"],\n\t"d":"\\u00e9 " }\n' };
  const service = await loadService(file(option), { files });
  expect(service.securityOpt).toEqual(['seccomp={"a":[1.0,"b \\" c"],"d":"\\u00e9 "}']);
  expect(service.printed.get("security_opt")).toEqual([option]);
});

test.each(["seccomp=unconfined", "seccomp=builtin", "no-new-privileges:true", "label:disable"])(
  "%s names no file",
  async (option) => {
    const project = await loadText(file(option));
    expect([...project.services.values()][0]?.securityOpt).toEqual([option]);
    expect(await missingFiles(project, memoryContext({}).disk)).toEqual([]);
  },
);

test("the profile is relative to the project's folder, not to the file that is extended", async () => {
  const files = { "/app/sub/base.yaml": file("seccomp=p.json"), "/app/p.json": "{}", "/app/sub/p.json": "[]" };
  const extended = "services: {web: {extends: {file: sub/base.yaml, service: web}}}";
  expect((await loadService(extended, { files })).securityOpt).toEqual(["seccomp={}"]);
});

test("a profile that is not there is told to whoever would run the project, with its line", async () => {
  const project = await loadText(file("seccomp=./gone.json"));
  expect(await missingFiles(project, memoryContext({}).disk)).toMatchObject([
    {
      for: "file",
      diagnostic: { code: "file-not-found", path: "services.web.security_opt[0]", place: { line: 4 } },
    },
  ]);
});

test("a profile that is no JSON is refused", async () => {
  expect(await problemsOf(file("seccomp=p.json"), { files: { "/app/p.json": "{" } })).toMatchObject([
    { code: "invalid-value", path: "services.web.security_opt[0]", place: { line: 4 } },
  ]);
});
