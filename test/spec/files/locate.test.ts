// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts under test
import { expect, test } from "vitest";
import { WindlassError } from "../../../src/core/errors.ts";
import { load } from "../../../src/spec/load.ts";
import type { Git, LoadRequest } from "../../../src/spec/load-request.ts";
import type { Project } from "../../../src/spec/project.ts";
import { renderJson } from "../../../src/spec/render/render.ts";
import { request } from "../../support/load.ts";
import { memoryContext } from "../../support/memory-context.ts";

const commit = "c".repeat(40);
const address = "https://host.test/shop.git";

/** Knows one repository, whose files stand in /cache/shop. */
const git: Git = {
  file: async ({ remote, inside = "" }) => {
    if (remote !== address) throw new WindlassError("git-failed", "it is not there", { hint: "look again" });
    return {
      path: `/cache/shop/${inside.endsWith(".yaml") ? inside : `${inside && `${inside}/`}compose.yaml`}`,
      folder: "/cache/shop",
      commit,
    };
  },
};

const files = {
  "/cache/shop/compose.yaml": "services: {web: {image: x, build: .}}",
  "/cache/shop/db/compose.yaml": "include: [../more.yaml]\nservices: {db: {build: .}}",
  "/cache/shop/more.yaml": "services: {more: {build: .}}",
};

const loaded = (compose: string, asked: Partial<LoadRequest> = {}, env = {}): Promise<Project> =>
  load({ ...request, ...asked }, { ...memoryContext({ ...files, "/app/compose.yaml": compose }, env), git });

test("a project file may come from a repository, and its folder is then the project's", async () => {
  const project = await loaded("", { files: [`${address}#main`] });
  expect(project).toMatchObject({ name: "shop", workingDir: "/cache/shop", configFiles: ["/cache/shop/compose.yaml"] });
  expect(project.warnings).toMatchObject([
    { code: "git-commit", severity: "warning", hint: expect.stringContaining(`#${commit}`) },
  ]);
});

test("so may what is included, with what it includes beside it", async () => {
  const project = await loaded(`include: ['${address}#v1:db']`);
  expect(JSON.parse(renderJson(project)).services).toMatchObject({
    db: { build: { context: "/cache/shop/db" } },
    more: { build: { context: "/cache/shop" } },
  });
  expect(project.warnings).toMatchObject([{ code: "git-commit", place: { file: "/app/compose.yaml", line: 1 } }]);
});

test("so may what is extended; a whole commit is not worth a word", async () => {
  const project = await loaded(`services: {web: {extends: {file: '${address}#${commit}', service: web}}}`);
  expect(JSON.parse(renderJson(project)).services).toMatchObject({
    web: { image: "x", build: { context: "/cache/shop" } },
  });
  expect(project.warnings).toEqual([]);
});

test("what git says is told with the place, and without an address that came from a variable", async () => {
  const caught = await loaded("include: ['https://${TOKEN}@host.test/x.git']", {}, { TOKEN: "hunter2" }).catch(
    (error: unknown) => error,
  );
  if (!(caught instanceof WindlassError)) throw new Error("it went well");
  expect(caught.diagnostics).toMatchObject([{ code: "git-failed", hint: "look again", place: { line: 1 } }]);
  expect(JSON.stringify(caught.diagnostics)).not.toContain("hunter2");
});
