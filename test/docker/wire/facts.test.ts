import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  containerFact,
  containerStatus,
  imageFact,
  listedContainer,
  networkFact,
  volumeFact,
} from "../../../src/docker/wire/facts.ts";

interface Recorded {
  readonly container: { readonly State: object };
  readonly bare: unknown;
  readonly network: unknown;
  readonly networks: readonly unknown[];
  readonly image: unknown;
  readonly list: readonly { readonly Names: readonly string[] }[];
  readonly volumes: { readonly Volumes: readonly { readonly Name: string }[] };
}

const recorded = (name: string): Recorded =>
  JSON.parse(readFileSync(new URL(`recorded/${name}.json`, import.meta.url), "utf8")) as Recorded;

describe.each(["engine-28", "engine-20"])("what %s answered", (name) => {
  const { container, bare, network, networks, image, list, volumes } = recorded(name);

  test("a container is read into our words, the same from both", () => {
    const { config, endpoints, mounts, status, ...rest } = containerFact(container);
    expect(rest).toMatchObject({ name: "app-a-1", imageId: expect.stringMatching(/^sha256:/) });
    expect(rest).not.toHaveProperty("imageContent");
    const ImageManifestDescriptor = { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: "sha256:1" };
    expect(containerFact({ ...(container as object), ImageManifestDescriptor }).imageContent).toBe("sha256:1");
    expect(config).toMatchObject({
      image: "busybox",
      command: ["sleep", "1000"],
      exposed: ["80/tcp", "81/udp", "90/tcp"],
      ports: [
        { container: "80/tcp", hostIp: "127.0.0.1", hostPort: "" },
        { container: "81/udp", hostIp: "", hostPort: "8765-8770" },
      ],
      mounts: [
        { type: "volume", target: "/anon", readOnly: false, noCopy: false },
        { type: "tmpfs", target: "/t", options: "size=1m" },
        { type: "volume", source: "app_vol", target: "/v", readOnly: false, noCopy: false },
        { type: "bind", source: "/srv/app/x", target: "/x", readOnly: true, createHostPath: true },
      ],
      networkMode: { kind: "named", name: "app_one" },
      restart: { name: "on-failure", maxRetries: 3 },
      capAdd: ["CAP_NET_ADMIN"],
      ulimits: [
        { name: "nofile", soft: 100, hard: 100 },
        { name: "nproc", soft: 10, hard: 20 },
      ],
      healthcheck: { test: ["CMD-SHELL", "true"], interval: 1e9 },
      memory: 67_108_864,
      memorySwap: 134_217_728,
      shmSize: 1_048_576,
      sysctls: { "net.core.somaxconn": "1024" },
      extraHosts: ["h:1.2.3.4"],
      logging: { driver: "json-file", options: {} },
    });
    expect(Object.keys(config)).not.toContain("hostname");
    expect(config.networks.map(({ network: on, aliases }) => [on, ...aliases])).toEqual([
      ["app_one", "app-a-1", "a", "al"],
      ["app_two", "app-a-1", "a"],
    ]);
    expect(endpoints.every(({ networkId }) => /^[0-9a-f]{64}$/.test(networkId))).toBe(true);
    expect(mounts).toContainEqual({ type: "volume", source: "app_vol", target: "/v", readOnly: false });
    expect(status).toMatchObject({ state: "running", health: "starting", exitCode: 0, finishedAt: "" });
  });

  test("a container without networks has none, and its mounts keep their options", () => {
    const { config } = containerFact(bare);
    expect(config.networks).toEqual([]);
    expect(config.networkMode).toEqual({ kind: "named", name: "none" });
    expect(config.restart).toEqual({ name: "no", maxRetries: 0 });
    expect(config.mounts).toEqual([
      {
        type: "bind",
        source: "/srv/app/x",
        target: "/b",
        readOnly: false,
        createHostPath: false,
        propagation: "rprivate",
      },
      { type: "volume", source: "app_vol", target: "/n", readOnly: false, noCopy: true },
      { type: "tmpfs-mount", target: "/tt", readOnly: false, size: 1_048_576, mode: 511 },
    ]);
  });

  test("a list tells names and published ports", () => {
    const found = list.map(listedContainer).find((listed) => listed.name === "app-a-1");
    expect(found?.state).toBe("running");
    expect(found?.publishedPorts).toContainEqual({
      hostIp: "127.0.0.1",
      hostPort: expect.any(Number),
      containerPort: 80,
      protocol: "tcp",
    });
    expect(found?.publishedPorts.some(({ containerPort }) => containerPort === 90)).toBe(false);
  });

  test("networks, volumes and images are read", () => {
    expect(networkFact(network)).toMatchObject({
      name: "app_one",
      driver: "bridge",
      ipamDriver: "default",
      subnets: [{ subnet: "10.213.0.0/24", auxAddresses: {} }],
      labels: { "com.docker.compose.network": "one" },
      containers: [{ name: "app-a-1" }],
      internal: false,
      enableIPv6: false,
    });
    expect(networks.map(networkFact).map(({ name: each }) => each)).toContain("bridge");
    expect(volumes.Volumes.map(volumeFact)).toContainEqual(
      expect.objectContaining({ name: "app_vol", driver: "local", driverOptions: {} }),
    );
    expect(imageFact(image)).toMatchObject({
      command: ["sh"],
      entrypoint: [],
      environment: { PATH: expect.stringContaining("/bin") },
      references: ["alpine:latest", "busybox:latest"],
      platform: "linux/amd64",
      volumes: [],
    });
  });
});

