import { expect, test } from "vitest";
import {
  cacheExports,
  entitlementsOf,
  exporterAttributes,
  frontendAttributes,
  frontendOf,
} from "../../../src/docker/build/buildkit/solve-request.ts";
import { buildQuery } from "../../../src/docker/build/http-build.ts";
import type { BuildSpec } from "../../../src/engine/port.ts";
import { buildOf } from "../../support/build-spec.ts";
import { recorded } from "../../support/proves.ts";

const spec = (more: Partial<BuildSpec> = {}): BuildSpec => buildOf("image", "/folder", more);
const all: Partial<BuildSpec> = {
  tags: ["one", "host:5000/two:2"],
  args: { A: "1", EMPTY: "" },
  labels: { l: "x" },
  target: "run",
  platforms: ["linux/amd64", "linux/arm64"],
  noCacheFilter: ["a", "b"],
  network: "host",
  extraHosts: ["h:10.0.0.1", "h6:[::1]", "gate:host-gateway"],
  ulimits: [
    { name: "nofile", soft: 1, hard: 2 },
    { name: "nproc", soft: 3, hard: 3 },
  ],
  shmSize: 1024,
  entitlements: ["security.insecure", "network.host"],
  provenance: "mode=max",
  sbom: "true",
  cacheFrom: [{ type: "registry", attributes: { ref: "cache" } }],
  push: true,
};

recorded(
  ["services.build.provenance", "services.build.sbom", "services.build.cache_from"],
  "a build in the words of BuildKit's frontend",
  () => {
    expect(frontendAttributes(spec(all), ["10.0.0.2", "fd00::2"])).toEqual({
      "build-arg:A": "1",
      "build-arg:EMPTY": "",
      "label:l": "x",
      "image-resolve-mode": "local",
      target: "run",
      platform: "linux/amd64,linux/arm64",
      "no-cache": "a,b",
      "force-network-mode": "host",
      "add-hosts": "h=10.0.0.1,h6=::1,gate=10.0.0.2,gate=fd00::2",
      ulimit: "nofile=1:2,nproc=3:3",
      "shm-size": "1024",
      "attest:provenance": "mode=max",
      "attest:sbom": "",
      "cache-imports": '[{"Type":"registry","Attrs":{"ref":"cache"}}]',
    });
    expect(exporterAttributes(spec(all))).toEqual({ name: "one,host:5000/two:2", push: "true" });
    expect(entitlementsOf(spec(all))).toEqual(["security.insecure", "network.host"]);
    expect(entitlementsOf(spec({ network: "host" }))).toEqual(["network.host"]);
  },
);

test("what is not asked for is not said; no attestation is one that is not asked for", () => {
  const plain = { "image-resolve-mode": "local" };
  expect(frontendAttributes(spec({ provenance: false, sbom: false, network: "default" }), [])).toEqual(plain);
  expect(exporterAttributes(spec())).toEqual({ name: "image" });
  expect(frontendAttributes(spec({ noCache: true, noCacheFilter: ["a"], pull: true }), [])).toEqual({
    "image-resolve-mode": "pull",
    "no-cache": "",
  });
});

test("arguments that mean something to docker's own tools mean it here", () => {
  const args = {
    BUILDKIT_SYNTAX: "docker/dockerfile:1 extra",
    BUILDKIT_INLINE_CACHE: "1",
    BUILDKIT_MULTI_PLATFORM: "true",
  };
  expect(frontendOf(spec({ args }))).toBe("gateway.v0");
  expect(frontendOf(spec())).toBe("dockerfile.v0");
  expect(frontendAttributes(spec({ args }), [])).toMatchObject({
    source: "docker/dockerfile:1",
    cmdline: "docker/dockerfile:1 extra",
    "multi-platform": "true",
  });
  const inline = { type: "inline", attributes: {} };
  expect(cacheExports(spec({ args }))).toEqual([inline]);
  expect(cacheExports(spec({ args, cacheTo: [inline] }))).toEqual([inline]);
});

recorded(["services.build.isolation", "services.build.cache_to"], "a build in the query of POST /build", () => {
  const { platforms: _, ...others } = all;
  expect(
    buildQuery(
      spec({ ...others, platforms: ["linux/amd64"], cacheTo: [{ type: "inline", attributes: {} }] }),
      "buildkit-http",
    ),
  ).toEqual({
    version: 2,
    t: ["one", "host:5000/two:2"],
    buildargs: { A: "1", EMPTY: "", BUILDKIT_INLINE_CACHE: "1" },
    labels: { l: "x" },
    nocache: false,
    pull: false,
    rm: true,
    forcerm: true,
    target: "run",
    platform: "linux/amd64",
    networkmode: "host",
    extrahosts: ["h:10.0.0.1", "h6:::1", "gate:host-gateway"],
    cachefrom: '["cache"]',
    ulimits: '[{"Name":"nofile","Soft":1,"Hard":2},{"Name":"nproc","Soft":3,"Hard":3}]',
    shmsize: 1024,
  });
  expect(buildQuery(spec({ memory: 5, isolation: "hyperv" }), "classic")).toMatchObject({
    version: 1,
    memory: 5,
    isolation: "hyperv",
  });
});
