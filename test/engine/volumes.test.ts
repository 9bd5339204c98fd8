/** Volumes of a project through its life: what is kept, what is given up, and what is never touched. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Effects, openEffects } from "../support/effects.ts";
import { engineAddresses } from "../support/engines.ts";

const compose = (rest = ""): string => `
services:
  db:
    image: busybox
    command: sleep 600
    init: true
    volumes: ["data:/data", "other:/other", /unnamed]
    ${rest}
volumes: {data: , other: }
`;

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;
  beforeEach(async () => {
    effects = await openEffects(address);
  });
  afterEach(() => effects.remove());

  const write = (text: string): Promise<string> =>
    effects.inside("db", `for d in data other unnamed; do echo ${text} >/$d/file; done`);
  const read = (folder: string): Promise<string> =>
    effects.inside("db", `cat /${folder}/file 2>/dev/null || echo none`);
  const names = async (): Promise<readonly string[]> => {
    const { Volumes } = await effects.docker.listVolumes();
    return Volumes.map(({ Name }) => Name);
  };

  /** The volumes that the container has: others come and go meanwhile. */
  const mounted = async (): Promise<readonly string[]> =>
    (await effects.inspect("db")).Mounts.flatMap(({ Name }) => Name ?? []);

  test("--replace-volume gives up that one's data and keeps all other, and the plan says how much is lost", async () => {
    await effects.up(compose());
    await write("before");
    await effects.inside("db", "dd if=/dev/zero of=/data/large bs=1k count=2000 2>/dev/null");
    const plan = await effects.up(compose(), { replaceVolumes: ["data"] });
    const flag = "--replace-volume data";
    const bytes = expect.closeTo(2_048_007, -5);
    expect(plan.verdicts).toContainEqual(
      expect.objectContaining({
        resource: { kind: "volume", name: `${effects.project}_data` },
        action: "replace-data",
        reason: { code: "volume-replaced", volume: `${effects.project}_data`, flag, bytes },
      }),
    );
    expect(await Promise.all(["data", "other", "unnamed"].map(read))).toEqual(["none", "before", "before"]);
    expect((await effects.up(compose())).steps).toEqual([]);
  });

  test("a replacement keeps all data, -V gives up that of volumes without a name", async () => {
    await effects.up(compose());
    await write("before");
    await effects.up(compose("environment: {A: '1'}"));
    expect(await Promise.all(["data", "unnamed"].map(read))).toEqual(["before", "before"]);
    const had = await mounted();
    await effects.up(compose(), { renewVolumes: true });
    expect(await Promise.all(["data", "unnamed"].map(read))).toEqual(["before", "none"]);
    const renewed = had.filter((name) => !name.startsWith(effects.project));
    expect(renewed.length).toBe(1);
    expect(await names()).not.toContain(renewed[0]);
  });

  test("down -v leaves nothing of the project, however often it was replaced", async () => {
    await effects.up(compose());
    const first = await mounted();
    for (const value of ["1", "2"]) await effects.up(compose(`environment: {A: "${value}"}`));
    const own = [...new Set([...first, ...(await mounted())])];
    expect(own.length).toBe(3);
    await effects.down({ volumes: true });
    expect((await names()).filter((name) => own.includes(name))).toEqual([]);
  });

  test.each([
    ["no labels", {}],
    ["the project's label alone", { "com.docker.compose.project": "PROJECT" }],
    ["another project's labels", { "com.docker.compose.project": "other", "com.docker.compose.volume": "data" }],
  ])("a volume with %s is used, and never removed or made anew", async (_what, labels) => {
    const Name = `${effects.project}_data`;
    const own = Object.entries(labels).map(([key, value]) => [key, value.replace("PROJECT", effects.project)]);
    await effects.docker.createVolume({ Name, Labels: Object.fromEntries(own) });
    try {
      await effects.up(compose());
      await write("theirs");
      await expect(effects.up(compose(), { replaceVolumes: ["data"] })).rejects.toMatchObject({
        diagnostics: [{ code: "volume-not-ours" }],
      });
      await effects.down({ volumes: true });
      expect((await names()).filter((name) => name.startsWith(effects.project))).toEqual([Name]);
      await effects.up(compose());
      expect(await read("data")).toBe("theirs");
    } finally {
      await effects.down({ volumes: true });
      await effects.docker.getVolume(Name).remove();
    }
  });
});
