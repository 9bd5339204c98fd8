/** Every builder makes the same image: the examples, built in each of the four ways on a real engine. */
import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { extract } from "tar-stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BuilderKind, Engine } from "../../src/engine/port.ts";
import { systemClock } from "../../src/executor/system-clock.ts";
import { nodeDisk } from "../../src/host/disk.ts";
import { thisHost } from "../../src/host/this-host.ts";
import type { BuildingFacts } from "../../src/observe/observed.ts";
import { execute } from "../../src/pipeline.ts";
import { planBuild } from "../../src/planner/build.ts";
import { load } from "../../src/spec/load.ts";
import type { Project } from "../../src/spec/project.ts";
import { dockerodeAt } from "../support/effects.ts";
import { engineAddresses, idle, never, newProject, open, removeImage } from "../support/engines.ts";
import { observedOf } from "../support/scenario.ts";

const examples: string = join(import.meta.dirname, "../../examples");

const facts = (kind: Exclude<BuilderKind, "bake">): BuildingFacts => ({
  engine: { kind, store: "graph-driver", apiVersion: "1.51" },
  dockerfiles: {},
});

const ways: Readonly<Record<BuilderKind, BuildingFacts>> = {
  buildkit: facts("buildkit"),
  "buildkit-http": facts("buildkit-http"),
  classic: facts("classic"),
  // The engine's own, by way of buildx: a builder in a container needs an image that no test may count on.
  bake: { ...facts("buildkit"), named: { kind: "outside", name: "default", driver: "docker", from: "--builder" } },
};

describe.each(engineAddresses)("the examples on %s", (address) => {
  const project = newProject();
  const docker = dockerodeAt(address);
  let engine: Engine;
  /** Docker looks for its plugins there; other tests have no such folder on purpose. */
  const host = thisHost({ ...process.env, DOCKER_HOST: address, DOCKER_CONFIG: join(homedir(), ".docker") });
  const names = new Set<string>();

  beforeAll(async () => {
    engine = await open(address);
  });
  afterAll(async () => {
    for (const name of names) await removeImage(address, name);
    engine.close();
  });

  const loaded = (example: string, name: string): Promise<Project> =>
    load(
      {
        files: [join(examples, example, "compose.yaml")],
        projectName: name,
        profiles: [],
        envFiles: [],
        services: [],
      },
      { env: {}, cwd: examples, home: undefined, disk: nodeDisk(() => process.stdin) },
    );

  /** @returns what is in each image that the example builds, by its service */
  async function built(example: string, kind: BuilderKind): Promise<Readonly<Record<string, unknown>>> {
    const whole = await loaded(example, `${project}-${kind}`);
    const observed = await observedOf(engine, whole, { building: ways[kind] });
    const plan = planBuild(whole, observed, { args: {}, noCache: false, pull: false });
    const report = await execute(plan, {
      engine,
      host: async () => host,
      clock: systemClock,
      emit: () => {},
      signal: never,
      parallel: 2,
    });
    expect(report.failures).toEqual([]);
    const contents: Record<string, unknown> = {};
    for (const { name, image, build } of whole.services.values()) {
      if (build === undefined) continue;
      names.add(image);
      contents[name] = await contentOf(image);
    }
    return contents;
  }

  /** What a container of it would have: its files, and what of the image's settings a Dockerfile says. */
  async function contentOf(image: string): Promise<unknown> {
    const { Config, RootFS } = await docker.getImage(image).inspect();
    const { Env, Cmd, Entrypoint, WorkingDir, User, ExposedPorts } = Config;
    const id = await engine.createContainer({ name: `${project}-look`, config: idle(project, { image }) }, never);
    try {
      const files = await filesIn((await docker.getContainer(id).getArchive({ path: "/app" })) as Readable);
      return {
        settings: { Env, Cmd, Entrypoint, WorkingDir, User, ExposedPorts },
        layers: RootFS.Layers?.length,
        files,
      };
    } finally {
      await engine.removeContainer(id, { volumes: true }, never);
    }
  }

  for (const example of ["guestbook", "ci", "scale"])
    test(`${example} is the same, whoever builds it`, async (context) => {
      const first = await built(example, "buildkit");
      expect(Object.keys(first)).not.toEqual([]);
      for (const kind of ["buildkit-http", "classic"] as const) expect(await built(example, kind), kind).toEqual(first);
      if ((await host.findPlugin("buildx")) === undefined)
        context.skip("docker's plugin buildx is not on this machine");
      expect(await built(example, "bake"), "bake").toEqual(first);
    });
});

/** Path → its kind, rights, owner and content, of all that is in an archive. */
async function filesIn(archive: Readable): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  const entries = extract();
  entries.on("entry", ({ name, mode = 0, uid, gid, type, linkname }, stream, next) => {
    const hash = createHash("sha256");
    stream.on("data", (chunk: Uint8Array) => hash.update(chunk));
    stream.on("end", () => {
      files[name] = [type, mode.toString(8), uid, gid, linkname ?? "", hash.digest("hex")].join(" ");
    });
    stream.on("end", next);
    stream.resume();
  });
  await pipeline(archive, entries);
  return files;
}
