/** Which images a plan builds, in which order, by whom, and what is told before. */
import { describe, expect, test } from "vitest";
import { planText } from "../../../src/cli/render/plan.ts";
import type { BuildSpec } from "../../../src/engine/port.ts";
import type { BuildingFacts, Observed } from "../../../src/observe/observed.ts";
import { planBuild } from "../../../src/planner/build.ts";
import type { BuildOptions } from "../../../src/planner/plan/options.ts";
import type { Plan } from "../../../src/planner/plan/plan.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { engineWith, observedOf, planOf, projectOf, run } from "../../support/scenario.ts";

const usual: BuildingFacts = {
  engine: { kind: "buildkit", store: "graph-driver", apiVersion: "1.51" },
  dockerfiles: {},
};

const plainly: BuildOptions = { args: {}, noCache: false, pull: false };

async function buildPlan(
  compose: string,
  {
    services = [],
    building = {},
    options = {},
    engine = new MemoryEngine(),
    ...parts
  }: {
    readonly services?: readonly string[];
    readonly building?: Partial<BuildingFacts>;
    readonly options?: Partial<BuildOptions>;
    readonly engine?: MemoryEngine;
  } & Partial<Omit<Observed, "building">> = {},
): Promise<Plan> {
  const project = await projectOf(compose, {}, { services, withoutDependencies: services.length > 0 });
  const observed = await observedOf(engine, project, { ...parts, building: { ...usual, ...building } });
  return planBuild(project, observed, { ...plainly, ...options });
}

const stepsOf = (plan: Plan): readonly string[] => plan.steps.map(({ id }) => id);
const afterOf = (plan: Plan, id: string): readonly string[] => plan.steps.find((step) => step.id === id)?.after ?? [];
const specsOf = (plan: Plan): readonly BuildSpec[] =>
  plan.steps.flatMap(({ operation }) => (operation.kind === "build-image" ? [operation.build] : []));

describe("order", () => {
  test("an image is built after those that its contexts name", async () => {
    const plan = await buildPlan(`
      services:
        a: {build: {context: ., additional_contexts: {base: "service:z"}}}
        z: {build: .}`);
    expect(afterOf(plan, "build shop-a")).toEqual(["build shop-z"]);
    expect(specsOf(plan).at(-1)?.contexts).toEqual({ base: { from: "service", service: "z", image: "shop-z" } });
  });

  test("an image is built after those of the project that its Dockerfile names", async () => {
    const dockerfiles = {
      a: "ARG base=shop-nothing\nFROM docker.io/library/$base:latest\nCOPY --from=example.com/tools:2 /x /x\n",
      b: "FROM a-stage-of-nobody\n",
    };
    const plan = await buildPlan(
      `
      services:
        a: {build: {context: ., args: {base: shop-z}}}
        b: {build: .}
        y: {build: {context: ., tags: ["example.com/tools:2"]}}
        z: {build: .}`,
      { building: { dockerfiles } },
    );
    expect(afterOf(plan, "build shop-a")).toEqual(["build shop-y", "build shop-z"]);
    expect(afterOf(plan, "build shop-b")).toEqual([]);
  });

  test("an argument of the command line can name the image", async () => {
    const building = { dockerfiles: { a: "ARG base=busybox\nFROM $base\n" } };
    const compose = "services: {a: {build: .}, z: {build: .}}";
    expect(afterOf(await buildPlan(compose, { building }), "build shop-a")).toEqual([]);
    const plan = await buildPlan(compose, { building, options: { args: { base: "shop-z" } } });
    expect(afterOf(plan, "build shop-a")).toEqual(["build shop-z"]);
  });

  test("an inline Dockerfile counts, and a stage or a named context is no image", async () => {
    const plan = await buildPlan(`
      services:
        a:
          build:
            context: .
            additional_contexts: {shop-y: docker-image://busybox}
            dockerfile_inline: |
              FROM busybox AS shop-x
              FROM shop-x
              COPY --from=shop-y / /y
              COPY --from=shop-z / /z
        x: {build: .}
        y: {build: .}
        z: {build: .}`);
    expect(afterOf(plan, "build shop-a")).toEqual(["build shop-z"]);
  });

  test("Dockerfiles that name each other's images are built in no order, contexts that do not at all", async () => {
    const building = { dockerfiles: { a: "FROM shop-b\n", b: "FROM shop-a\n" } };
    const plan = await buildPlan("services: {a: {build: .}, b: {build: .}}", { building });
    expect(stepsOf(plan)).toHaveLength(2);
    const circle = buildPlan(`
      services:
        a: {build: {context: ., additional_contexts: {x: "service:b"}}}
        b: {build: {context: ., additional_contexts: {x: "service:a"}}}`);
    await expect(circle).rejects.toMatchObject({
      diagnostics: [{ code: "dependency-cycle", message: expect.stringContaining("a → b → a"), place: { line: 3 } }],
    });
  });

  test("an image that a service pulls is pulled before what is built on it", async () => {
    const project = await projectOf("services: {a: {build: .}, r: {image: redis}}");
    const building = { ...usual, dockerfiles: { a: "FROM redis:latest\n" } };
    const engine = new MemoryEngine();
    engine.registry.set("redis", engineWith().addImage("redis"));
    const plan = await planOf(project, engine, {}, { building });
    expect(afterOf(plan, "build shop-a")).toEqual(["pull redis"]);
    const { report } = await run(plan, engine);
    expect(report.outcome).toBe("done");
  });
});