describe("reading", () => {
  const { container } = recorded("engine-28");
  const withState = (State: object): unknown => ({ ...container, State });

  test("a container's state, health and end", () => {
    const ended = containerStatus(
      withState({
        Status: "exited",
        ExitCode: 137,
        OOMKilled: true,
        Error: "",
        StartedAt: "2026-01-01T00:00:00.5Z",
        FinishedAt: "2026-01-01T00:00:01Z",
        Health: { Status: "unhealthy", Log: [{ Output: "first" }, { Output: "last" }] },
      }),
    );
    expect(ended).toMatchObject({
      state: "exited",
      exitCode: 137,
      oomKilled: true,
      health: "unhealthy",
      healthOutput: "last",
      startedAt: "2026-01-01T00:00:00.5Z",
    });
  });

  test("survives fields that are missing, null or of another kind", () => {
    const odd = {
      Id: "abc",
      Name: null,
      Config: { Env: "A=1", Labels: null, Cmd: null },
      HostConfig: null,
      Mounts: {},
    };
    expect(containerFact(odd)).toMatchObject({
      id: "abc",
      name: "",
      config: { environment: {}, mounts: [], tty: false },
    });
  });

  test("is an error where the answer is not about a container", () => {
    expect(() => containerFact({ message: "hello" })).toThrow(/no Id/);
    expect(() => containerFact([])).toThrow(/no Id/);
    expect(() => volumeFact("x")).toThrow(/no Name/);
  });

  test("takes a container's own name, not a link's, and the names of those it refers to", () => {
    const listed = listedContainer({ Id: "a", Names: ["/other/alias", "/mine"] });
    expect(listed.name).toBe("mine");
    const sharing = { Id: "b", HostConfig: { NetworkMode: "container:abc" } };
    expect(containerFact(sharing, new Map([["abc", "db-1"]])).config.networkMode).toEqual({
      kind: "container",
      of: { by: "id", id: "abc", name: "db-1" },
    });
  });

  test("leaves out what the engine adds for privileged containers", () => {
    const privileged = { Id: "a", HostConfig: { Privileged: true, SecurityOpt: ["label=disable"] } };
    expect(containerFact(privileged).config.securityOpt).toEqual([]);
    const asked = { Id: "a", HostConfig: { SecurityOpt: ["label=disable"] } };
    expect(containerFact(asked).config.securityOpt).toEqual(["label=disable"]);
  });
});

describe("an image that the engine keeps with its manifests", () => {
  const platform = (architecture: string, variant = ""): object => ({
    ImageData: { Platform: { os: "linux", architecture, variant } },
  });
  const image = (...manifests: object[]): unknown => ({
    Id: "sha256:index",
    Os: "linux",
    Architecture: "arm64",
    Manifests: manifests,
  });
  const attestation = { ID: "sha256:said", Kind: "attestation" };

  test("is known by that of its own platform, whatever else the index holds", () => {
    const amd = { ID: "sha256:amd", Kind: "image", ...platform("amd64") };
    const arm = { ID: "sha256:arm", Kind: "image", ...platform("arm64") };
    expect(imageFact(image(attestation, amd, arm))).toMatchObject({ id: "sha256:index", content: "sha256:arm" });
    expect(imageFact(image(attestation, amd)).content).toBe("sha256:amd");
  });

  test("is known by its id where there are none", () => {
    expect(imageFact(image(attestation)).content).toBeUndefined();
    expect(imageFact({ Id: "sha256:index" }).content).toBeUndefined();
  });
});

test("a listed container tells its image, its platform where the engine does, and ports that are only exposed", () => {
  const listed = listedContainer({
    Id: "a",
    Names: ["/mine"],
    State: "running",
    Image: "nginx:1.27",
    ImageID: "sha256:b",
    ImageManifestDescriptor: { platform: { os: "linux", architecture: "arm64", variant: "v8" } },
    Ports: [
      { PrivatePort: 80, PublicPort: 8080, Type: "tcp", IP: "127.0.0.1" },
      { PrivatePort: 443, Type: "tcp" },
    ],
  });
  expect(listed).toMatchObject({ image: "nginx:1.27", imageId: "sha256:b", platform: "linux/arm64/v8" });
  expect(listed.publishedPorts.map(({ containerPort }) => containerPort)).toEqual([80]);
  expect(listed.exposedPorts).toEqual([{ containerPort: 443, protocol: "tcp" }]);
  expect(listedContainer({ Id: "a" }).platform).toBeUndefined();
});
