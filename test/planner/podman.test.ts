import { describe, expect, test } from "vitest";
import { reasonText } from "../../src/cli/render/reasons.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { planOf, projectOf, up } from "../support/scenario.ts";

function podman(): MemoryEngine {
  const engine = new MemoryEngine("1.41", "podman");
  engine.addImage("busybox");
  return engine;
}

const compose = `
services:
  a:
    image: busybox
    mem_limit: 64m
    networks: [n, m]
networks: {n: , m: }
`;

describe("on Podman", () => {
  test("a second up has nothing to do, whatever the engine tells of its containers", async () => {
    const engine = podman();
    const project = await projectOf(compose);
    await up(project, engine);
    for (const container of engine.containers.values())
      container.config = { ...container.config, environment: { TERM: "xterm" }, workingDir: "/", pidsLimit: 2048 };
    expect((await planOf(project, engine)).steps).toEqual([]);
  });

  test("any change of the service replaces its container, a limit too", async () => {
    const engine = podman();
    await up(await projectOf(compose), engine);
    const { verdicts } = await planOf(await projectOf(compose.replace("64m", "128m")), engine);
    expect(verdicts.flatMap(({ action, reason }) => (action === "replace" ? [reasonText(reason)] : []))).toEqual([
      "the service changed",
    ]);
  });

  test.each([
    ["redis:7", "redis:8", [["image", "redis:7", "redis:8"]]],
    ["redis", "redis:8", [["image", "redis:latest", "redis:8"]]],
    ["redis:7", "redis:8\n    tty: true", [["image", "redis:7", "redis:8"], ["the service"]]],
    ["localhost/redis", "localhost/redis\n    tty: true", [["the service"]]],
  ])("the image %s that becomes %s is told apart from other changes", async (from, to, told) => {
    const engine = podman();
    for (const image of ["redis", "redis:7", "redis:8", "localhost/redis"]) engine.addImage(image);
    const file = (image: string): string => `services:\n  a:\n    image: ${image}\n`;
    await up(await projectOf(file(from)), engine);
    // As Podman tells it.
    for (const container of engine.containers.values())
      container.config = { ...container.config, image: /:/.test(from) ? from : "redis:latest" };
    const { verdicts } = await planOf(await projectOf(file(to)), engine);
    const changes = verdicts.flatMap(({ changes = [] }) => changes);
    expect(changes.map(({ field, from: old, to: now }) => [field, old, now].filter(Boolean))).toEqual(told);
    expect(changes[0]?.place?.line).toBe(told[0]?.length === 3 ? 3 : undefined);
  });

  test("a container that was taken from a network joins it again", async () => {
    const engine = podman();
    const project = await projectOf(compose);
    await up(project, engine);
    const [id = ""] = engine.containers.keys();
    await engine.disconnectNetwork(id, "shop_m");
    const { steps } = await planOf(project, engine);
    expect(steps.map(({ operation }) => operation.kind)).toEqual(["connect-network"]);
  });

  const asked = (attributes: string): string => `services:\n  a:\n    image: busybox\n    ${attributes}\n`;

  test.each([
    ["healthcheck", "healthcheck: {test: 'true'}"],
    ["domainname", "domainname: example.org"],
    ["memswap_limit", "mem_limit: 64m\n    memswap_limit: -1"],
    ["security_opt[0]", 'security_opt: ["systempaths=unconfined"]'],
    ["environment.A", "environment: {A: }"],
    ["runtime", "runtime: runsc"],
    ["device_cgroup_rules", "device_cgroup_rules: ['c 1:3 r']"],
    ["gpus", "gpus: all"],
    ["networks.n.link_local_ips", "networks: {n: {link_local_ips: [169.254.8.8]}}\nnetworks: {n: }"],
    ["external_links[0]", "external_links: [other:alias]"],
  ])("%s is warned of, with its line", async (path, attributes) => {
    const { warnings } = await planOf(await projectOf(asked(attributes)), podman());
    expect(warnings).toMatchObject([
      { code: "engine-lacks", path: `services.a.${path}`, place: { line: expect.any(Number) } },
    ]);
    const docker = new MemoryEngine("1.41");
    docker.addImage("busybox");
    expect((await planOf(await projectOf(asked(attributes)), docker)).warnings).toEqual([]);
  });

  test.each([
    ["a reserved address", "ipam: {config: [{subnet: 10.1.0.0/16, aux_addresses: {tv: 10.1.0.9}}]}"],
    ["an option of Docker's", "driver_opts: {com.docker.network.bridge.enable_icc: 'false'}"],
  ])("%s of a network is warned of, with its line", async (_what, attributes) => {
    const file = `services: {a: {image: busybox, networks: [n]}}\nnetworks:\n  n:\n    ${attributes}\n`;
    const { warnings } = await planOf(await projectOf(file), podman());
    expect(warnings).toMatchObject([{ code: "engine-lacks", place: { line: 4 } }]);
  });

  test.each([
    ["links[0]", "network_mode: bridge\n    links: [b]\n  b: {image: busybox, network_mode: bridge}", 5],
    ["security_opt[0]", "security_opt: ['seccomp=filter.json']", 4],
    ["logging.driver", "logging: {driver: syslog}", 4],
  ])("%s is refused, with its line", async (path, attributes, line) => {
    const engine = podman();
    const project = await projectOf(asked(attributes), { "filter.json": "{}" });
    await expect(planOf(project, engine)).rejects.toMatchObject({
      code: "engine-lacks",
      diagnostics: [{ path: `services.a.${path}`, place: { line } }],
    });
    expect(engine.calls).toEqual([]);
  });

  test("an old container goes after those that share its network", async () => {
    const engine = podman();
    const file = (tty: boolean): string =>
      `services: {a: {image: busybox, tty: ${tty}}, b: {image: busybox, network_mode: "service:a"}, c: {image: busybox, pid: "service:b"}}`;
    await up(await projectOf(file(false)), engine);
    const { steps } = await planOf(await projectOf(file(true)), engine);
    expect(steps.map(({ id }) => id).filter((id) => id.startsWith("remove old"))).toEqual([
      "remove old c-1",
      "remove old b-1",
      "remove old a-1",
    ]);
  });

  test("a range of host ports is refused before anything is made", async () => {
    const engine = podman();
    const planning = planOf(await projectOf(asked('ports: [{target: 80, published: "8080-8081"}]')), engine);
    await expect(planning).rejects.toMatchObject({
      code: "engine-lacks",
      diagnostics: [{ path: "services.a.ports[0]", place: { line: 4 } }],
    });
    expect(engine.calls).toEqual([]);
  });
});