describe("what is built", () => {
  const three = `
      services:
        a: {build: {context: ., additional_contexts: {base: "service:b"}}}
        b: {build: .}
        c: {build: .}`;

  test("naming a service builds what its contexts name, too, and nothing else", async () => {
    const plan = await buildPlan(three, { services: ["a"] });
    expect(stepsOf(plan)).toEqual(["build shop-b", "build shop-a"]);
    expect(plan.verdicts.map(({ resource, reason }) => [resource.name, reason])).toEqual([
      ["shop-a", { code: "requested", by: "build" }],
      ["shop-b", { code: "built-on", service: "a" }],
    ]);
  });

  test("what a Dockerfile names is built where it is not there", async () => {
    const building = { dockerfiles: { a: "FROM shop-c\n" } };
    const compose = "services: {a: {build: .}, c: {build: .}}";
    expect(stepsOf(await buildPlan(compose, { services: ["a"], building }))).toEqual(["build shop-c", "build shop-a"]);
    const engine = engineWith("shop-c");
    expect(stepsOf(await buildPlan(compose, { services: ["a"], building, engine }))).toEqual(["build shop-a"]);
  });

  test("`up` of one service builds the images it is made from, and starts it alone", async () => {
    const project = await projectOf(three, {}, { services: ["a"] });
    const engine = new MemoryEngine();
    const plan = await planOf(project, engine, {}, { building: usual });
    await run(plan, engine);
    expect(engine.calls.filter((call) => call.startsWith("build"))).toEqual(["build shop-b", "build shop-a"]);
    expect([...engine.containers.values()].map(({ name }) => name)).toEqual(["shop-a-1"]);
  });

  test("who only uses an image that another service builds gets the built one, and nothing is pulled", async () => {
    const compose = `
      services:
        a: {image: made}
        b: {image: made, build: .}
        c: {image: "example.com/c:2"}
        d: {build: {context: ., tags: ["example.com/c:2"]}}`;
    const engine = new MemoryEngine();
    const plan = await planOf(await projectOf(compose), engine, {}, { building: usual });
    expect(stepsOf(plan).filter((id) => /^(pull|build)/.test(id))).toEqual(["build made", "build shop-d"]);
    const { report } = await run(plan, engine);
    expect(report.outcome).toBe("done");
    const alone = await projectOf(
      compose.replace("a: {image: made}", "a: {image: 'made:latest'}"),
      {},
      { services: ["a"] },
    );
    expect(stepsOf(await planOf(alone, new MemoryEngine(), {}, { building: usual }))).toContain("build made");
  });

  test("with `push` each name goes to its registry after the build, where the service names its image", async () => {
    const compose = `
      services:
        a: {image: example.com/a, build: {context: ., tags: ["example.com/a:2"]}}
        b: {build: ./b}`;
    const plan = await buildPlan(compose, { options: { push: true } });
    expect(plan.steps.map(({ id, after }) => [id, after])).toEqual([
      ["build example.com/a", []],
      ["push example.com/a", ["build example.com/a"]],
      ["push example.com/a:2", ["build example.com/a"]],
      ["build shop-b", []],
    ]);
    expect(planText(plan, (_, text) => text, { steps: false })).toContain("by BuildKit, then pushed");
    const named = { kind: "outside", name: "far", driver: "remote", from: "--builder" } as const;
    const outside = await buildPlan(compose, { options: { push: true }, building: { named } });
    expect(stepsOf(outside)).toEqual(["build example.com/a", "build shop-b"]);
    expect(specsOf(outside).map(({ push }) => push)).toEqual([true, false]);
  });

  test("a name is built once, and two definitions of it are told", async () => {
    const one = "services: {a: {image: x, build: .}, b: {image: x, build: .}}";
    expect(stepsOf(await buildPlan(one))).toEqual(["build x"]);
    const plan = await buildPlan("services:\n  a: {image: x, build: .}\n  b: {image: x, build: ./other}\n");
    expect(stepsOf(plan)).toEqual(["build x"]);
    expect(plan.warnings).toMatchObject([{ code: "image-built-twice", place: { line: 3 } }]);
  });

  test("of builds that are defined alike, the others come from the first one's cache", async () => {
    const plan = await buildPlan("services: {a: {build: .}, b: {build: .}, c: {build: ./c}, d: {build: .}}");
    expect(plan.steps.map(({ id, after }) => [id, after])).toEqual([
      ["build shop-a", []],
      ["build shop-b", ["build shop-a"]],
      ["build shop-c", []],
      ["build shop-d", ["build shop-a"]],
    ]);
  });

  test("of several platforms a container gets its service's", async () => {
    const compose = `
      services:
        a: {platform: linux/amd64, build: {context: ., platforms: [linux/amd64, linux/arm64]}}
        b: {build: {context: ./b, platforms: [linux/amd64]}}`;
    const plan = await planOf(await projectOf(compose), new MemoryEngine(), {}, { building: usual });
    expect(specsOf(plan).map(({ platforms }) => platforms)).toEqual([["linux/amd64"], []]);
    const building = { engine: { kind: "buildkit", store: "containerd", apiVersion: "1.51" } } as const;
    expect(specsOf(await buildPlan(compose, { building })).map(({ platforms }) => platforms)).toEqual([
      ["linux/amd64", "linux/arm64"],
      ["linux/amd64"],
    ]);
  });
});

