import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { namedBuilder } from "../../../src/docker/client/named-builder.ts";
import type { Files } from "../../../src/docker/reach/disk.ts";
import type { NamedBuilder } from "../../../src/engine/named-builder.ts";

const address = "unix:///var/run/docker.sock";
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const buildx = "/home/u/.docker/buildx";

const disk = (files: Readonly<Record<string, string>>): Files => ({
  read: (path) => files[path],
  names: (folder) =>
    Object.keys(files)
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => path.slice(folder.length + 1).replace(/\/.*/, "")),
});

const instances = {
  [`${buildx}/instances/farm`]: '{"Name":"farm","Driver":"kubernetes","Nodes":[]}',
  [`${buildx}/instances/box`]: '{"Name":"box","Driver":"docker-container","Nodes":[]}',
};
const current = (value: object): Record<string, string> => ({ [`${buildx}/current`]: JSON.stringify(value) });
const context = (name: string): Record<string, string> => ({
  [`/home/u/.docker/contexts/meta/${hash(name)}/meta.json`]: JSON.stringify({
    Name: name,
    Endpoints: { docker: { Host: `tcp://${name}:2375` } },
  }),
});

interface Asked {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly builder?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly engine?: string;
}

const named = ({ env = {}, files = {}, builder, config = {}, engine = address }: Asked): NamedBuilder | undefined =>
  namedBuilder(
    { where: { env: { HOME: "/home/u", ...env }, platform: "linux" }, address: engine, builder, config },
    disk({ ...instances, ...files }),
  );

describe("which builder docker uses", () => {
  const used = current({ Key: address, Name: "box", Global: false });

  test("the flag counts before BUILDX_BUILDER, that before the builder in use", () => {
    const env = { BUILDX_BUILDER: "farm" };
    expect(named({ builder: "box", env })).toEqual({
      kind: "outside",
      name: "box",
      driver: "docker-container",
      from: "--builder",
    });
    expect(named({ env, files: used })).toEqual({
      kind: "outside",
      name: "farm",
      driver: "kubernetes",
      from: "BUILDX_BUILDER",
    });
    expect(named({ files: used })).toMatchObject({ name: "box", from: "docker buildx use" });
  });

  test("a machine where nothing was said leaves the choice to the engine", () => {
    expect(named({})).toBeUndefined();
    expect(named({ files: current({ Key: address, Name: "", Global: false }) })).toBeUndefined();
  });

  test("a builder that is in use for another engine counts there only, unless it is for all", () => {
    const elsewhere = { Key: "tcp://far:2375", Name: "box", Global: false };
    expect(named({ files: current(elsewhere) })).toBeUndefined();
    expect(named({ files: current({ ...elsewhere, Global: true }) })).toMatchObject({ name: "box" });
  });

  test("an engine that is reached by a context is known by the context's name", () => {
    const files = { ...context("far"), ...current({ Key: "far", Name: "box", Global: false }) };
    const engine = "tcp://far:2375";
    expect(named({ files, engine, env: { DOCKER_CONTEXT: "far" } })).toMatchObject({ name: "box" });
    expect(named({ files })).toBeUndefined();
    // Where the command line names the context, or an address of its own.
    expect(named({ files, engine })).toMatchObject({ name: "box" });
    expect(named({ files, engine, env: { DOCKER_HOST: engine } })).toBeUndefined();
    expect(named({ files, engine: "tcp://else:2375", env: { DOCKER_CONTEXT: "far" } })).toBeUndefined();
  });

  test("without one in use the engine's usual one counts", () => {
    const usual = { [`${buildx}/defaults/${hash(address).slice(0, 20)}`]: "farm" };
    expect(named({ files: usual })).toMatchObject({ name: "farm", from: "docker buildx use" });
    expect(named({ files: { ...usual, ...used } })).toMatchObject({ name: "box" });
  });

  test("one in use that was removed leaves the engine's own", () => {
    expect(named({ files: current({ Key: address, Name: "gone", Global: false }) })).toBeUndefined();
  });

  test("buildx's folder is BUILDX_CONFIG's, else beside docker's settings", () => {
    const files = { "/b/instances/mine": '{"Driver":"remote"}', "/d/buildx/instances/yours": '{"Driver":"remote"}' };
    expect(named({ files, builder: "mine", env: { BUILDX_CONFIG: "/b" } })).toMatchObject({ driver: "remote" });
    expect(named({ files, builder: "yours", env: { DOCKER_CONFIG: "/d" } })).toMatchObject({ driver: "remote" });
  });

  test("a context's own builder is its engine's BuildKit", () => {
    expect(named({ builder: "default" })).toEqual({ kind: "buildkit", from: "--builder" });
    expect(
      named({ builder: "far", files: context("far"), engine: "tcp://far:2375", env: { DOCKER_CONTEXT: "far" } }),
    ).toEqual({
      kind: "buildkit",
      from: "--builder",
    });
  });

  test("DOCKER_BUILDKIT=0 asks for the classic builder, against all but the flag", () => {
    const env = { DOCKER_BUILDKIT: "0", BUILDX_BUILDER: "farm" };
    expect(named({ env, files: used, config: { aliases: { builder: "buildx" } } })).toEqual({
      kind: "classic",
      from: "DOCKER_BUILDKIT",
    });
    expect(named({ env, builder: "box" })).toMatchObject({ kind: "outside" });
  });

  test("DOCKER_BUILDKIT=1 and an alias for the builder ask for BuildKit", () => {
    expect(named({ env: { DOCKER_BUILDKIT: "true" } })).toEqual({ kind: "buildkit", from: "DOCKER_BUILDKIT" });
    expect(named({ config: { aliases: { builder: "buildx" } } })).toEqual({
      kind: "buildkit",
      from: "aliases.builder",
    });
  });
});

describe("what can't be", () => {
  test.each([
    [{ builder: "boxx" }, "builder-not-found", "did you mean box? available builders: box, default, farm"],
    [{ env: { BUILDX_BUILDER: "../x" } }, "builder-not-found", "available builders: box, default, farm"],
    [{ builder: "far", files: context("far") }, "builder-not-found", "use that engine: --context far"],
    [{ env: { DOCKER_BUILDKIT: "yes" } }, "usage", "set it to 1 or 0"],
  ] satisfies [Asked, string, string][])("%j is an error", (asked, code, hint) => {
    expect(() => named(asked)).toThrow(expect.objectContaining({ code, hint }));
  });

  test("settings of buildx that are no JSON are named", () => {
    expect(() => named({ files: { [`${buildx}/current`]: "{" } })).toThrow(
      expect.objectContaining({ code: "client-config-invalid", message: expect.stringContaining(`${buildx}/current`) }),
    );
  });
});
