/** Numbers that fit into no engine, and values that none accepts: told at once, with their line. */
import { describe, expect, test } from "vitest";
import { scaled } from "../../src/planner/scale.ts";
import { runErrors } from "../../src/spec/run-errors.ts";
import { loadService, loadText, problemsOf } from "../support/load.ts";

const web = (attribute: string): string => `services:\n  web:\n    image: x\n    ${attribute}\n`;

describe("a number that overflows is an error with its line", () => {
  test.each([
    "mem_limit: 99999999999999999999999g",
    "mem_limit: 8192p",
    "shm_size: 1e30",
    "memswap_limit: 9223372036854775808",
    "cpus: 1e400",
    "cpus: 1e300",
    'cpus: "1e400"',
    "scale: 99999999999999999999",
    "deploy: {replicas: 99999999999999999999}",
    "deploy: {resources: {limits: {memory: 9999999999t, cpus: '1e400'}}}",
    "ulimits: {nofile: 99999999999999999999}",
    "ulimits: {nofile: {soft: 1, hard: 99999999999999999999}}",
    "stop_grace_period: 9999999999999h",
    "healthcheck: {test: a, interval: 300y9999999w}",
    "healthcheck: {test: a, retries: 99999999999999999999}",
    "pids_limit: 99999999999999999999",
    "cpu_shares: 99999999999999999999999",
    "cpu_quota: 1e30",
    "networks: {default: {priority: 99999999999999999999}}",
    "gpus: [{count: 99999999999999999999}]",
    "volumes: [{type: tmpfs, target: /t, tmpfs: {size: 99999999999999g}}]",
    "volumes: [{type: tmpfs, target: /t, tmpfs: {mode: 99999999999}}]",
    'ports: ["99999:80"]',
  ])("%s", async (attribute) => {
    const problems = await problemsOf(web(attribute));
    expect(problems.length).toBeGreaterThan(0);
    for (const { severity, place } of problems)
      expect({ severity, line: place?.line }).toEqual({ severity: "error", line: 4 });
  });

  test("the largest that fit are exact", async () => {
    expect((await loadService(web("mem_limit: 8589934591g"))).printed.get("mem_limit")).toBe("9223372035781033984");
    expect((await loadService(web("pids_limit: 9223372036854775806"))).printed.get("pids_limit")).not.toBeUndefined();
  });
});

describe("a value that no engine accepts can be printed and not run", () => {
  test.each([
    ["image: Alpine:Latest Tag", "services.web.image"],
    ["build: {context: ., tags: [A b]}", "services.web.build.tags[0]"],
    ["volumes: [{type: image, source: Nope, target: /t}]", "services.web.volumes[0].source"],
    ["pre_start: [{image: A b, command: x}]", "services.web.pre_start[0].image"],
    ["user: '99999999999999'", "services.web.user"],
    ["user: me:4294967296", "services.web.user"],
    ["scale: 1000000000", "services.web.scale"],
    ["restart: 'on-failure:99999999999999999999'", "services.web.restart"],
    ["restart: foo", "services.web.restart"],
    ["restart: 'always:3'", "services.web.restart"],
    ["deploy: {restart_policy: {condition: foo}}", "services.web.deploy.restart_policy.condition"],
    ["cpus: -1", "services.web.cpus"],
    ["deploy: {resources: {limits: {cpus: '-0.5'}}}", "services.web.deploy.resources.limits.cpus"],
    ["cpu_shares: -1", "services.web.cpu_shares"],
    ["pids_limit: -2", "services.web.pids_limit"],
    ["mem_swappiness: 101", "services.web.mem_swappiness"],
    ["ports: [{target: 99999999999}]", "services.web.ports[0].target"],
    ["ports: [{target: 80, published: '+80'}]", "services.web.ports[0].published"],
    ["ports: [{target: 80, protocol: foo}]", "services.web.ports[0].protocol"],
    ["deploy: {replicas: 10001}", "services.web.deploy.replicas"],
  ])("%s", async (attribute, path) => {
    const project = await loadText(web(attribute).replace(/ {4}image: x\n(?= {4}image)/, ""));
    expect(project.warnings).toMatchObject([{ code: "unusable-value", severity: "warning", path }]);
    for (const starts of [true, false])
      expect(runErrors(project, starts).filter(({ code }) => code === "unusable-value")).toMatchObject([
        { severity: "error", path },
      ]);
  });

  test.each(["subnet: 10.0.0.0/99", "subnet: 10.0.0.0", "subnet: 10.0.0.0/8\n          gateway: here"])(
    "%s",
    async (pool) => {
      const compose = `${web("hostname: a")}networks:\n  default:\n    ipam:\n      config:\n        - ${pool}\n`;
      expect(runErrors(await loadText(compose))).toMatchObject([{ code: "unusable-value" }]);
    },
  );

  test("a service that is not part of the run, or has no containers, stands in nobody's way", async () => {
    const compose = "services: {web: {image: x}, off: {image: A b, scale: 0}, other: {image: C d}}";
    const project = await loadText(compose, { request: { services: ["web"] } });
    expect(runErrors(project)).toEqual([]);
  });

  test("a variable that is not set says it by itself", async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the file's text
    const project = await loadText("services: {web: {image: 'nginx:${TAG}'}}");
    expect(project.warnings.map(({ code }) => code)).toEqual(["variable-unset"]);
  });

  test("--scale can bring a number down, and none beyond the limit", async () => {
    const project = await loadText(web("scale: 1000000000"));
    expect(runErrors(scaled(project, new Map([["web", 2]])))).toEqual([]);
    expect(() => scaled(project, new Map([["web", 1_000_000_000]]))).toThrow(/1000000000 replicas are too many/);
  });
});

describe("a file mode in decimal that looks like octal is a warning", () => {
  const tmpfs = (mode: string): string => web(`volumes: [{type: tmpfs, target: /t, tmpfs: {mode: ${mode}}}]`);
  const secret = (mode: string): string =>
    `${web(`secrets: [{source: s, mode: ${mode}}]`)}secrets: {s: {environment: HOME}}\n`;

  test.each(["1777", "777", "700", "755"])("tmpfs mode %s", async (mode) => {
    expect((await loadText(tmpfs(mode))).warnings).toMatchObject([
      { code: "invalid-value", hint: expect.stringContaining(`0${mode}`) },
    ]);
  });

  test.each(["01777", "0o1777", "0777", "0700", "0755", "0770", "0644", "0660", "1023", "511"])(
    "not tmpfs mode %s",
    async (mode) => {
      expect((await loadText(tmpfs(mode))).warnings).toEqual([]);
    },
  );

  test.each([
    ["440", 1],
    ["0440", 0],
    ["0o400", 0],
    ['"0440"', 0],
    ['"440"', 0],
  ])("secret mode %s", async (mode, count) => {
    expect((await loadText(secret(mode))).warnings).toHaveLength(count);
  });
});
