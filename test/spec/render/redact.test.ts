/** What `config --redact` leaves out, wherever a variable stands. */
import { expect, test } from "vitest";
import { WindlassError } from "../../../src/core/errors.ts";
import { explain } from "../../../src/spec/render/explain.ts";
import { renderJson, renderYaml } from "../../../src/spec/render/render.ts";
import { loadText } from "../../support/load.ts";

const everywhere = `
name: shop
x-common: {k: $S}
services:
  base: {image: "i$S"}
  web:
    extends: base
    ports: ["$N:80"]
    volumes: ["./$S:/x", "data:/$S:ro", {type: tmpfs, target: "/t$S", tmpfs: {size: $N}}]
    command: run --token $S
    entrypoint: [a, $S]
    environment: ["A=$S", "$S", "B", "$S.x=1"]
    labels: ["l=$S", "$S=x"]
    extra_hosts: ["$S:1.1.1.1"]
    build: {context: ., args: ["T=$S"], dockerfile: $S.D}
    healthcheck: {test: curl $S, interval: "\${N}s"}
    ulimits: {nofile: $N}
    container_name: $S
    mem_limit: \${N}m
    configs: [{source: c, target: "/$S"}]
    secrets: [{source: s, target: $S}]
    networks: {n: {aliases: [$S]}}
    logging: {driver: json-file, options: {tag: $S}}
    deploy: {resources: {limits: {memory: "\${N}m"}}}
    env_file: v.env
networks:
  n: {name: $S, driver_opts: {o: $S}, ipam: {config: [{subnet: "10.\${N}.0.0/24"}]}}
volumes:
  data: {name: v$S, labels: ["q=$S"]}
configs:
  c: {content: x $S}
secrets:
  s: {environment: S}
`;

test("no value of a variable or an env file is in the redacted text, in keys neither", async () => {
  const project = await loadText(everywhere, {
    files: { "/app/v.env": "E=hunter2\nF=x$S\n" },
    env: { S: "hunter2", N: "7777", B: "hunter2" },
  });
  const shown = renderYaml(project);
  expect(shown).toContain("hunter2");
  for (const text of [renderYaml(project, { redact: true }), renderJson(project, { redact: true })]) {
    expect(text).not.toContain("hunter2");
    expect(text).not.toContain("7777");
    expect(text).toContain("<redacted-2>");
    expect(text).toContain("json-file");
  }
  for (const { redactedPath } of explain(project, "services")) expect(redactedPath).not.toContain("hunter2");
});

test("a key with dots in it is found, and the longest that fits is meant", async () => {
  const project = await loadText('services:\n  web: {image: x, labels: {a.b: "1", a.b.c: "2"}}\n  web.b: {image: y}\n');
  const paths = (path: string): string[] => explain(project, path).map(({ value }) => String(value));
  expect(paths("services.web.labels.a.b.c")).toEqual(["2"]);
  expect(paths("services.web.labels.a.b")).toEqual(["1"]);
  expect(paths("services.web.b.image")).toEqual(["y"]);
  expect(paths(".services.web.image")).toEqual(["x"]);
  expect(() => explain(project, "services.web.labels.a")).toThrow(WindlassError);
});
