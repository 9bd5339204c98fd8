/** What the command says and how it ends where no engine is needed: none answers here. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { type Ended, windlassOn } from "../../support/on-files.ts";
import { startLine } from "../../support/program.ts";
import { shopFiles as files } from "../../support/shop-files.ts";

const windlass = (argv: string, other: Readonly<Record<string, string>> = files): Promise<Ended> =>
  windlassOn(other, argv.split(" ").filter(Boolean));

test("a profile that nobody has is told, with the one that was meant", async () => {
  const { code, err } = await windlass("--profile tols config -q");
  expect({ code, err }).toEqual({
    code: 0,
    err: 'warning[undefined-profile]: no service has the profile "tols"\n = hint: did you mean "tools"?\n',
  });
});

test("config prints the model or a list of it, and touches no engine", async () => {
  expect((await windlass("config --services")).out).toBe("db\nweb\n");
  expect((await windlass("--profile tools config --images")).out.split("\n").sort()).toEqual([
    "",
    "busybox",
    "nginx:1.27",
    "redis:7",
  ]);
  expect((await windlass("config --volumes")).out).toBe("data\n");
  expect((await windlass("config")).out).toMatch(/^name: shop\n/);
  expect(JSON.parse((await windlass("config --format json")).out).name).toBe("shop");
  expect(await windlass("config -q")).toMatchObject({ code: 0, out: "", err: "" });
});

test("a wrong file exits 1 with every mistake in its place", async () => {
  const wrong = { "/app/compose.yaml": "services:\n  web:\n    imagee: nginx\n" };
  const { code, out, err } = await windlass("up -d", wrong);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain("error[unknown-key]");
  expect(err).toContain("3 |     imagee: nginx\n");
});

test("with --progress json errors are objects too", async () => {
  const wrong = { "/app/compose.yaml": "services:\n  web:\n    imagee: nginx\n" };
  const { err } = await windlass("--progress json up -d", wrong);
  expect(JSON.parse(err)).toMatchObject({ error: true, code: "invalid-project", diagnostics: [{ line: 3 }] });
});

test.each([
  ["-d --abort-on-container-exit", "--detach can't be combined with --abort-on-container-exit"],
  ["-d --exit-code-from web", "--detach can't be combined with --exit-code-from"],
  ["--wait --exit-code-from web", "--wait can't be combined with --exit-code-from"],
  ["-d --attach web", "--detach can't be combined with --attach"],
  ["--attach web --attach-dependencies", "--attach can't be combined with --attach-dependencies"],
  ["--build --no-build", "--build can't be combined with --no-build"],
])("up %s is refused before anything is read", async (flags, message) => {
  const { code, err } = await windlass(`up ${flags}`, {});
  expect({ code, err }).toEqual({ code: 1, err: `error[usage]: ${message}\n` });
});

test("config --models prints what runs them, --no-interpolate sorts all that there is", async () => {
  const text = "name: shop\nservices: {web: {image: $IMAGE, models: [llm]}}\nmodels: {llm: {model: ai/example}}\n";
  const other = { "/app/compose.yaml": text };
  expect((await windlass("config --no-consistency --models", other)).out).toBe("ai/example\n");
  const { out } = await windlass("config --no-interpolate", other);
  expect(out.match(/^\w+/gm)).toEqual(["models", "name", "networks", "services"]);
  expect(out).toContain("image: $IMAGE\n");
});

test.skipIf(!existsSync("/dev/full"))("output that can't be written is exit 1, and says so", async () => {
  const command = `${startLine} version > /dev/full`;
  const { status, stderr } = spawnSync("sh", ["-c", command], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(/^error\[output-failed\]: can't write the output: .*\n$/),
  });
});

test("--max-file-size lets a file be larger than usual", async () => {
  const long = { "/app/compose.yaml": `${files["/app/compose.yaml"]}#${" ".repeat(11 << 20)}` };
  expect((await windlass("config -q", long)).err).toContain("error[file-too-large]");
  expect((await windlass("--max-file-size 12 config -q", long)).code).toBe(0);
});

test("version comes in three forms", async () => {
  const { out } = await windlass("version --short");
  expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await windlass("version")).out).toBe(`Windlass version ${out}`);
  expect(JSON.parse((await windlass("version -f json")).out)).toEqual({ version: out.trim() });
});

test("a command that needs an engine says that none answers, and where it asked", async () => {
  const { code, out, err } = await windlass("ps");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^error\[engine-unreachable\]: .*unix:\/\/\/nonexistent\/engine\.sock/);
});
