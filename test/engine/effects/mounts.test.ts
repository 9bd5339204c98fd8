/** What is mounted, as the container finds it; and volumes, as the engine has them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { apiAtLeast } from "../../../src/engine/api-version.ts";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses } from "../../support/engines.ts";
import { proves } from "../../support/proves.ts";

const compose = (root: string): string => `
services:
  mounted:
    image: busybox
    command: sleep 600
    init: true
    volumes:
      - ./short:/short:ro
      - {type: bind, source: ./written, target: /written, consistency: cached}
      - {type: bind, source: ./made/here, target: /made, bind: {create_host_path: true}}
      - {type: bind, source: ./written, target: /there, read_only: true, bind: {create_host_path: false}}
      - {type: bind, source: ${root}/volumes, target: /slave, read_only: true, bind: {propagation: rslave}}
      - {type: bind, source: ${root}/volumes, target: /shared, read_only: true, bind: {propagation: rshared, selinux: z}}
      - {type: bind, source: /sys, target: /alone, bind: {recursive: disabled}}
      - data:/data
      - {type: volume, source: fresh, target: /etc/network, volume: {nocopy: true}}
      - {type: volume, source: copied, target: /home}
      - {type: volume, target: /anonymous, volume: {labels: {com.example.kind: scratch}}}
      - /unnamed
      - {type: tmpfs, target: /memory, tmpfs: {size: 1m, mode: 0o1750}}
  short:
    image: busybox
    command: sleep 600
    init: true
    tmpfs: ["/scratch:size=2m,mode=0700,noexec", /plain]
volumes:
  data: {labels: {com.example.owner: shop}}
  fresh: {name: "\${COMPOSE_PROJECT_NAME}-other"}
  copied:
    driver: local
    driver_opts: {type: tmpfs, device: tmpfs, o: "size=3m,mode=0711"}
  outside: {external: true, name: "\${COMPOSE_PROJECT_NAME}-outside"}
`;

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;
  let file: string;
  beforeAll(async () => {
    effects = await openEffects(address);
    file = compose((await effects.docker.info()).DockerRootDir);
    await effects.docker.createVolume({ Name: `${effects.project}-outside` });
    await effects.load(file, { "short/a": "short", "written/a": "written" });
    await effects.up(file);
  });
  afterAll(async () => {
    await effects.remove();
    await effects.docker.getVolume(`${effects.project}-outside`).remove();
  });

  const inside = (command: string, service = "mounted"): Promise<string> => effects.inside(service, command);
  /** How a target is mounted, as the kernel says it. */
  const mountinfo = (target: string): Promise<string> => inside(`grep ' ${target} ' /proc/self/mountinfo`);
  const volume = (name: string): ReturnType<ReturnType<Effects["docker"]["getVolume"]>["inspect"]> =>
    effects.docker.getVolume(name).inspect();
  const needs = (api: string, { skip }: TestContext): void => skip(!apiAtLeast(effects.engine.facts.apiVersion, api));
  const mountOf = async (target: string): Promise<{ readonly Name?: string | undefined }> => {
    const { Mounts } = await effects.inspect("mounted");
    return Mounts.find(({ Destination }) => Destination === target) ?? {};
  };

  proves(["services.volumes[].type", "services.volumes[].target"], "each is where it is asked for", async () => {
    const targets = (await effects.inspect("mounted")).Mounts.map(({ Type, Destination }) => `${Type} ${Destination}`);
    expect(targets).toEqual(
      expect.arrayContaining(["bind /short", "volume /data", "volume /unnamed", "tmpfs /memory"]),
    );
  });

  proves("services.volumes[].source", "the folder is the host's", async () => {
    expect(await inside("cat /short/a /written/a")).toBe("shortwritten");
  });

  proves("services.volumes[].read_only", "nothing can be written", async () => {
    await expect(inside("touch /there/b")).rejects.toThrow("Read-only file system");
    await expect(inside("touch /short/b")).rejects.toThrow("Read-only file system");
    await inside("touch /written/b");
    expect(existsSync(join(effects.folder, "written/b"))).toBe(true);
  });

  proves("services.volumes[].bind.create_host_path", "a missing folder is made, or missed", async () => {
    expect(existsSync(join(effects.folder, "made/here"))).toBe(true);
    const missing = "{type: bind, source: ./never, target: /never, bind: {create_host_path: false}}";
    await expect(effects.up(`services: {never: {image: busybox, volumes: [${missing}]}}`)).rejects.toThrow("never");
    expect(existsSync(join(effects.folder, "never"))).toBe(false);
  });

  proves("services.volumes[].bind.propagation", "the kernel says with whom the mount is shared", async () => {
    expect(await mountinfo("/slave")).toMatch(/ master:\d+ /);
    expect(await mountinfo("/shared")).toMatch(/ shared:\d+ /);
    expect(await mountinfo("/written")).not.toMatch(/ (master|shared):\d+ /);
  });

  proves("services.volumes[].bind.selinux", "the engine has it, also beside propagation", async () => {
    const { Binds } = (await effects.inspect("mounted")).HostConfig;
    expect(Binds).toContainEqual(expect.stringMatching(/:\/shared:ro,rshared,z$/));
  });

  proves("services.volumes[].bind.recursive", "mounts below come along or not, read-only or not", async (context) => {
    expect(await inside("ls /alone/fs/cgroup | wc -l")).toBe("0");
    needs("1.44", context);
    const bind = (recursive: string): string =>
      `{type: bind, source: /sys, target: /${recursive}, read_only: true, bind: {propagation: rprivate, recursive: ${recursive}}}`;
    const kinds = ["enabled", "writable", "readonly"];
    await effects.up(
      `services: {below: {image: busybox, command: sleep 600, init: true, volumes: [${kinds.map(bind).join(", ")}]}}`,
    );
    const below = async (kind: string): Promise<string | undefined> =>
      (await inside(`grep ' /${kind}/fs/cgroup ' /proc/self/mountinfo`, "below")).split(" ")[5]?.slice(0, 2);
    expect(await Promise.all(kinds.map(below))).toEqual(["ro", "rw", "ro"]);
  });

  proves("services.volumes[].volume.nocopy", "what the image has at the target is not copied", async () => {
    expect(await inside("ls /etc/network")).toBe("");
  });

  proves("services.volumes[].volume.labels", "the volume without a name carries them, and whose it is", async () => {
    const { Labels } = await volume((await mountOf("/anonymous")).Name ?? "");
    expect(Labels).toMatchObject({
      "com.example.kind": "scratch",
      "dev.windlass.project": effects.project,
      "dev.windlass.service": "mounted",
      "dev.windlass.target": "/anonymous",
    });
    expect(Labels).not.toHaveProperty("com.docker.compose.project");
  });

  proves("services.volumes[].volume.subpath", "a folder of the volume is all that is seen", async (context) => {
    needs("1.45", context);
    await inside("mkdir -p /data/part && echo inner >/data/part/file");
    await effects.up(`
services:
  part:
    image: busybox
    command: sleep 600
    init: true
    volumes: [{type: volume, source: data, target: /part, volume: {subpath: part}}]
volumes: {data: {labels: {com.example.owner: shop}}}
`);
    expect(await inside("cat /part/file", "part")).toBe("inner");
  });

  proves("services.volumes[].image.subpath", "a folder of the image is all that is seen", async (context) => {
    needs("1.48", context);
    await effects.up(`
services:
  whole: {image: busybox, command: sleep 600, init: true, volumes: [{type: image, source: alpine, target: /whole}]}
  part:
    image: busybox
    command: sleep 600
    init: true
    volumes: [{type: image, source: alpine, target: /part, image: {subpath: etc}}]
`);
    expect(await inside("ls /whole", "whole")).toContain("etc");
    expect(await inside("ls /part", "part")).toContain("passwd");
    const { Id } = await effects.docker.getImage("alpine").inspect();
    expect((await effects.inspect("part")).Config.Labels).toHaveProperty(
      ["com.docker.compose.image-volume-digest"],
      `/part=${Id}`,
    );
  });

  proves(["services.volumes[].tmpfs.size", "services.volumes[].tmpfs.mode"], "the mount has them", async () => {
    expect(await inside("df -k /memory | tail -1 | tr -s ' ' | cut -d' ' -f2; stat -c %a /memory")).toBe("1024\n1750");
  });

  proves("services.tmpfs", "a folder in memory has the options", async () => {
    const line = await inside("grep ' /scratch ' /proc/self/mountinfo", "short");
    expect(line).toMatch(/noexec.* tmpfs .*size=2048k,mode=700/);
    expect(await inside("stat -f -c %T /plain", "short")).toBe("tmpfs");
  });

  proves(["volumes.name", "volumes.labels"], "the engine has the volume under its name, with its labels", async () => {
    const { project } = effects;
    expect((await mountOf("/etc/network")).Name).toBe(`${project}-other`);
    expect((await volume(`${project}_data`)).Labels).toMatchObject({
      "com.example.owner": "shop",
      "com.docker.compose.project": project,
      "com.docker.compose.volume": "data",
    });
  });

  proves(["volumes.driver", "volumes.driver_opts"], "the volume is what its driver makes of them", async () => {
    expect((await volume(`${effects.project}_copied`)).Driver).toBe("local");
    expect(await inside("df -k /home | tail -1 | tr -s ' ' | cut -d' ' -f2; stat -c %a /home")).toBe("3072\n711");
  });

  proves("volumes.external", "it is used as it is, and never removed", async () => {
    const outside = `
services:
  user: {image: busybox, command: sleep 600, init: true, volumes: ["outside:/outside"]}
volumes: {outside: {external: true, name: ${effects.project}-outside}}
`;
    await effects.up(outside);
    await inside("echo kept >/outside/file", "user");
    await effects.down({ volumes: true });
    expect((await volume(`${effects.project}-outside`)).Labels ?? {}).toEqual({});
    await effects.up(outside);
    expect(await inside("cat /outside/file", "user")).toBe("kept");
  });

  test("what is mounted is as declared, and nothing is done again", async () => {
    await effects.up(file);
    expect((await effects.up(file)).steps).toEqual([]);
  });
});
