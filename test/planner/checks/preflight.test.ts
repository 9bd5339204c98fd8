/** What is refused, or warned of, before the first call: each at its line, with nothing made, stopped or removed. */
import { expect, test } from "vitest";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { planOf, projectOf, run } from "../../support/scenario.ts";

const engineWith = (): MemoryEngine => {
  const engine = new MemoryEngine();
  engine.addImage("busybox");
  return engine;
};

/** The service `web` with these attributes, on lines of their own from line 4 on; `db` beside it. */
const fileOf = (attributes: readonly string[]): string =>
  [
    "services:",
    "  web:",
    "    image: busybox",
    ...attributes.map((line) => `    ${line}`),
    "  db: {image: busybox}",
  ].join("\n");

test.each<[string, readonly string[], { code: string; path: string; line: number }]>([
  ["a folder of no place", ["working_dir: app"], { code: "invalid-value", path: "working_dir", line: 4 }],
  ["too little memory", ["mem_limit: 5m"], { code: "invalid-value", path: "mem_limit", line: 4 }],
  ["swap without memory", ["memswap_limit: 64m"], { code: "conflicting-attributes", path: "memswap_limit", line: 4 }],
  [
    "less memory and swap than memory",
    ["mem_limit: 64m", "memswap_limit: 32m"],
    { code: "conflicting-attributes", path: "memswap_limit", line: 5 },
  ],
  [
    "more memory kept than allowed",
    ["mem_limit: 64m", "mem_reservation: 65m"],
    { code: "conflicting-attributes", path: "mem_reservation", line: 5 },
  ],
  [
    "two ways to limit time: a quota",
    ["cpus: 1", "cpu_quota: 5000"],
    { code: "conflicting-attributes", path: "cpu_quota", line: 5 },
  ],
  [
    "two ways to limit time: a period",
    ["cpus: 1", "cpu_period: 5000"],
    { code: "conflicting-attributes", path: "cpu_period", line: 5 },
  ],
  ["a period that is too short", ["cpu_period: 999"], { code: "invalid-value", path: "cpu_period", line: 4 }],
  ["a period that is too long", ["cpu_period: 1000001"], { code: "invalid-value", path: "cpu_period", line: 4 }],
  ["a quota that is too small", ["cpu_quota: 999"], { code: "invalid-value", path: "cpu_quota", line: 4 }],
  [
    "a number of restarts that are not after failures",
    ["deploy: {restart_policy: {condition: any, max_attempts: 3}}"],
    { code: "conflicting-attributes", path: "deploy.restart_policy.max_attempts", line: 4 },
  ],
  ["another container's host name", ["uts: service:db"], { code: "invalid-value", path: "uts", line: 4 }],
  [
    "a host name beside the engine's",
    ["uts: host", "hostname: h"],
    { code: "conflicting-attributes", path: "hostname", line: 5 },
  ],
  ...(
    [
      ["hostname", "h"],
      ["dns", "1.1.1.1"],
      ["extra_hosts", "[a=1.1.1.1]"],
      ["ports", "['80']"],
      ["expose", "['80']"],
      ["links", "[db]"],
    ] as const
  ).map(([attribute, value]): [string, string[], { code: string; path: string; line: number }] => [
    `${attribute} in another's network`,
    ["network_mode: service:db", `${attribute}: ${value}`],
    { code: "conflicting-attributes", path: attribute, line: 5 },
  ]),
  [
    "links in the engine's network",
    ["network_mode: host", "links: [db]"],
    { code: "conflicting-attributes", path: "links", line: 5 },
  ],
  [
    "a security option without a value",
    ["security_opt: [foo]"],
    { code: "invalid-value", path: "security_opt[0]", line: 4 },
  ],
  [
    "a volume of Swarm's",
    ["volumes: [{type: cluster, source: v, target: /v}]"],
    { code: "needs-swarm", path: "volumes[0].type", line: 4 },
  ],
  [
    "an interval for a start that takes no time",
    ["healthcheck: {test: 'true', start_interval: 1s}"],
    { code: "conflicting-attributes", path: "healthcheck.start_interval", line: 4 },
  ],
  ["memory of who has its own", ["ipc: service:own"], { code: "conflicting-attributes", path: "ipc", line: 4 }],
  [
    "volumes of a container that is not there",
    ["volumes_from: ['container:gone']"],
    { code: "container-missing", path: "volumes_from[0]", line: 4 },
  ],
  [
    "processes of a service without containers",
    ["pid: service:none"],
    { code: "container-missing", path: "pid", line: 4 },
  ],
  [
    "the network of a container that is not there",
    ["network_mode: container:gone"],
    { code: "container-missing", path: "network_mode", line: 4 },
  ],
  [
    "an old link to a container that is not there",
    ["network_mode: bridge", "external_links: [gone]"],
    { code: "container-missing", path: "external_links[0]", line: 5 },
  ],
])("%s is refused", async (_title, attributes, { code, path, line }) => {
  const engine = engineWith();
  const others = ["", "  own: {image: busybox, ipc: private}", "  none: {image: busybox, scale: 0}"].join("\n");
  const project = await projectOf(fileOf(attributes) + others);
  await expect(planOf(project, engine)).rejects.toMatchObject({
    diagnostics: [{ code, severity: "error", path: `services.web.${path}`, place: { line } }],
  });
  expect(engine.calls).toEqual([]);
});

test.each<[asked: string, actual: string, fits: boolean]>([
  ["linux/amd64", "linux/amd64", true],
  ["linux/arm64", "linux/arm64/v8", true],
  ["linux/arm/v6", "linux/arm/v7", false],
  ["linux/arm64", "linux/amd64", false],
  ["x86_64", "linux/amd64", true],
  ["windows/amd64", "linux/amd64", false],
])("an image for %s is asked for, the local one is for %s: fits %s", async (platform, actual, fits) => {
  const engine = new MemoryEngine();
  engine.addImage("busybox", { platform: actual });
  const plan = await planOf(await projectOf(`services: {web: {image: busybox, platform: ${platform}}}`), engine);
  expect(plan.warnings.map(({ code }) => code)).toEqual(fits ? [] : ["platform-mismatch"]);
});

test("the platform of the environment is asked for where the file names none", async () => {
  const engine = new MemoryEngine();
  engine.addImage("busybox", { platform: "linux/amd64" });
  const file = "services: {web: {image: busybox}, own: {image: busybox, platform: linux/amd64}}";
  const project = await projectOf(file, {}, {}, { DOCKER_DEFAULT_PLATFORM: "linux/arm64" });
  expect([...project.services.values()].map(({ platform }) => platform)).toEqual(["linux/amd64", "linux/arm64"]);
});

test("who shares the memory of one that does not say that it may be shared is warned", async () => {
  const file = (ipc: string) => `services: {own: {image: busybox${ipc}}, web: {image: busybox, ipc: "service:own"}}`;
  const warnings = async (ipc: string) => (await planOf(await projectOf(file(ipc)), engineWith())).warnings;
  expect(await warnings("")).toMatchObject([{ code: "conflicting-attributes", path: "services.web.ipc" }]);
  expect(await warnings(", ipc: shareable")).toEqual([]);
});

test("a container outside the project is found by its name or its id", async () => {
  const engine = engineWith();
  await run(await planOf(await projectOf("name: other\nservices: {x: {image: busybox}}"), engine), engine);
  const [id = ""] = engine.containers.keys();
  for (const name of ["other-x-1", id]) {
    const project = await projectOf(`services: {web: {image: busybox, volumes_from: ["container:${name}"]}}`);
    expect((await planOf(project, engine)).steps.length).toBeGreaterThan(0);
  }
});