describe("who builds", () => {
  const one = "services: {a: {build: .}}";
  const saidOf = (plan: Plan): string => planText(plan, (_, text) => text, { steps: false });

  test.each<[string, Partial<BuildingFacts>, BuildSpec["builder"]]>([
    ["by BuildKit", {}, "buildkit"],
    [
      "by BuildKit without its own API, which the engine refuses",
      { engine: { kind: "buildkit-http", store: "graph-driver", apiVersion: "1.51" } },
      "buildkit-http",
    ],
    [
      "by the classic builder: the engine has no BuildKit",
      { engine: { kind: "classic", store: "graph-driver", apiVersion: "1.51" } },
      "classic",
    ],
    [
      "by the classic builder, named by DOCKER_BUILDKIT",
      { named: { kind: "classic", from: "DOCKER_BUILDKIT" } },
      "classic",
    ],
    [
      "by docker buildx's builder far, chosen with docker buildx use",
      { named: { kind: "outside", name: "far", driver: "remote", from: "docker buildx use" } },
      "bake",
    ],
    ["by BuildKit, named by --builder", { named: { kind: "buildkit", from: "--builder" } }, "buildkit"],
  ])("%s", async (text, building, builder) => {
    const plan = await buildPlan(one, { building });
    expect(saidOf(plan)).toContain(`, ${text}`);
    expect(specsOf(plan).map((spec) => spec.builder)).toEqual([builder]);
  });

  test("a builder outside the engine gets the project's images as contexts, and their builds", async () => {
    const building: Partial<BuildingFacts> = {
      named: { kind: "outside", name: "far", driver: "remote", from: "BUILDX_BUILDER" },
      dockerfiles: { a: "FROM docker.io/library/shop-c:latest\n" },
    };
    const compose = `
      services:
        a: {build: {context: ., additional_contexts: {b: "service:b"}}}
        b: {build: ./b}
        c: {build: ./c}`;
    const plan = await buildPlan(compose, { services: ["a"], building, engine: engineWith("shop-c") });
    const last = plan.steps.find(({ id }) => id === "build shop-a")?.operation;
    if (last?.kind !== "build-image") throw new Error("nothing is built");
    expect(last.build).toMatchObject({
      builderName: "far",
      contexts: {
        b: { from: "service", service: "b" },
        "shop-c": { from: "service", service: "c" },
      },
    });
    expect(Object.keys(last.bases ?? {}).toSorted()).toEqual(["b", "c"]);
  });

  test("what a builder can't do is told with its line before anything is built, and who can", async () => {
    const compose = `
services:
  a:
    build:
      context: .
      secrets: [token]
      additional_contexts: {x: docker-image://busybox}
secrets: {token: {environment: TOKEN}}
`;
    const project = await projectOf(compose, {}, {}, { TOKEN: "t" });
    const building: BuildingFacts = {
      ...usual,
      engine: { kind: "classic", store: "graph-driver", apiVersion: "1.51" },
    };
    const observed = await observedOf(new MemoryEngine(), project, { building });
    const failing = async (): Promise<Plan> => planBuild(project, observed, plainly);
    await expect(failing()).rejects.toMatchObject({
      diagnostics: [
        {
          code: "builder-lacks",
          message: 'the classic builder does not support build secrets, which service "a" asks for',
          place: { line: 6 },
          hint: expect.stringContaining("BuildKit can"),
        },
        { code: "builder-lacks", place: { line: 7 } },
      ],
    });
  });

  describe("by the BuildKit in Docker 20.10", () => {
    const engine: BuildingFacts["engine"] = { kind: "buildkit", store: "graph-driver", apiVersion: "1.41" };

    test("limits, which it would leave out, are an error, and the classic builder can", async () => {
      const compose = "services: {a: {build: {context: ., shm_size: 1m, ulimits: {nofile: 100}}}}";
      await expect(buildPlan(compose, { building: { engine } })).rejects.toMatchObject({
        diagnostics: [
          {
            code: "builder-lacks",
            path: "services.a.build.shm_size",
            hint: expect.stringContaining("DOCKER_BUILDKIT=0"),
          },
          { code: "builder-lacks", path: "services.a.build.ulimits" },
        ],
      });
      const named = { kind: "classic", from: "DOCKER_BUILDKIT" } as const;
      expect(specsOf(await buildPlan(compose, { building: { engine, named } }))).toMatchObject([{ shmSize: 1 << 20 }]);
    });

    test("additional contexts need a Dockerfile that names a newer frontend", async () => {
      const compose = "services: {a: {build: {context: ., additional_contexts: {x: docker-image://busybox}}}}";
      await expect(buildPlan(compose, { building: { engine } })).rejects.toMatchObject({
        diagnostics: [{ code: "builder-lacks", hint: expect.stringContaining("# syntax=docker/dockerfile:1") }],
      });
      const dockerfiles = { a: "# syntax=docker/dockerfile:1\nFROM x\n" };
      expect(specsOf(await buildPlan(compose, { building: { engine, dockerfiles } }))).toHaveLength(1);
    });
  });

  test("several platforms need containerd's store", async () => {
    const compose = "services: {a: {build: {context: ., platforms: [linux/amd64, linux/arm64]}}}";
    await expect(buildPlan(compose)).rejects.toMatchObject({
      diagnostics: [{ code: "builder-lacks", hint: expect.stringContaining("containerd") }],
    });
  });
});

