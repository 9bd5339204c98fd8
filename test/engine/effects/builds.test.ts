/** What `build` says, seen in images that a real engine built, and in containers of them. */
import { spawnSync } from "node:child_process";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { apiAtLeast, apiOfNewerBuildkit } from "../../../src/engine/api-version.ts";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses, never, removeImage } from "../../support/engines.ts";
import { missing } from "../../support/programs.ts";
import { proves } from "../../support/proves.ts";
import { startRegistry } from "../../support/registry.ts";

describe.each(engineAddresses)("builds on %s", (address) => {
  let effects: Effects;
  const names = new Set<string>();

  beforeAll(async () => {
    effects = await openEffects(address);
  });
  afterAll(async () => {
    await effects.remove();
    for (const name of names) await removeImage(address, name);
  });

  /** For what the BuildKit of Docker 23 has brought; that older ones are not asked for it is seen in docker/builders. */
  const needsNewer = ({ skip }: TestContext): void =>
    skip(
      !apiAtLeast(effects.engine.facts.apiVersion, apiOfNewerBuildkit),
      "the BuildKit in this engine does not know it",
    );

  /** Brings up `web`, whose image is made by these lines of a Dockerfile. */
  async function build(
    dockerfile: readonly string[],
    more: string = "",
    { rest = "", files = {} }: { readonly rest?: string; readonly files?: Readonly<Record<string, string>> } = {},
  ): Promise<void> {
    const lines = dockerfile.map((line) => `        ${line}`).join("\n");
    const build = ["    build:", "      context: ./web", "      dockerfile_inline: |", lines, more];
    const compose = ["services:", "  web:", ...build, "    command: sleep 600\n    stop_grace_period: 0s", rest].join(
      "\n",
    );
    await effects.load(compose, { "web/word.txt": "of the context\n", ...files });
    names.add(`${effects.project}-web`);
    await effects.up(compose, { build: true, removeOrphans: true });
  }

  const imageOf = async (name: string) => effects.docker.getImage(name).inspect();
  const inside = (path: string): Promise<string> => effects.inside("web", `cat ${path}`);

  proves("services.build.dockerfile_inline", "the Dockerfile is the text, with the context beside it", async () => {
    await build(["FROM busybox", "COPY word.txt /word", "RUN echo $((1 + 1)) >>/word"]);
    expect(await inside("/word")).toBe("of the context\n2");
  });

  proves(["services.build.labels", "services.build.tags"], "the image has them", async () => {
    const tags = [`${effects.project}-other`, `${effects.project}-other:two`];
    for (const tag of tags) names.add(tag);
    await build(["FROM busybox"], `      labels: {mine: "a b"}\n      tags: ["${tags.join('", "')}"]`);
    const { Id, Config } = await imageOf(`${effects.project}-web`);
    expect(Config.Labels).toMatchObject({ mine: "a b", "com.docker.compose.service": "web" });
    expect(await Promise.all(tags.map(async (tag) => (await imageOf(tag)).Id))).toEqual([Id, Id]);
  });

  proves(
    [
      "services.build.extra_hosts",
      "services.build.shm_size",
      "services.build.ulimits",
      "services.build.ulimits.*.soft",
      "services.build.ulimits.*.hard",
    ],
    "commands of the build run so",
    async (context) => {
      needsNewer(context);
      await build(
        [
          "FROM busybox",
          "RUN grep made /etc/hosts >/seen; df -k /dev/shm | tail -1 >>/seen; ulimit -Sn >>/seen; ulimit -Hn >>/seen; ulimit -u >>/seen",
        ],
        [
          "      extra_hosts: {made.test: 1.2.3.4}",
          "      shm_size: 32m",
          "      ulimits: {nofile: {soft: 1000, hard: 2000}, nproc: 3000}",
        ].join("\n"),
      );
      const [host = "", shm = "", ...limits] = (await inside("/seen")).split("\n");
      expect(host.split(/\s+/)).toEqual(["1.2.3.4", "made.test"]);
      expect(shm.split(/\s+/)[1]).toBe(String(32 * 1024));
      expect(limits).toEqual(["1000", "2000", "3000"]);
    },
  );

  proves("services.build.network", "commands of the build are on it", async () => {
    await build(["FROM busybox", "RUN ls /sys/class/net >/seen"], "      network: none");
    expect(await inside("/seen")).toBe("lo");
  });

  proves("services.build.entitlements", "the build has the right that it names", async (context) => {
    needsNewer(context);
    const look = ["FROM busybox", "RUN --network=host ls /sys/class/net >/seen"];
    await expect(build(look)).rejects.toThrow("network.host");
    await build(look, "      entitlements: [network.host]");
    expect(await inside("/seen")).toContain("docker0");
  });

  proves("services.build.privileged", "the engine is asked for the right, and has the last word", async () => {
    const privileged = build(["FROM busybox", "RUN --security=insecure true"], "      privileged: true");
    await expect(privileged).rejects.toThrow("security.insecure");
  });

  proves(
    ["services.build.secrets", "services.build.secrets[].source", "services.build.secrets[].target"],
    "commands read them, and neither the image nor its history has them",
    async () => {
      const hush = `hush-${effects.project}`;
      await build(
        [
          "FROM busybox",
          "RUN --mount=type=secret,id=file,required=true --mount=type=secret,id=variable,required=true wc -c </run/secrets/file >/seen && wc -c </run/secrets/variable >>/seen",
        ],
        "      secrets: [file, {source: given, target: variable}]",
        {
          rest: `secrets:\n  file: {file: ./secret.txt}\n  given: {environment: HUSH}`,
          files: { "secret.txt": hush, ".env": `HUSH=${hush}-too\n` },
        },
      );
      expect(await inside("/seen")).toBe(`${hush.length}\n${hush.length + 4}`);
      const image = effects.docker.getImage(`${effects.project}-web`);
      expect(JSON.stringify([await image.inspect(), await image.history()])).not.toContain(hush);
    },
  );

  proves("services.build.additional_contexts", "a folder, an image and another service's image", async (context) => {
    needsNewer(context);
    names.add(`${effects.project}-base`);
    await build(
      ["FROM base", "COPY --from=folder here.txt /here", "COPY --from=image /bin/busybox /other"],
      "      additional_contexts: {folder: ./more, image: docker-image://busybox, base: service:base}",
      {
        rest: '  base: {build: {context: ./web, dockerfile_inline: "FROM busybox\\nRUN echo base >/base"}, scale: 0}',
        files: { "more/here.txt": "here\n" },
      },
    );
    expect(await inside("/base /here")).toBe("base\nhere");
    expect(await effects.inside("web", "cmp /other /bin/busybox && echo same")).toBe("same");
  });

  test("an image is built after the one of another service that its Dockerfile names", async () => {
    names.add(`${effects.project}-zbase`);
    await build([`FROM ${effects.project}-zbase`, "RUN test -e /base"], "", {
      rest: '  zbase: {build: {context: ./web, dockerfile_inline: "FROM busybox\\nRUN sleep 1; echo base >/base"}, scale: 0}',
    });
    expect(await inside("/base")).toBe("base");
  });

  proves("services.build.pull", "a base that has changed on its registry is brought", async () => {
    const registry = await startRegistry();
    try {
      const name = `${effects.project}-base:1`;
      const base = await registry.add(name, "first");
      names.add(base);
      // Its only base: no registry but this one needs to have anything.
      const made = async (more: string): Promise<string> => {
        const compose = `services:\n  web:\n    command: [/nothing]\n    build:\n      context: ./web\n      dockerfile_inline: "FROM ${base}"\n${more}`;
        await effects.load(compose, { "web/word.txt": "" });
        names.add(`${effects.project}-web`);
        await effects.up(compose, { build: true, start: false, removeOrphans: true });
        const container = effects.docker.getContainer((await effects.inspect("web")).Id);
        return text(await container.getArchive({ path: "/content" }));
      };
      expect(await made("")).toContain("first");
      await effects.engine.pullImage(base, undefined, () => {}, never);
      await registry.add(name, "second");
      expect(await made("")).toContain("first");
      expect(await made("      pull: true")).toContain("second");
    } finally {
      await registry.close();
    }
  });

  const noKeys = missing("ssh-keygen");
  proves("services.build.ssh", `commands reach an agent with the key${noKeys}`, async ({ skip }) => {
    if (noKeys !== "") skip(noKeys);
    await effects.load("services: {}", {});
    const key = `${effects.folder}/key`;
    spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
    // What a mount holds is no part of what a cache goes by.
    const look = `RUN --mount=type=ssh test -S "$$SSH_AUTH_SOCK" && echo ${effects.project} >/agent`;
    await expect(build(["FROM busybox", look])).rejects.toThrow();
    await build(["FROM busybox", look], `      ssh: ["default=${key}"]`);
    expect(await inside("/agent")).toBe(effects.project);
  });

  const stages = [
    "FROM busybox AS first",
    "RUN cat /proc/sys/kernel/random/uuid >/first",
    "FROM first AS second",
    "RUN cat /proc/sys/kernel/random/uuid >/second",
  ];
  const drawn = async (more: string): Promise<readonly string[]> => {
    await build(stages, more);
    return [await inside("/first"), await inside("/second")];
  };

  proves(["services.build.no_cache", "services.build.no_cache_filter"], "what they name is made again", async () => {
    const [first, second] = await drawn("");
    expect(await drawn("")).toEqual([first, second]);
    const [same, other] = await drawn("      no_cache_filter: [second]");
    expect(same).toBe(first);
    expect(other).not.toBe(second);
    const [anew] = await drawn("      no_cache: true");
    expect(anew).not.toBe(first);
  });

  test("what is built again and comes from the cache replaces nothing", async () => {
    await build(stages);
    const before = (await effects.inspect("web")).Id;
    await build(stages);
    expect((await effects.inspect("web")).Id).toBe(before);
  });

  proves("services.build.platforms", "the image is of the platform", async () => {
    names.add(`${effects.project}-arm`);
    const compose = `
services:
  arm:
    platform: linux/arm64
    command: [/nothing]
    build: {context: ./web, dockerfile_inline: "FROM scratch\\nCOPY word.txt /", platforms: [linux/arm64]}
`;
    await effects.load(compose);
    await effects.up(compose, { build: true, start: false, removeOrphans: true });
    expect((await imageOf(`${effects.project}-arm`)).Architecture).toBe("arm64");
  });
});
