import { describe, expect, test } from "vitest";
import { createBody, updateBody } from "../../../src/docker/wire/create-body.ts";
import type { ContainerConfig, Mount } from "../../../src/engine/container-config.ts";
import { idle } from "../../support/engines.ts";

const body = (more: Partial<ContainerConfig>, api = "1.51"): Record<string, unknown> =>
  createBody(idle("p", more), api) as Record<string, unknown>;
const host = (more: Partial<ContainerConfig>, api?: string): Record<string, unknown> =>
  body(more, api).HostConfig as Record<string, unknown>;

describe("the create body", () => {
  test("attaches the outputs as docker compose does", () => {
    expect(body({})).toMatchObject({ AttachStdin: false, AttachStdout: true, AttachStderr: true });
  });

  test("leaves to the image and the engine what is not set", () => {
    const { Entrypoint, User, Healthcheck, StopSignal } = body({});
    expect([Entrypoint, User, Healthcheck, StopSignal]).toEqual([undefined, undefined, undefined, undefined]);
    expect(Object.keys(host({}))).not.toContain("Memory");
  });

  test("says an empty command, which clears the image's", () => {
    expect(body({ command: [], entrypoint: [] })).toMatchObject({ Cmd: [], Entrypoint: [] });
  });

  test("removes a variable of the image by its bare name", () => {
    expect(body({ environment: { A: "1", B: null, C: "" } }).Env).toEqual(["A=1", "B", "C="]);
  });

  test("exposes what it publishes, and gives each port its protocol", () => {
    const ports = [{ container: "80", hostIp: "", hostPort: "0" }];
    const { ExposedPorts, HostConfig } = body({ exposed: ["90", "100-101/udp"], ports });
    expect(ExposedPorts).toEqual({ "90/tcp": {}, "100/udp": {}, "101/udp": {}, "80/tcp": {} });
    expect(HostConfig).toMatchObject({ PortBindings: { "80/tcp": [{ HostIp: "", HostPort: "" }] } });
  });

  test("writes capabilities in the engine's spelling", () => {
    expect(host({ capAdd: ["net_admin", "NET_ADMIN", "all"] }).CapAdd).toEqual(["ALL", "CAP_NET_ADMIN"]);
  });

  test("unmasks the system paths by empty lists", () => {
    const { SecurityOpt, MaskedPaths, ReadonlyPaths } = host({ securityOpt: ["systempaths=unconfined", "seccomp=x"] });
    expect({ SecurityOpt, MaskedPaths, ReadonlyPaths }).toEqual({
      SecurityOpt: ["seccomp=x"],
      MaskedPaths: [],
      ReadonlyPaths: [],
    });
  });

  const bind = { type: "bind", source: "/a", target: "/b", readOnly: false, createHostPath: true } as const;
  const volume = { type: "volume", source: "v", target: "/b", readOnly: false, noCopy: false } as const;
  test.each<[string, Mount, object]>([
    ["a bind", bind, { Binds: ["/a:/b:rw"] }],
    ["a bind with options", { ...bind, readOnly: true, selinux: "Z" }, { Binds: ["/a:/b:ro,Z"] }],
    [
      "a bind whose source must be there",
      { ...bind, createHostPath: false },
      { Mounts: [{ Type: "bind", Source: "/a", Target: "/b", ReadOnly: false, BindOptions: {} }] },
    ],
    [
      "a bind that propagates",
      { ...bind, propagation: "rshared" },
      {
        Mounts: [
          {
            Type: "bind",
            Source: "/a",
            Target: "/b",
            ReadOnly: false,
            BindOptions: { Propagation: "rshared", CreateMountpoint: true },
          },
        ],
      },
    ],
    [
      "a bind of a path with a colon, which text can't say",
      { ...bind, source: "/a:b" },
      {
        Mounts: [
          { Type: "bind", Source: "/a:b", Target: "/b", ReadOnly: false, BindOptions: { CreateMountpoint: true } },
        ],
      },
    ],
    ["a volume", { ...volume, readOnly: true }, { Binds: ["v:/b:ro"] }],
    [
      "a volume that is not filled",
      { ...volume, noCopy: true },
      { Mounts: [{ Type: "volume", Source: "v", Target: "/b", ReadOnly: false, VolumeOptions: { NoCopy: true } }] },
    ],
    ["a volume with a SELinux label", { ...volume, selinux: "z" }, { Binds: ["v:/b:rw,z"] }],
    [
      "a part of a volume",
      { ...volume, subpath: "x" },
      { Mounts: [{ Type: "volume", Source: "v", Target: "/b", ReadOnly: false, VolumeOptions: { Subpath: "x" } }] },
    ],
    [
      "an anonymous volume",
      { type: "volume", target: "/b", readOnly: false, noCopy: false },
      { Mounts: [{ Type: "volume", Target: "/b", ReadOnly: false, VolumeOptions: {} }] },
    ],
    [
      "a labelled volume",
      { ...volume, labels: { a: "b" } },
      {
        Mounts: [{ Type: "volume", Source: "v", Target: "/b", ReadOnly: false, VolumeOptions: { Labels: { a: "b" } } }],
      },
    ],
    [
      "a bind without what is mounted below",
      { ...bind, recursive: "disabled" },
      {
        Mounts: [
          {
            Type: "bind",
            Source: "/a",
            Target: "/b",
            ReadOnly: false,
            BindOptions: { CreateMountpoint: true, NonRecursive: true },
          },
        ],
      },
    ],
    [
      "an image",
      { type: "image", source: "i", target: "/t", readOnly: false, subpath: "x" },
      { Mounts: [{ Type: "image", Source: "i", Target: "/t", ReadOnly: false, ImageOptions: { Subpath: "x" } }] },
    ],
    [
      "a pipe of Windows",
      { type: "npipe", source: "\\\\.\\pipe\\a", target: "\\\\.\\pipe\\b", readOnly: false },
      { Mounts: [{ Type: "npipe", Source: "\\\\.\\pipe\\a", Target: "\\\\.\\pipe\\b", ReadOnly: false }] },
    ],
    [
      "a volume of Swarm's",
      { type: "cluster", source: "v", target: "/t", readOnly: true },
      { Mounts: [{ Type: "cluster", Source: "v", Target: "/t", ReadOnly: true }] },
    ],
    ["a tmpfs", { type: "tmpfs", target: "/t", options: "size=1m" }, { Tmpfs: { "/t": "size=1m" } }],
    [
      "a volume of type tmpfs",
      { type: "tmpfs-mount", target: "/t", readOnly: true, size: 1 },
      { Mounts: [{ Type: "tmpfs", Target: "/t", ReadOnly: true, TmpfsOptions: { SizeBytes: 1 } }] },
    ],
  ])("writes %s as docker compose does", (_what, mount, expected) => {
    const { Binds, Mounts, Tmpfs } = host({ mounts: [mount] });
    expect(JSON.parse(JSON.stringify({ Binds, Mounts, Tmpfs }))).toEqual(expected);
  });

  test("says a SELinux label beside propagation, which docker compose loses", () => {
    expect(host({ mounts: [{ ...bind, propagation: "rshared", selinux: "z" }] }).Binds).toEqual(["/a:/b:rw,rshared,z"]);
  });

  test("says a SELinux label beside nocopy, which docker compose loses", () => {
    expect(host({ mounts: [{ ...volume, noCopy: true, selinux: "Z" }] }).Binds).toEqual(["v:/b:rw,Z,nocopy"]);
  });

  test("lets an engine make a missing source that knows one way only", () => {
    expect(host({ mounts: [{ ...bind, propagation: "rshared" }] }, "1.41").Binds).toEqual(["/a:/b:rw,rshared"]);
  });

  const networks = [
    { network: "one", aliases: ["a"], ipv4: "10.0.0.2", macAddress: "02:00:00:00:00:01" },
    { network: "two", aliases: [] },
  ];
  const networkMode = { kind: "named", name: "one" } as const;

  test("gives all networks to an engine that takes them, the first alone to an older one", () => {
    const one = { Aliases: ["a"], IPAMConfig: { IPv4Address: "10.0.0.2" }, MacAddress: "02:00:00:00:00:01" };
    expect(body({ networks, networkMode }, "1.44").NetworkingConfig).toEqual({
      EndpointsConfig: { one, two: { Aliases: [] } },
    });
    const old = body({ networks, networkMode }, "1.43");
    expect(old.NetworkingConfig).toEqual({ EndpointsConfig: { one } });
    expect(old.MacAddress).toBe("02:00:00:00:00:01");
  });

  test("joins another container's network by its id, and only by an id", () => {
    const of = { by: "id", id: "abc", name: "x" } as const;
    expect(host({ networkMode: { kind: "container", of } }).NetworkMode).toBe("container:abc");
    const unknown = { by: "step", step: "create x", name: "x" } as const;
    expect(() => body({ networkMode: { kind: "container", of: unknown } })).toThrow(/create x/);
  });

  test("keeps names that are special in JavaScript", () => {
    const labels = JSON.parse('{"__proto__": "a", "constructor": "b"}') as Record<string, string>;
    expect(JSON.stringify(body({ labels }).Labels)).toContain('"__proto__":"a"');
  });
});

test("an update's body is flat and has only what is changed", () => {
  expect(updateBody({ memory: 1, restart: { name: "always", maxRetries: 0 }, cpuset: "0-1" }, "1.51")).toEqual({
    Memory: 1,
    RestartPolicy: { Name: "always", MaximumRetryCount: 0 },
    CpusetCpus: "0-1",
  });
});