describe("what a build reads here", () => {
  test("a secret without a value is told, whatever else there is", async () => {
    const compose = `
services:
  a: {build: {context: ., secrets: [token]}}
secrets:
  token: {environment: TOKEN}
`;
    await expect(buildPlan(compose)).rejects.toMatchObject({
      diagnostics: [{ code: "variable-required", message: expect.stringContaining("TOKEN"), place: { line: 5 } }],
    });
  });

  test("a secret of Swarm is told at the build that needs it", async () => {
    const compose = `
services:
  a: {build: {context: ., secrets: [token]}}
secrets:
  token: {external: true}
`;
    await expect(buildPlan(compose)).rejects.toMatchObject({
      diagnostics: [{ code: "needs-swarm", place: { line: 3 } }],
    });
  });

  test("without an agent `ssh: [default]` is told, and a key needs none", async () => {
    await expect(buildPlan("services:\n  a: {build: {context: ., ssh: [default]}}\n")).rejects.toMatchObject({
      diagnostics: [{ code: "ssh-agent-missing", place: { line: 2 } }],
    });
    const plan = await buildPlan("services: {a: {build: {context: ., ssh: [k=/key, default]}}}", {
      building: { sshAgent: "/agent" },
    });
    expect(specsOf(plan)[0]?.ssh).toEqual([
      { id: "default", paths: ["/agent"] },
      { id: "k", paths: ["/key"] },
    ]);
  });

  test("where its secret comes from is in the plan, and its value is not", async () => {
    const compose = `
services: {a: {build: {context: ., secrets: [{source: token, target: t}]}}}
secrets: {token: {environment: TOKEN}}
`;
    const project = await projectOf(compose, {}, {}, { TOKEN: "hush-hush" });
    const observed = await observedOf(new MemoryEngine(), project, { building: usual });
    const plan = planBuild(project, observed, plainly);
    expect(specsOf(plan)[0]?.secrets).toEqual([{ id: "t", content: "secrets.token", source: { variable: "TOKEN" } }]);
    expect(JSON.stringify(plan)).not.toContain("hush-hush");
  });
});

