/** What `pull`, `build` and `down --rmi` do with images, in front of an engine in memory. */
import { beforeEach, describe, expect, test } from "vitest";
import { run } from "../../../src/cli/run.ts";
import { WindlassError } from "../../../src/core/errors.ts";

import { MemoryEngine } from "../../support/memory-engine.ts";
import { fakeShell } from "../../support/process-context.ts";

const files = {
  "/app/web/Dockerfile": "FROM busybox",
  "/app/compose.yaml": `name: shop
services:
  web: {build: ./web, depends_on: [db]}
  db: {image: redis:7, pull_policy: missing}
  cache: {image: redis:latest, pull_policy: missing}
  api: {image: shop/api:1, build: ./web}
  local: {image: mine, pull_policy: never}
`,
};

let engine: MemoryEngine;

beforeEach(() => {
  engine = new MemoryEngine();
  for (const reference of ["redis:7", "redis:latest", "mine"]) engine.addImage(reference, { references: [reference] });
});

async function windlass(
  argv: string,
  own: Readonly<Record<string, string>> = files,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const shell = fakeShell(own, engine, { env: { TOKEN: "t", ...env } });
  const code = await run(argv.split(" "), shell);
  return { code, out: shell.out.text, err: shell.err.text };
}

describe("pull", () => {
  test("brings what the services name, and says what it leaves out and why", async () => {
    engine.registry.set("shop/api:1", engine.addImage("shop/api:1"));
    const { code, err } = await windlass("pull");
    expect(code).toBe(0);
    expect(err).toContain(" Image shop-web Skipped No image to be pulled\n");
    expect(err).toContain(" Image redis:7 Skipped Image is already present locally\n");
    expect(err).toContain(" Image mine Skipped Its pull_policy forbids it\n");
    expect(err).toContain(" Image redis:latest Pulled \n");
    expect(engine.calls.toSorted()).toEqual(["pull redis:latest", "pull shop/api:1"]);
  });

  test("without a policy in the file an image that is there is pulled again", async () => {
    const plain = { "/app/compose.yaml": "services: {db: {image: redis:7}}" };
    expect((await windlass("pull", plain)).err).toContain(" Image redis:7 Pulled \n");
    expect((await windlass("pull --policy missing", plain)).err).toContain("Skipped Image is already present locally");
  });

  test("a policy of the command line wins over the file's", async () => {
    await windlass("pull --policy always --ignore-buildable db");
    expect(engine.calls).toEqual(["pull redis:7"]);
  });

  test("pulls for the named services alone, and with --include-deps for those that they need", async () => {
    await windlass("pull --policy always web");
    expect(engine.calls).toEqual([]);
    await windlass("pull --policy always --include-deps web");
    expect(engine.calls).toEqual(["pull redis:7"]);
  });

  test("leaves out what can be built where that is asked for", async () => {
    const { code, err } = await windlass("pull --ignore-buildable");
    expect(code).toBe(0);
    expect(err).toContain(" Image shop/api:1 Skipped Image can be built\n");
  });

  test("a failure is one, and with --ignore-pull-failures none; what can be built is pointed out", async () => {
    engine.failing.set("pull shop/api:1", new WindlassError("image-not-found", "there is no image"));
    const failed = await windlass("pull");
    const hint = "Some service image(s) must be built from source by running:\n    windlass build api\n";
    expect(failed.code).toBe(1);
    expect(failed.err).toContain(hint);
    const ignored = await windlass("pull --ignore-pull-failures");
    expect(ignored.code).toBe(0);
    expect(ignored.err).toContain(hint);
  });

  test("brings images of hooks, too; a policy that builds pulls those that are missing", async () => {
    for (const image of ["tool", "there"]) engine.registry.set(image, engine.addImage(image));
    engine.images.delete("tool");
    const hooked = {
      ...files,
      "/app/compose.yaml": `services:
  a: {image: redis:7, pull_policy: never, pre_start: [{image: none, command: [a]}]}
  b: {build: ./web, pull_policy: build, pre_start: [{image: tool, command: [a]}, {image: "there:1", command: [a]}]}
`,
    };
    engine.addImage("there:1");
    const { err } = await windlass("pull", hooked);
    expect(engine.calls).toEqual(["pull tool"]);
    expect(err).toContain(" Image none Skipped Its pull_policy forbids it\n");
    expect(err).toContain(" Image there:1 Skipped Image is already present locally\n");
    engine.images.delete("tool");
    expect((await windlass("plan up b", hooked)).out).toMatch(/image +tool +pull +not found locally/);
  });

  test("a failure is told with the services that use the image, and the line of the first", async () => {
    const two = { "/app/compose.yaml": "services:\n  a: {image: none}\n  b: {image: none}\n" };
    const { code, err } = await windlass("pull", two);
    expect(code).toBe(1);
    expect(engine.calls).toEqual(["pull none"]);
    expect(err).toContain('error[image-not-found]: services "a", "b": there is no image "none"');
    expect(err).toContain("compose.yaml:2:14");
  });

  test("--quiet says nothing, --dry-run pulls nothing", async () => {
    expect((await windlass("pull --quiet db")).err).toBe("");
    const { out } = await windlass("--dry-run pull cache");
    expect(out).toMatch(/image +redis:latest +pull/);
    expect(engine.calls).toEqual([]);
  });

  test("--parallel and --no-parallel change nothing", async () => {
    const { out } = await windlass("--dry-run pull");
    for (const flag of ["--parallel", "--no-parallel", "--parallel=false"])
      expect(await windlass(`--dry-run pull ${flag}`)).toMatchObject({ code: 0, out });
  });
});

