/** The global flags that say which project is meant, and which of its services are enabled. */
import { expect, test } from "vitest";
import { inProcess } from "../../support/commands.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { fakeShell } from "../../support/process-context.ts";

const files = {
  "/app/compose.yaml": 'services: {web: {image: "nginx:$TAG", volumes: ["./html:/html"], profiles: [tools]}}\n',
  "/app/tools.yaml": "name: tools\nservices: {a: {image: busybox}, b: {image: busybox, profiles: [more, most]}}\n",
  "/elsewhere/.env": "TAG=2\n",
};

async function config(words: string) {
  const { code, out, err } = await inProcess(
    [...words.split(" "), "--format", "json"],
    fakeShell(files, new MemoryEngine()),
  );
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
}

test.each(["--project-directory", "--workdir"])(
  "%s is the folder of relative paths, of .env and of the project's name",
  async (flag) => {
    const project = await config(`-f compose.yaml --profile tools ${flag} /elsewhere config`);
    expect(project).toMatchObject({
      name: "elsewhere",
      services: { web: { image: "nginx:2", volumes: [{ source: "/elsewhere/html" }] } },
    });
  },
);

test("-p names the project, and what belongs to it", async () => {
  expect(await config("-p mine -f tools.yaml config")).toMatchObject({
    name: "mine",
    networks: { default: { name: "mine_default" } },
  });
});

test("--profile enables the services of the profile", async () => {
  const enabled = async (flags: string) => Object.keys((await config(`-f tools.yaml ${flags}config`)).services);
  expect(await enabled("")).toEqual(["a"]);
  expect(await enabled("--profile most ")).toEqual(["a", "b"]);
  expect(await enabled("--profile other --profile more ")).toEqual(["a", "b"]);
  expect(await enabled("--profile * ")).toEqual(["a", "b"]);
});