test("every attribute of a build is in what the builder is asked for", async () => {
  const compose = `
services:
  a:
    image: example.com/a
    build:
      context: https://example.com/a.git#main:web
      dockerfile: My.Dockerfile
      target: run
      args: {A: "1"}
      labels: {x: "y"}
      tags: [example.com/a:2]
      no_cache: true
      no_cache_filter: run
      pull: true
      cache_from: [example.com/cache, "type=registry,ref=example.com/more,mode=max"]
      cache_to: ["type=inline"]
      network: host
      extra_hosts: {h: [1.2.3.4, "::1"]}
      ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}}
      shm_size: 64m
      privileged: true
      entitlements: [network.host]
      isolation: default
      provenance: mode=max
      sbom: false
      additional_contexts: {f: ./f, i: "docker-image://busybox", r: "https://example.com/x.tar"}
`;
  const project = await projectOf(compose);
  const observed = await observedOf(new MemoryEngine(), project, {
    building: { ...usual, engine: { kind: "buildkit", store: "containerd", apiVersion: "1.51" } },
  });
  expect(specsOf(planBuild(project, observed, { ...plainly, args: { B: "2" } }))).toEqual([
    {
      builder: "buildkit",
      tags: ["example.com/a:2", "example.com/a"],
      context: { from: "remote", url: "https://example.com/a.git#main:web" },
      contexts: {
        f: { from: "folder", folder: "/shop/f" },
        i: { from: "image", image: "busybox" },
        r: { from: "remote", url: "https://example.com/x.tar" },
      },
      dockerfile: { from: "file", path: "My.Dockerfile" },
      target: "run",
      args: { A: "1", B: "2" },
      labels: expect.objectContaining({ x: "y", "com.docker.compose.service": "a" }),
      platforms: [],
      noCache: true,
      noCacheFilter: ["run"],
      pull: true,
      cacheFrom: [
        { type: "registry", attributes: { ref: "example.com/cache" } },
        { type: "registry", attributes: { ref: "example.com/more", mode: "max" } },
      ],
      cacheTo: [{ type: "inline", attributes: {} }],
      secrets: [],
      ssh: [],
      network: "host",
      extraHosts: ["h:1.2.3.4", "h:::1"],
      ulimits: [
        { name: "nofile", soft: 1, hard: 2 },
        { name: "nproc", soft: 5, hard: 5 },
      ],
      shmSize: 64 << 20,
      entitlements: ["network.host", "security.insecure"],
      isolation: "default",
      provenance: "mode=max",
      sbom: false,
      push: false,
    },
  ]);
});
