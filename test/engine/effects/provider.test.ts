/** A service that a program stands for, on a real engine: the program is one that the test writes. */
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses } from "../../support/engines.ts";
import { windlass } from "../../support/program.ts";
import { proves } from "../../support/proves.ts";

const program = `#!/bin/sh
[ "$2" = metadata ] && exit 1
echo "$* $SIZE" >>"$RUNS"
[ "$3" = up ] && echo '{"type":"info","message":"making it"}'
[ "$3" = up ] && echo '{"type":"setenv","message":"URL=cloud://one"}'
exit 0
`;

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;

  beforeEach(async () => {
    effects = await openEffects(address);
  });
  afterEach(() => effects.remove());

  proves(
    ["services.provider", "services.provider.type", "services.provider.options"],
    "its program runs with the variables of .env, and what it tells is in the containers of those who depend on it",
    async () => {
      const bin = join(effects.folder, "bin");
      await mkdir(bin);
      await writeFile(join(bin, "cloud"), program);
      await chmod(join(bin, "cloud"), 0o755);
      await writeFile(join(effects.folder, ".env"), "SIZE=large\nRUNS=elsewhere\n");
      await effects.load(`
services:
  web: {image: busybox, command: sleep 600, stop_grace_period: 0s, depends_on: [db]}
  db: {provider: {type: cloud, options: {size: 10, tag: [a, b]}}}
`);
      const runs = join(effects.folder, "runs");
      const env = { DOCKER_HOST: address, PATH: `${bin}:${process.env.PATH}`, RUNS: runs };
      const run = async (...args: readonly string[]): Promise<string> => {
        const file = ["-p", effects.project, "-f", join(effects.folder, "compose.yaml"), "--progress", "plain"];
        const { code, stdout, stderr } = await windlass([...file, ...args], env);
        expect({ args, code, stderr: code === 0 ? "" : stderr }).toEqual({ args, code: 0, stderr: "" });
        return stdout + stderr;
      };
      expect(await run("plan")).toContain('runs the program "cloud" of this machine');
      const said = await run("up", "-d");
      expect(said).not.toContain("cloud://one");
      expect(await effects.inside("web", 'echo "$DB_URL"')).toBe("cloud://one");
      const before = await effects.inspect("web");
      await run("up", "-d");
      expect((await effects.inspect("web")).Id).toBe(before.Id);
      await run("down");
      const name = `compose --project-name=${effects.project}`;
      const options = "--size=10 --tag=a --tag=b db";
      expect((await readFile(runs, "utf8")).trim().split("\n")).toEqual([
        `${name} up ${options} large`,
        `${name} up ${options} large`,
        `${name} down ${options} large`,
      ]);
    },
  );
});
