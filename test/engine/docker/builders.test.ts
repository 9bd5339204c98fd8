/** Each attribute of a build, by each of the engine's builders that can: what a RUN prints is what the attribute does. */
import { spawnSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { pack } from "tar-stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../../src/docker/connect.ts";
import { apiAtLeast, apiOfNewerBuildkit } from "../../../src/engine/api-version.ts";
import type { BuilderFacts, BuildIo, BuildSpec, Engine } from "../../../src/engine/port.ts";
import { noTls } from "../../support/authority.ts";
import { buildOf, quietBuild } from "../../support/build-spec.ts";
import { engineAddresses, never, newProject, open, removeImage } from "../../support/engines.ts";
import { missing } from "../../support/programs.ts";
import { startRegistry } from "../../support/registry.ts";
import { startTlsProxy } from "../../support/tls-proxy.ts";

const [address = ""] = engineAddresses;
const builders = ["buildkit", "buildkit-http", "classic"] as const satisfies readonly BuilderFacts["kind"][];
type Builder = (typeof builders)[number];
const buildkits: readonly Builder[] = ["buildkit", "buildkit-http"];

interface Case {
  readonly what: string;
  readonly dockerfile: string;
  readonly spec: Partial<BuildSpec>;
  readonly prints: readonly (string | RegExp)[];
  readonly by?: readonly Builder[];
  /** What a BuildKit that does not know it says. */
  readonly elseSays?: string;
}

describe("builds", () => {
  const project = newProject();
  const folder = mkdtempSync(`${tmpdir()}/wdl-builders-`);
  const made: string[] = [];
  let engine: Engine;
  let server: Server;

  beforeAll(async () => {
    engine = await open(address);
    server = createServer((_, response) => {
      const tar = pack();
      tar.entry({ name: "from-far" }, "far away\n");
      tar.entry({ name: "Dockerfile" }, "FROM busybox\nCOPY from-far /\nRUN cat /from-far\n");
      tar.finalize();
      tar.pipe(response.setHeader("Content-Type", "application/x-tar"));
    }).listen(0, "127.0.0.1");
  });
  afterAll(async () => {
    await Promise.all(made.map((tag) => removeImage(address, tag)));
    engine.close();
    server.close();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string): void => {
    mkdirSync(`${folder}/${name}`.replace(/\/[^/]*$/, ""), { recursive: true });
    writeFileSync(`${folder}/${name}`, text);
  };
  /** @returns the image's id, and all that its steps printed */
  async function build(
    builder: Builder,
    text: string,
    more: Partial<BuildSpec> = {},
    io: Partial<BuildIo> = {},
    by: Engine = engine,
  ): Promise<readonly [id: string, printed: readonly string[]]> {
    const tag = `${project}-${made.length}`;
    made.push(tag);
    mkdirSync(`${folder}/empty`, { recursive: true });
    const spec = buildOf(tag, `${folder}/empty`, { builder, dockerfile: { from: "text", text }, ...more });
    const printed: string[] = [];
    const onProgress: BuildIo["onProgress"] = (step) => printed.push(step.text);
    const { id } = await by.buildImage(spec, { ...quietBuild, onProgress, ...io });
    return [id, printed];
  }

  /** What the BuildKit of Docker 23 has brought. */
  const knowsContexts = (): boolean => apiAtLeast(engine.facts.apiVersion, apiOfNewerBuildkit);
  const tooOld = "the BuildKit in this engine does not know it";

  const cases: readonly Case[] = [
    { what: "args", dockerfile: "ARG A\nRUN echo is $A", spec: { args: { A: "a $value" } }, prints: ["is a $value"] },
    {
      what: "a target",
      dockerfile: "AS one\nRUN echo one\nFROM one\nRUN echo two",
      spec: { target: "one" },
      prints: ["one"],
    },
    {
      what: "extra hosts",
      dockerfile: "RUN cat /etc/hosts",
      spec: { extraHosts: ["far:10.1.2.3", "far6:[fd00::7]"] },
      prints: [/^10\.1\.2\.3\s+far$/, /^fd00::7\s+far6$/],
    },
    { what: "a network", dockerfile: "RUN ls /sys/class/net", spec: { network: "none" }, prints: ["lo"] },
    {
      what: "ulimits",
      dockerfile: "RUN echo $(ulimit -Sn) $(ulimit -Hn)",
      spec: { ulimits: [{ name: "nofile", soft: 321, hard: 654 }] },
      prints: ["321 654"],
      elseSays: "does not support limits for the build's commands (build.ulimits)",
    },
    {
      what: "shared memory",
      dockerfile: "RUN df -m /dev/shm",
      spec: { shmSize: 33 << 20 },
      prints: [/\s33\s.*\/dev\/shm$/],
      elseSays: "does not support a size of `/dev/shm` (build.shm_size)",
    },
    { what: "a platform", dockerfile: "RUN uname -m", spec: { platforms: ["linux/amd64"] }, prints: ["x86_64"] },
    {
      what: "memory",
      dockerfile: "RUN cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; true",
      spec: { memory: 64 << 20 },
      prints: [String(64 << 20)],
      by: ["classic"],
    },
    {
      what: "secrets",
      dockerfile:
        "RUN --mount=type=secret,id=token cat /run/secrets/token\nRUN --mount=type=secret,id=none ls /run/secrets/none; true",
      spec: { secrets: [{ id: "token", content: "secrets.token", source: { variable: "T" } }] },
      prints: ["the bytes of secrets.token", /No such file/],
      by: buildkits,
    },
    {
      what: "an image as a further context",
      dockerfile: "\nCOPY --from=other /bin/busybox /copied\nRUN ls /copied",
      spec: { contexts: { other: { from: "image", image: "busybox" } } },
      prints: ["/copied"],
      by: ["buildkit"],
      elseSays: "does not support additional contexts (build.additional_contexts)",
    },
    {
      what: "an entitlement of the host's network",
      dockerfile: "RUN --network=host ls /sys/class/net | wc -l",
      spec: { entitlements: ["network.host"] },
      prints: [/^([2-9]|\d\d)$/],
      by: ["buildkit"],
      elseSays: "Unknown flag: network",
    },
  ];
  const each = cases.flatMap((one) => (one.by ?? builders).map((builder) => ({ ...one, builder })));

  test.each(each)("$builder: $what", async ({ builder, dockerfile, spec, prints, elseSays }) => {
    const begin = /^(AS|\n)/.test(dockerfile) ? "FROM busybox " : "FROM busybox\n";
    const secret: BuildIo["secret"] = async (content) => Buffer.from(`the bytes of ${content}\n`);
    const building = build(builder, `${begin}${dockerfile}\n`, { noCache: true, ...spec }, { secret });
    if (elseSays !== undefined && builder !== "classic" && !knowsContexts()) {
      await expect(building).rejects.toThrow(elseSays);
      return;
    }
    const [, printed] = await building;
    for (const line of prints)
      expect(printed).toContainEqual(typeof line === "string" ? line : expect.stringMatching(line));
  });

  test("what a builder cannot do is refused before anything is built", async () => {
    const contexts: BuildSpec["contexts"] = { other: { from: "image", image: "busybox" } };
    await expect(build("classic", "FROM other\n", { contexts })).rejects.toThrow(
      /does not support additional contexts \(build.additional_contexts\)/,
    );
  });

  test("folders under other names are brought, and obey their own ignore files", async ({ skip }) => {
    skip(!knowsContexts(), tooOld);
    write("named/a", "a");
    write("named/b", "b");
    write("named/.dockerignore", "b\n");
    const contexts: BuildSpec["contexts"] = {
      assets: { from: "folder", folder: `${folder}/named` },
      "docker.io/library/alpine:latest": { from: "image", image: "busybox" },
    };
    const [, printed] = await build("buildkit", "FROM alpine\nCOPY --from=assets . /x\nRUN ls -A /x\n", {
      contexts,
      noCache: true,
    });
    expect(printed).toContain("a");
    expect(printed).not.toContain("b");
  });

  test.each(builders)("%s fetches an archive as its context", async (builder) => {
    const { port } = server.address() as AddressInfo;
    const [, printed] = await build(builder, "", {
      context: { from: "remote", url: `http://127.0.0.1:${port}/a.tar` },
      dockerfile: { from: "file", path: "Dockerfile" },
      noCache: true,
    });
    expect(printed).toContain("far away");
  });

  test("BuildKit takes a Dockerfile of this machine for an archive that it fetches", async () => {
    const { port } = server.address() as AddressInfo;
    const context = { from: "remote", url: `http://127.0.0.1:${port}/a.tar` } as const;
    const [, printed] = await build("buildkit", "FROM busybox\nCOPY from-far /x\nRUN echo mine; cat /x\n", {
      context,
      noCache: true,
    });
    expect(printed).toEqual(expect.arrayContaining(["mine", "far away"]));
  });

  test("every builder gets the same files, links and modes, and none of what is no file", async () => {
    write("tree/bin/run", "#!/bin/sh\n");
    chmodSync(`${folder}/tree/bin/run`, 0o4755);
    write("tree/zwölf/日本", "x");
    write("tree/a.b", "x");
    write("tree/a/c", "x");
    write("tree/secret", "x");
    write("tree/deep/ignored/but-this", "x");
    linkSync(`${folder}/tree/a.b`, `${folder}/tree/same`);
    symlinkSync("a/c", `${folder}/tree/link`);
    symlinkSync("/nowhere", `${folder}/tree/dangling`);
    symlinkSync("../..", `${folder}/tree/a/cycle`);
    spawnSync("mkfifo", [`${folder}/tree/pipe`]);
    write(
      "tree/Dockerfile",
      "FROM busybox\nCOPY . /c\nRUN cd /c; find . -exec stat -c '%n %A %u:%g %h' {} + | sort; md5sum /c/a/c\n",
    );
    write("tree/.dockerignore", "Dockerfile\n.dockerignore\nsecret\ndeep/*\n!deep/ignored/but-this\n");
    const spec: Partial<BuildSpec> = {
      context: { from: "folder", folder: `${folder}/tree` },
      dockerfile: { from: "file", path: "Dockerfile" },
      noCache: true,
    };
    const listed: (readonly string[])[] = [];
    // One after the other: of two equal steps at once, an older BuildKit prints the lines of one.
    for (const builder of builders) {
      const [, printed] = await build(builder, "", spec);
      listed.push(printed.filter((line) => line.startsWith("./")));
    }
    expect(listed[0]).toEqual([
      "./a drwxr-xr-x 0:0 2",
      "./a.b -rw-r--r-- 0:0 2",
      "./a/c -rw-r--r-- 0:0 1",
      "./a/cycle lrwxrwxrwx 0:0 1",
      "./bin drwxr-xr-x 0:0 2",
      "./bin/run -rwsr-xr-x 0:0 1",
      "./dangling lrwxrwxrwx 0:0 1",
      "./deep drwxr-xr-x 0:0 3",
      "./deep/ignored drwxr-xr-x 0:0 2",
      "./deep/ignored/but-this -rw-r--r-- 0:0 1",
      "./link lrwxrwxrwx 0:0 1",
      "./same -rw-r--r-- 0:0 2",
      "./zwölf drwxr-xr-x 0:0 2",
      "./zwölf/日本 -rw-r--r-- 0:0 1",
    ]);
    expect(listed[1]).toEqual(listed[0]);
    // The classic builder itself drops the bit for set-user-id.
    expect(listed[2]?.map((line) => line.replace("rwx", "rws"))).toEqual(
      listed[0]?.map((line) => line.replace("rwx", "rws")),
    );
  });

  test.each(builders)("%s takes a Dockerfile from outside, and leaves nothing of it in the image", async (builder) => {
    write("outside/ctx/a", "x");
    write("outside/O.Dockerfile", "FROM busybox\nCOPY . /c\nRUN echo $(ls -A /c)\n");
    const [, printed] = await build(builder, "", {
      context: { from: "folder", folder: `${folder}/outside/ctx` },
      dockerfile: { from: "file", path: "../O.Dockerfile" },
      noCache: true,
    });
    expect(printed).toContain("a");
  });

  test("an unchanged build is the same image by both ways to BuildKit, and a changed file another", async () => {
    write("same/a", "one");
    const spec: Partial<BuildSpec> = { context: { from: "folder", folder: `${folder}/same` } };
    const text = "FROM busybox\nCOPY a /\n";
    const [first] = await build("buildkit", text, spec);
    expect((await build("buildkit", text, spec))[0]).toBe(first);
    const [byHttp] = await build("buildkit-http", text, spec);
    // With containerd's store, one way may not find in the cache what the other has built.
    if ((await engine.builderFacts(never)).store === "graph-driver") expect(byHttp).toBe(first);
    write("same/a", "two");
    expect((await build("buildkit", text, spec))[0]).not.toBe(first);
  });

  test.each(builders)("%s builds by a Dockerfile that has changed and is as long as before", async (builder) => {
    for (const word of ["one", "two"]) {
      const [, printed] = await build(builder, `FROM busybox\nRUN echo ${word}\n`, { noCache: true });
      expect(printed).toContain(word);
    }
  });

  test("a failing step is quoted with its lines, also of a Dockerfile outside the context", async () => {
    write("far/My.Dockerfile", "FROM busybox\nRUN true\nRUN echo why; \\\n  exit 7\nRUN true\n");
    const dockerfile = { from: "file", path: "../far/My.Dockerfile" } as const;
    for (const builder of buildkits)
      await expect(build(builder, "", { dockerfile })).rejects.toThrow(
        /\.\.\/far\/My\.Dockerfile:3: .*exit code: 7\n {2}why\n.* 3 \| >>> RUN echo why; \\\n +4 \| >>> {3}exit 7\n/s,
      );
    await expect(build("buildkit", "FROM busybox\nCOPY nosuch /\n")).rejects.toThrow(
      /dockerfile_inline:2: .*"\/nosuch":? not found.*>>> COPY nosuch/s,
    );
  });

  test("a secret that is too large or cannot be read is why the build fails", async () => {
    const text = "FROM busybox\nRUN --mount=type=secret,id=s,required=true cat /run/secrets/s\n";
    const secrets = [{ id: "s", content: "secrets.s", source: { file: "/s" } }];
    const large: BuildIo["secret"] = async () => Buffer.alloc(600 << 10);
    await expect(build("buildkit", text, { secrets }, { secret: large })).rejects.toThrow(/"s" has 600 KiB.*500 KiB/);
    await expect(build("buildkit-http", text, { secrets })).rejects.toThrow("there is no secret");
    await expect(build("buildkit", text)).rejects.toThrow(/secret s:? not found/);
  });

  test("the linter's warnings have their lines, and a wrong Dockerfile is an error", async () => {
    const check = (text: string) =>
      engine.checkBuild(buildOf("none", folder, { dockerfile: { from: "text", text } }), quietBuild);
    const elsewhere = buildOf("none", folder, { builder: "buildkit-http" });
    await expect(engine.checkBuild(elsewhere, quietBuild)).rejects.toMatchObject({ code: "engine-lacks" });
    if (!apiAtLeast(engine.facts.apiVersion, "1.46")) {
      const message = "the engine's BuildKit does not check Dockerfiles";
      await expect(check("FROM busybox\n")).rejects.toMatchObject({ code: "engine-lacks", message });
      return;
    }
    expect(await check("FROM busybox AS Upper\n\nENTRYPOINT a b\n")).toMatchObject([
      { rule: "StageNameCasing", line: 1, url: expect.stringContaining("https://") },
      { rule: "JSONArgsRecommended", line: 3 },
    ]);
    expect(await check("FROM busybox\n")).toEqual([]);
    await expect(check("FROM busybox\nRUNN x\n")).rejects.toThrow(/dockerfile_inline:2: .*unknown instruction: RUNN/s);
    const [, printed] = await build("buildkit", "FROM busybox AS Upper\n");
    expect(printed).toContainEqual(expect.stringMatching(/^StageNameCasing: .* \(line 1\)$/));
  });

  test("several platforms and attestations are for containerd's store, and change nothing when nothing changed", async () => {
    write("store/file", "x");
    const context = { from: "folder", folder: `${folder}/store` } as const;
    const text = "FROM scratch\nCOPY file /\n";
    const platforms = ["linux/amd64", "linux/arm64"];
    if ((await engine.builderFacts(never)).store === "graph-driver") {
      const refused = build("buildkit", text, { context, platforms, provenance: "mode=max" });
      await expect(refused).rejects.toThrow(/several platforms with this image store \(build\.platforms\)/);
      return;
    }
    const find = async (more: Partial<BuildSpec>) => {
      const [id] = await build("buildkit", text, { context, ...more });
      return engine.findImage(id, undefined, never);
    };
    const [plain, attested, again] = [
      await find({}),
      await find({ provenance: "mode=max" }),
      await find({ provenance: "mode=max" }),
    ];
    expect(attested?.id).not.toBe(plain?.id);
    expect(again?.content).toBe(attested?.content);
    expect((await find({ platforms }))?.platform).toBe("linux/amd64");
  });

  const noProxy = noTls || (address.startsWith("unix://") ? "" : " (skipped: the engine is not on a unix socket)");
  test.skipIf(noProxy !== "")(`an engine behind TLS builds in the same ways${noProxy}`, async () => {
    const proxy = await startTlsProxy(address.replace("unix://", ""));
    const env = { DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: proxy.certificates.good };
    const far = await connect({ env, host: proxy.address }, { signal: never });
    expect(await far.builderFacts(never)).toMatchObject({ kind: "buildkit" });
    write("tls/file", "x".repeat(300_000));
    for (const builder of builders) {
      const context = { from: "folder", folder: `${folder}/tls` } as const;
      const text = "FROM busybox\nCOPY file /\nRUN wc -c /file\n";
      const [, printed] = await build(builder, text, { context, noCache: true }, {}, far);
      expect(printed).toContain("300000 /file");
    }
    far.close();
    await proxy.close();
  });

  test("looks for newer bases on a registry, and takes another service's image from the engine", async ({ skip }) => {
    skip(!knowsContexts(), tooOld);
    const registry = await startRegistry();
    const base = await registry.add(`${project}/base:1`, "a base");
    const sibling = `${project}-sibling`;
    made.push(base, sibling);
    await engine.buildImage(
      buildOf(sibling, `${folder}/empty`, {
        dockerfile: { from: "text", text: "FROM busybox\nRUN echo sibling > /s\n" },
      }),
      quietBuild,
    );
    const text = `FROM ${base}\nCOPY --from=base /s /\n`;
    const contexts: BuildSpec["contexts"] = { base: { from: "service", service: "base", image: sibling } };
    const [id] = await build("buildkit", text, { contexts, pull: true });
    expect((await engine.findImage(id, undefined, never))?.labels).toMatchObject({ from: "a test" });
    registry.fails({ match: /manifests/, fault: { kind: "status", status: 500 } });
    await expect(build("buildkit", text, { contexts, pull: true })).rejects.toMatchObject({ code: "pull-failed" });
    await build("buildkit", text, { contexts });
    await registry.close();
  });

  const noAgent = missing("ssh-agent", "ssh-add", "ssh-keygen");
  test.skipIf(noAgent !== "")(`steps use keys of files and of an agent${noAgent}`, async ({ skip }) => {
    const python = "python:3.12-alpine";
    if ((await engine.findImage(python, undefined, never)) === undefined) skip(`the engine has no image ${python}`);
    const key = `${folder}/key`;
    spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
    // Asks for the identities; prints how many there are.
    write(
      "ssh/ask.py",
      "import socket,os\ns=socket.socket(socket.AF_UNIX)\ns.connect(os.environ['SSH_AUTH_SOCK'])\n" +
        "s.send(b'\\0\\0\\0\\1\\x0b')\nd=s.recv(9999)\nprint('keys', d[4], d[8])\n" +
        "s.send(b'\\0\\0\\0\\1\\x13')\nprint('removed', s.recv(9999)[4])\n",
    );
    const text = `FROM ${python}\nCOPY ask.py /\nRUN --mount=type=ssh python3 /ask.py\n`;
    const context = { from: "folder", folder: `${folder}/ssh` } as const;
    const socket = `${folder}/agent.sock`;
    const { stdout } = spawnSync("ssh-agent", ["-a", socket], { encoding: "utf8" });
    try {
      spawnSync("ssh-add", ["-q", key], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
      for (const builder of buildkits)
        for (const path of [key, socket]) {
          const ssh = [{ id: "default", paths: [path] }];
          const [, printed] = await build(builder, text, { context, ssh, noCache: true });
          expect(printed).toEqual(expect.arrayContaining(["keys 12 1", "removed 5"]));
        }
    } finally {
      process.kill(Number(/SSH_AGENT_PID=(\d+)/.exec(stdout)?.[1]));
    }
    await expect(build("buildkit", text, { context, ssh: [{ id: "default", paths: [] }] })).rejects.toThrow(
      /none is running/,
    );
    spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "words", "-f", `${folder}/locked`]);
    const locked = [{ id: "default", paths: [`${folder}/locked`] }];
    await expect(build("buildkit", text, { context, ssh: locked })).rejects.toThrow(/the key has a passphrase/);
  });
});