describe("build", () => {
  test("builds what the services say, with the arguments of the command line above the file's", async () => {
    const { code, err } = await windlass("build --build-arg A=1 --build-arg TOKEN --build-arg NONE --no-cache --pull");
    expect({ code, calls: engine.calls.toSorted() }).toEqual({
      code: 0,
      calls: ["build shop-web", "build shop/api:1"],
    });
    expect(err).toContain(" Image shop-web Built \n");
    const { args, noCache, pull } = engine.builds.get("shop-web") ?? {};
    expect({ args, noCache, pull }).toEqual({ args: { A: "1", TOKEN: "t" }, noCache: true, pull: true });
  });

  test("builds the named services alone, and with --with-dependencies those that they need", async () => {
    const chain = {
      ...files,
      "/app/compose.yaml": "services: {a: {build: ./web, depends_on: [b]}, b: {build: ./web}}",
    };
    await windlass("build a", chain);
    expect(engine.calls).toEqual(["build app-a"]);
    await windlass("build --with-dependencies a", chain);
    expect(engine.calls.slice(1).toSorted()).toEqual(["build app-a", "build app-b"]);
  });

  test("tells the steps on standard output, and what was built on standard error", async () => {
    engine.tellsProgress = true;
    expect(await windlass("build web")).toMatchObject({
      out: " Image shop-web Building RUN make\n",
      err: " Image shop-web Building \n Image shop-web Built \n1 image built (0.0s)\n",
    });
  });

  test("what a builder finds odd is a warning that names the image", async () => {
    engine.doubts = "FromAsCasing: casing do not match (line 1)";
    const { code, err } = await windlass("build web");
    expect(code).toBe(0);
    expect(err).toContain("warning[dockerfile-warning]: shop-web: FromAsCasing: casing do not match (line 1)");
  });

  test("a build that fails is told with the line of its `build`", async () => {
    engine.failing.set("build shop-web", new WindlassError("build-failed", "it failed"));
    const { code, err } = await windlass("build web");
    expect(code).toBe(1);
    expect(err).toContain('error[build-failed]: service "web": build shop-web: it failed');
    expect(err).toContain("compose.yaml:3:");
  });

  test("a project without builds is no mistake", async () => {
    const { code, err } = await windlass("build db");
    expect({ code, err }).toEqual({ code: 0, err: "No services to build\n" });
  });

  test("a build context that is not there is told before anything is built", async () => {
    const { code, err } = await windlass("build", { "/app/compose.yaml": "services: {a: {build: ./none}}" });
    expect(code).toBe(1);
    expect(err).toContain("/app/none");
    expect(engine.calls).toEqual([]);
  });

  test("what the command line says of all builds stands beside what the file says", async () => {
    engine.builder = { kind: "buildkit", store: "containerd", apiVersion: "1.51" };
    const { code, err } = await windlass(
      "build --builder default --provenance mode=max --sbom true --ssh k=./key web",
      { ...files, "/app/key": "" },
    );
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(engine.builds.get("shop-web")).toMatchObject({
      builder: "buildkit",
      provenance: "mode=max",
      sbom: "",
      ssh: [{ id: "k", paths: ["/app/key"] }],
    });
  });

  test("a limit of memory is for the classic builder, and told where another one builds", async () => {
    const { code, err } = await windlass("build -m 64m web");
    expect(code).toBe(1);
    expect(err).toContain("a memory limit for the build");
    expect((await windlass("build -m 64m web", files, { DOCKER_BUILDKIT: "0" })).code).toBe(0);
    expect(engine.builds.get("shop-web")).toMatchObject({ builder: "classic", memory: 64 << 20 });
    expect((await windlass("build -m lots web")).err).toContain("must be a size such as 512m");
  });

  test("an SSH key without a path is told", async () => {
    const { code, err } = await windlass("build --ssh key");
    expect(code).toBe(1);
    expect(err).toContain('invalid SSH key "key"');
  });

  test("a builder that is not there is told before anything is built", async () => {
    const { code, err } = await windlass("build --builder nowhere");
    expect(code).toBe(1);
    expect(err).toContain('there is no builder "nowhere"');
    expect(engine.calls).toEqual([]);
  });

  test("--push brings what was built to its registries", async () => {
    const { code } = await windlass("build --push api web");
    expect({ code, calls: engine.calls }).toEqual({
      code: 0,
      calls: expect.arrayContaining(["build shop-web", "build shop/api:1", "push shop/api:1"]),
    });
    expect(engine.calls).toHaveLength(3);
  });

  test("--check builds nothing, and shows what is doubtful with its line", async () => {
    const complaint = { rule: "FromAsCasing", message: "casing does not match", detail: "", line: 1 };
    engine.buildWarnings.set("shop-web", [{ ...complaint, url: "https://docs.test/rule" }]);
    const { code, out, err } = await windlass("build --check web");
    expect(code).toBe(1);
    expect(out).toContain("warning[dockerfile-warning]: web: FromAsCasing: casing does not match");
    expect(out).toContain("web/Dockerfile:1");
    expect(out).toContain("FROM busybox");
    expect(err).toBe("1 build checked: 1 warning\n");
    engine.buildWarnings.clear();
    expect(await windlass("build --check web")).toMatchObject({
      code: 0,
      out: "",
      err: "1 build checked: no warnings\n",
    });
    expect(engine.calls).toEqual(["check shop-web", "check shop-web"]);
  });

  test("--print prints the file for bake, and builds nothing", async () => {
    const { code, out, err } = await windlass("build --print --no-cache web");
    expect({ code, err, calls: engine.calls }).toEqual({ code: 0, err: "", calls: [] });
    const { group, target } = JSON.parse(out);
    expect(group).toEqual({ default: { targets: ["web"] } });
    expect(target.web).toMatchObject({ tags: ["shop-web"], "no-cache": true, output: ["type=docker"] });
    expect(JSON.parse((await windlass("build --print db")).out)).toEqual({
      group: { default: { targets: [] } },
      target: {},
    });
  });

  test("flags that mean nothing any more are taken; --quiet says nothing", async () => {
    const { code, err } = await windlass("build --compress --force-rm --no-rm --parallel -q web");
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});

describe("down --rmi", () => {
  beforeEach(async () => {
    await windlass("up -d --quiet-pull --quiet-build");
    engine.calls.length = 0;
  });

  const gone = (): readonly string[] =>
    engine.calls.flatMap((call) => (call.startsWith("remove image ") ? [call.slice("remove image ".length)] : []));

  test("local removes what was built for the project", async () => {
    expect((await windlass("down --rmi local")).err).toContain(" Image shop-web Removed \n");
    expect(gone().toSorted()).toEqual(["shop-web", "shop/api:1"]);
  });

  test.each(["", "2"])(
    "local leaves what was made of a container, whether it has its labels or lost them (%j)",
    async (number) => {
      const labels = {
        "com.docker.compose.project": "shop",
        "com.docker.compose.service": "web",
        "com.docker.compose.container-number": number,
      };
      engine.addImage("backup:1", { references: ["backup:1"], labels });
      engine.addImage("shop-web", { references: ["shop-web"], labels });
      await windlass("down --rmi local");
      expect(gone()).toEqual(["shop/api:1"]);
    },
  );

  test("all removes the images of all services, also where there is only a name", async () => {
    await windlass("down --rmi all");
    expect(gone().toSorted()).toEqual(["mine", "redis:7", "redis:latest", "shop-web", "shop/api:1"]);
  });

  test("without a file the containers say which they are", async () => {
    await windlass("-p shop down --rmi all", {});
    expect(gone().toSorted()).toEqual(["mine", "redis:7", "redis:latest", "shop-web", "shop/api:1"]);
  });

  test("an image that somebody else uses stays, and that is told", async () => {
    engine.failing.set("remove image redis:7", new WindlassError("resource-in-use", "used"));
    const { code, err } = await windlass("down --rmi all");
    expect(code).toBe(0);
    expect(err).toContain('the image "redis:7" stays, because it is still in use');
  });

  test("plan --down shows it, and only with --down", async () => {
    expect((await windlass("plan --down --rmi local")).out).toMatch(/- image +shop-web +remove +--rmi local/);
    expect((await windlass("plan --rmi local")).err).toContain("--rmi needs --down");
    expect((await windlass("down --rmi some")).err).toContain("must be one of local, all");
  });
});
