import { expect, test } from "vitest";
import { bakeText } from "../../src/planner/bake-text.ts";
import type { BakeOptions } from "../../src/planner/plan/options.ts";
import { projectOf } from "../support/scenario.ts";

const everything = `
services:
  web.app:
    image: registry.test/web:1
    build:
      context: ctx
      dockerfile: ../web.Dockerfile
      args: {A: "1", DOLLAR: "$\${K} 100%{x} <&>", UNSET: }
      additional_contexts:
        base: service:base
        assets: ./assets
        app: docker-image://alpine:latest
        src: https://h.test/a.git#main:sub
      cache_from: [alpine, "type=local,src=/tmp/cache", "type=registry,ref=x/y"]
      cache_to: ["type=local,dest=/tmp/cache,mode=max"]
      labels: {com.example.a: "$\${x}"}
      ulimits: {nofile: {soft: 10, hard: 20}, nproc: 5, memlock: -1}
      shm_size: 128m
      secrets: [{source: tok, target: token}, et]
      ssh: [default, k=./id]
      platforms: [linux/amd64, linux/arm64]
      extra_hosts: ["h1=1.2.3.4", "h1:1.2.3.5", "h6:::1"]
      privileged: true
      entitlements: [network.host]
      network: host
      tags: ["web:extra"]
      target: run
      pull: true
      no_cache: true
      no_cache_filter: run
      provenance: mode=max
      sbom: true
  base:
    build:
      context: https://h.test/base.git
      dockerfile_inline: |
        FROM busybox
        RUN echo $\${y}
      provenance: false
  web_app:
    build: ctx
    depends_on: [plain]
  plain:
    build: ctx
  pulled:
    image: busybox
secrets: {tok: {file: "./to,k"}, et: {environment: ENVTOK}}
`;

const asked: BakeOptions = { services: [], args: {}, noCache: false, pull: false };
const text = async (options: Partial<BakeOptions> = {}, proxies: Readonly<Record<string, string>> = {}) =>
  bakeText(await projectOf(everything), { ...asked, ...options, proxies });

const read = (file: string) =>
  JSON.parse(file) as {
    readonly group: { readonly default: { readonly targets: readonly string[] } };
    readonly target: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };

/** Where docker compose writes something else, it is wrong: see docs/builders-outside.md. */
test("every attribute of a build stands in the file as docker compose has it", async () => {
  await expect(await text()).toMatchFileSnapshot("bake-text.txt");
});

test("services whose names differ in a dot alone have targets of their own", async () => {
  const { group, target } = read(await text());
  expect(group.default.targets.toSorted()).toEqual(["base", "plain", "web_app", "web_app_"]);
  expect(target.web_app?.tags).toEqual(["web:extra", "registry.test/web:1"]);
  expect(target.web_app_?.tags).toEqual(["shop-web_app"]);
});

test("the group has those that are asked for and what their contexts need, not what they depend on", async () => {
  expect(read(await text({ services: ["web.app"] })).group.default.targets).toEqual(["base", "web_app"]);
  expect(read(await text({ services: ["web_app"] })).group.default.targets).toEqual(["web_app_"]);
  expect(read(await text({ services: ["pulled"] })).group.default.targets).toEqual([]);
});

test("what the command line asks for and the proxies go to every target", async () => {
  const { target } = read(await text({ args: { A: "2" }, noCache: true, pull: true }, { HTTP_PROXY: "http://p" }));
  for (const one of Object.values(target))
    expect(one).toMatchObject({ args: { A: "2", HTTP_PROXY: "http://p" }, "no-cache": true, pull: true });
});
