/**
 * The real `docker buildx bake` with the engine's own builder, which is the only one that every machine has: it is called in
 * the same way for all others.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Progress } from "../../src/core/events.ts";
import { apiAtLeast } from "../../src/engine/api-version.ts";
import { logText } from "../../src/engine/output-line.ts";
import type { BuildSpec, Engine } from "../../src/engine/port.ts";
import { bakeImage } from "../../src/executor/bake/bake.ts";
import { thisHost } from "../../src/host/this-host.ts";
import { buildOf, quietBuild } from "../support/build-spec.ts";
import {
  apiVersion,
  cleanUp,
  engineAddresses,
  idle,
  never,
  newProject,
  open,
  removeImage,
} from "../support/engines.ts";

const [address = ""] = engineAddresses;
/** Docker looks for its plugins there; other tests have no such folder on purpose. */
const env = { ...process.env, DOCKER_HOST: address, DOCKER_CONFIG: join(homedir(), ".docker") };
const host = thisHost(env);
const skipped = (await host.findPlugin("buildx")) === undefined ? " (skipped: docker buildx is not installed)" : "";

const old = apiAtLeast(await apiVersion(), "1.42") ? "" : " (skipped: this engine's own builder is too old for it)";

describe.skipIf(skipped !== "")(`docker buildx bake${skipped}`, () => {
  const project = newProject();
  const folder = mkdtempSync(`${tmpdir()}/wdl-bake-`);
  const made: string[] = [];
  let engine: Engine;

  beforeAll(async () => {
    engine = await open(address);
    mkdirSync(join(folder, "app/sub"), { recursive: true });
    writeFileSync(join(folder, "app/sub/file"), "text", { mode: 0o640 });
    writeFileSync(join(folder, "app/secret"), "from a file");
    writeFileSync(join(folder, "app/.dockerignore"), "secret\n");
    writeFileSync(
      join(folder, "app/Dockerfile"),
      'FROM busybox AS first\nARG WHAT=none\nRUN echo "$WHAT" > /what\nFROM first AS second\nCOPY . /app\nLABEL a=b\n',
    );
  });
  afterAll(async () => {
    await cleanUp(engine, project);
    await Promise.all(made.map((tag) => removeImage(address, tag)));
    engine.close();
    rmSync(folder, { recursive: true });
  });

  /** What bake would put values into. */
  const template = `a \${b} %{c} $\${d}`;
  let count = 0;
  const spec = (more: Partial<BuildSpec> = {}): BuildSpec => {
    const tag = `${project}-${++count}`;
    made.push(tag);
    return buildOf(tag, join(folder, "app"), { builder: "bake", builderName: "default", ...more });
  };
  const inline = (text: string): Pick<BuildSpec, "dockerfile"> => ({ dockerfile: { from: "text", text } });

  async function bake(build: BuildSpec, bases: Readonly<Record<string, BuildSpec>> = {}, signal = never) {
    const told: Progress[] = [];
    const image = await bakeImage(build, bases, {
      engine,
      host: async () => host,
      resource: { kind: "image", name: build.tags.at(-1) ?? "", service: "web.app" },
      secret: async () => new TextEncoder().encode("from a variable"),
      onProgress: (progress) => void told.push(progress),
      signal,
    });
    return { image, told };
  }

  /** What a container of the image prints. */
  async function output(image: string, script: string): Promise<string> {
    const config = idle(project, { image, command: ["sh", "-c", script] });
    const id = await engine.createContainer({ name: `${project}-${++count}`, config }, never);
    await engine.startContainer(id, never);
    const lines: string[] = [];
    for await (const batch of engine.logs(id, { follow: true }, never)) lines.push(...batch.map(logText));
    return lines.join("\n");
  }

  test("builds what the engine builds by itself, and the engine has it", async () => {
    const build = spec({ noCache: true, args: { WHAT: template }, labels: { x: template } });
    const other = { ...build, builder: "buildkit", tags: [`${project}-other`] } as const;
    made.push(...other.tags);
    const { image, told } = await bake(build);
    const plain = await engine.buildImage(other, quietBuild);
    const found = await engine.findImage(build.tags[0] ?? "", undefined, never);
    expect(found?.id).toBe(image.id);
    expect(found?.labels).toMatchObject({ a: "b", x: template });
    expect(told).toContainEqual({ part: expect.stringContaining("COPY . /app"), text: "done" });
    const look = "cat /what; cd /app; find . | sort; stat -c '%a %n' sub/file";
    const [ours, theirs] = [await output(image.id, look), await output(plain.id, look)];
    expect(ours).toBe(theirs);
    expect(ours.split("\n")[0]).toBe(template);
  });

  test.skipIf(old !== "")(`has secrets, contexts, the image of another service, hosts and limits${old}`, async () => {
    const base = spec(inline("FROM busybox\nRUN echo base > /base\n"));
    const build = spec({
      ...inline(
        [
          "FROM base",
          "COPY --from=assets file /file",
          "RUN --mount=type=secret,id=one --mount=type=secret,id=two cat /run/secrets/one /run/secrets/two > /secrets",
          "RUN grep more.test /etc/hosts > /hosts; ulimit -n > /limit",
        ].join("\n"),
      ),
      contexts: {
        base: { from: "service", service: "base.image", image: base.tags[0] ?? "" },
        assets: { from: "folder", folder: join(folder, "app/sub") },
      },
      secrets: [
        { id: "one", content: "secrets.one", source: { file: join(folder, "app/secret") } },
        { id: "two", content: "secrets.two", source: { variable: "TWO" } },
      ],
      extraHosts: ["more.test:10.1.2.3"],
      ulimits: [{ name: "nofile", soft: 99, hard: 99 }],
    });
    const { image } = await bake(build, { "base.image": base });
    expect(await output(image.id, "cat /base /file; echo; cat /secrets; echo; cat /hosts /limit")).toMatch(
      /^base\ntext\nfrom a filefrom a variable\n10\.1\.2\.3\s+more\.test\n99$/,
    );
  });

  test.skipIf(old !== "")(`a build that fails says where, and what was printed${old}`, async () => {
    await expect(bake(spec(inline("FROM busybox\nRUN echo about to; exit 3\n")))).rejects.toMatchObject({
      code: "build-failed",
      message: expect.stringMatching(
        /^the build of web\.app failed at \[2\/2\] RUN echo about to; exit 3, Dockerfile:2: the command did not complete successfully: exit code: 3\n {2}about to\n.*\n {3}2 \| >>> RUN echo/s,
      ),
    });
    await expect(bake(spec(inline("FROM busybox\nRUNN true\n")))).rejects.toMatchObject({
      message: expect.stringContaining("unknown instruction: RUNN"),
    });
  });

  test("a builder that buildx does not know is told as one", async () => {
    await expect(bake(spec({ builderName: "wdl-nobody" }))).rejects.toMatchObject({ code: "builder-not-found" });
  });

  test("an abort ends the build", async () => {
    const stop = new AbortController();
    const build = spec(inline(`FROM busybox\nRUN echo ${project}; sleep 600\n`));
    const building = bakeImage(
      build,
      {},
      {
        engine,
        host: async () => host,
        resource: { kind: "image", name: "slow", service: "slow" },
        secret: quietBuild.secret,
        onProgress: ({ text }) => text === project && stop.abort(new Error("stop")),
        signal: stop.signal,
      },
    );
    const began = performance.now();
    await expect(building).rejects.toThrow("stop");
    expect(performance.now() - began).toBeLessThan(60_000);
    expect(await engine.findImage(build.tags[0] ?? "", undefined, never)).toBeUndefined();
  });
});
