/** `build`. */
import type { AttributeCase } from "../case.ts";

export const buildCases: readonly AttributeCase[] = [
  {
    title: "a folder",
    attributes: "build: ./app",
    service: { build: { context: "/app/app", dockerfile: "Dockerfile" } },
  },
  {
    title: "an address stays as it is",
    attributes: "build: https://github.com/a/b.git#main:dir",
    service: { build: { context: "https://github.com/a/b.git#main:dir", dockerfile: "Dockerfile" } },
  },
  {
    title: "a Dockerfile written here",
    attributes: 'build: {dockerfile_inline: "FROM x"}',
    service: { build: { context: "/app", dockerfile_inline: "FROM x" } },
  },
  {
    title: "places",
    attributes: "build: {context: ., dockerfile: sub/Dockerfile, target: prod, network: host, isolation: default}",
    service: {
      build: { context: "/app", dockerfile: "sub/Dockerfile", isolation: "default", network: "host", target: "prod" },
    },
  },
  {
    title: "arguments; one that nobody sets is left out",
    attributes: "build: {args: {A: 1.0, B: text, NOBODY: }}",
    service: { build: { context: "/app", dockerfile: "Dockerfile", args: { A: "1", B: "text" } } },
  },
  {
    title: "arguments as a list",
    attributes: "build: {args: [A=b=c, NOBODY]}",
    service: { build: { context: "/app", dockerfile: "Dockerfile", args: { A: "b=c" } } },
  },
  {
    title: "pairs",
    file: `
services:
  w:
    build: {labels: {a: 1, b: }, additional_contexts: {a: ./a, i: docker-image://alpine, s: service:base}}
  base: {build: ./base}
`,
    model: {
      services: {
        base: {
          build: { context: "/app/base", dockerfile: "Dockerfile" },
          command: null,
          entrypoint: null,
          networks: { default: null },
        },
        w: {
          build: {
            context: "/app",
            dockerfile: "Dockerfile",
            labels: { a: "1", b: "" },
            additional_contexts: { a: "/app/a", i: "docker-image://alpine", s: "service:base" },
          },
          command: null,
          entrypoint: null,
          networks: { default: null },
        },
      },
    },
  },
  {
    title: "pairs as lists",
    attributes: "build: {labels: [a=b, c], additional_contexts: [a=../a]}",
    service: {
      build: { context: "/app", dockerfile: "Dockerfile", labels: { a: "b", c: "" }, additional_contexts: { a: "/a" } },
    },
  },
  {
    title: "flags, also as text",
    attributes: 'build: {no_cache: "true", pull: true, privileged: "on"}',
    service: { build: { context: "/app", dockerfile: "Dockerfile", no_cache: true, pull: true, privileged: true } },
  },
  {
    title: "attestations",
    attributes: 'build: {provenance: true, sbom: "generator=image"}',
    service: { build: { context: "/app", dockerfile: "Dockerfile", provenance: "true", sbom: "generator=image" } },
  },
  {
    title: "lists",
    attributes:
      'build: {cache_from: [a, "type=registry,ref=b"], cache_to: [c], entitlements: [network.host], platforms: [linux/amd64, linux/arm64], tags: ["a:1", "b:2"]}',
    service: {
      build: {
        context: "/app",
        dockerfile: "Dockerfile",
        entitlements: ["network.host"],
        cache_from: ["a", "type=registry,ref=b"],
        cache_to: ["c"],
        tags: ["a:1", "b:2"],
        platforms: ["linux/amd64", "linux/arm64"],
      },
    },
  },
  {
    title: "stages built anew, one or several",
    attributes: "build: {no_cache_filter: a}",
    service: { build: { context: "/app", dockerfile: "Dockerfile", no_cache_filter: ["a"] } },
  },
  {
    title: "several stages built anew",
    attributes: "build: {no_cache_filter: [a, b]}",
    service: { build: { context: "/app", dockerfile: "Dockerfile", no_cache_filter: ["a", "b"] } },
  },
  {
    title: "hosts, size and limits",
    attributes:
      "build: {extra_hosts: {a: [1.1.1.1, 1.1.1.2]}, shm_size: 128m, ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}, core: 0}}",
    service: {
      build: {
        context: "/app",
        dockerfile: "Dockerfile",
        extra_hosts: ["a=1.1.1.1", "a=1.1.1.2"],
        shm_size: "134217728",
        ulimits: { core: {}, nofile: { soft: 1, hard: 2 }, nproc: 5 },
      },
    },
  },
  {
    title: "keys: the agent's",
    attributes: "build: {ssh: [default]}",
    service: { build: { context: "/app", dockerfile: "Dockerfile", ssh: ["default"] } },
  },
  {
    title: "keys: files",
    attributes: "build: {ssh: {k: ./key, default: , a: ~/a}}",
    service: { build: { context: "/app", dockerfile: "Dockerfile", ssh: ["a=/home/me/a", "default", "k=/app/key"] } },
  },
  {
    title: "keys: files as a list",
    attributes: "build: {ssh: [default, k=./key]}",
    service: { build: { context: "/app", dockerfile: "Dockerfile", ssh: ["default", "k=/app/key"] } },
  },
  {
    title: "secrets",
    file: `
services:
  w: {build: {secrets: [a, {source: b, target: c, uid: "1", gid: "2", mode: 0o440}]}}
secrets: {a: {file: ./a}, b: {environment: B}}
`,
    model: {
      secrets: { a: { name: "app_a", file: "/app/a" }, b: { name: "app_b", environment: "B" } },
      services: {
        w: {
          build: {
            context: "/app",
            dockerfile: "Dockerfile",
            secrets: [{ source: "a" }, { source: "b", target: "c", uid: "1", gid: "2", mode: "0440" }],
          },
          command: null,
          entrypoint: null,
          networks: { default: null },
        },
      },
    },
  },
];
