/** Services that use AI models, on a real engine: docker's plugin for them is one that the test writes. */
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { labels } from "../../../src/engine/labels.ts";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses } from "../../support/engines.ts";
import { type Ended, windlass } from "../../support/program.ts";
import { proves } from "../../support/proves.ts";

/** It lists what it has pulled, and answers on standard error, as the plugin does. */
const plugin = `#!/bin/sh
has="$RUNS.pulled"
case "$1" in
ls)
  tags=$(sed 's/.*/"&"/' "$has" 2>/dev/null | paste -sd, -)
  echo "[{\\"id\\": \\"sha256:1\\", \\"tags\\": [$tags]}]" ;;
status) echo '{"running": true, "endpoint": "http://runner.test/v1/"}' >&2 ;;
docker-cli-plugin-metadata) echo '{"SchemaVersion": "0.1.0", "Vendor": "a test", "Version": "v1.0.6"}' ;;
*)
  echo "$* at $DOCKER_HOST" >>"$RUNS"
  [ -n "$FAILS" ] && { echo "Error: $FAILS" >&2; exit 1; }
  [ "$1" = pull ] && { echo "Downloaded 1MB of 1MB" >&2; echo "$2:latest" >>"$has"; } ;;
esac
exit 0
`;

const file = `
services:
  web:
    image: busybox
    command: sleep 600
    stop_grace_period: 0s
    environment: {MODE: live}
    models:
      small-llm:
      big: {endpoint_var: WHERE, model_var: WHAT}
  other: {image: busybox, command: sleep 600, stop_grace_period: 0s}
models:
  small-llm: {model: ai/small}
  big: {model: ai/big, name: giant, context_size: 4096, runtime_flags: [--temp, "0.5"]}
  unused: {model: ai/unused}
`;

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;
  let env: Record<string, string>;

  beforeEach(async () => {
    effects = await openEffects(address);
    const home = join(effects.folder, "docker");
    await mkdir(join(home, "cli-plugins"), { recursive: true });
    await writeFile(join(home, "cli-plugins/docker-model"), plugin);
    await chmod(join(home, "cli-plugins/docker-model"), 0o755);
    env = { DOCKER_HOST: address, DOCKER_CONFIG: home, RUNS: join(effects.folder, "runs") };
  });
  afterEach(() => effects.remove());

  const run = (args: readonly string[], further: Record<string, string> = {}): Promise<Ended> => {
    const at = ["-p", effects.project, "-f", join(effects.folder, "compose.yaml"), "--progress", "plain"];
    return windlass([...at, ...args], { ...env, ...further });
  };
  const ok = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(args);
    expect({ args, code, stderr: code === 0 ? "" : stderr }).toEqual({ args, code: 0, stderr: "" });
    return stdout + stderr;
  };
  const runs = async (): Promise<readonly string[]> => {
    const said = await readFile(join(effects.folder, "runs"), "utf8").catch(() => "");
    await rm(join(effects.folder, "runs"), { force: true });
    return said.trim().split("\n").sort();
  };

  proves(
    [
      "models",
      "models.model",
      "models.name",
      "models.context_size",
      "models.runtime_flags",
      "services.models",
      "services.models.*.endpoint_var",
      "services.models.*.model_var",
    ],
    "they are pulled and set by docker's plugin, and who uses them has their names and the address",
    async () => {
      await effects.load(file);
      const planned = await ok("plan");
      expect(planned).toMatch(/model +small-llm +pull +does not exist/);
      expect(planned).toContain('has docker\'s plugin for models fetch and run "big" on this machine');
      expect(await runs()).toEqual([""]);
      const said = await ok("up", "-d");
      expect(said).toContain(" Model small-llm Pulled ");
      expect(said).toContain(" Model giant Configured ");
      expect(await effects.inside("web", "env | grep -E 'LLM|WH|MODE' | sort")).toBe(
        [
          "MODE=live",
          "SMALL_LLM_MODEL=ai/small",
          "SMALL_LLM_URL=http://runner.test/v1/",
          "WHAT=ai/big",
          "WHERE=http://runner.test/v1/",
        ].join("\n"),
      );
      expect(await effects.inside("other", "env | grep -c runner || true")).toBe("0");
      const set = `configure --context-size 4096 ai/big -- --temp 0.5 at ${address}`;
      expect(await runs()).toEqual([
        set,
        `configure ai/small at ${address}`,
        `pull ai/big at ${address}`,
        `pull ai/small at ${address}`,
      ]);
      const before = await effects.inspect("web");
      await ok("up", "-d");
      expect((await effects.inspect("web")).Id).toBe(before.Id);
      expect(await runs()).toEqual([set]);
      await ok("down");
      expect(await runs()).toEqual([""]);
    },
  );

  test("the hash on the container is that of the service with the variables written by hand", async () => {
    await effects.load(file);
    await ok("up", "-d");
    const made = (await effects.inspect("web")).Config.Labels[labels.configHash];
    const variables = "SMALL_LLM_MODEL: ai/small, SMALL_LLM_URL: http://runner.test/v1/, WHAT: ai/big";
    await effects.load(file.replace("{MODE: live}", `{MODE: live, ${variables}, WHERE: http://runner.test/v1/}`));
    expect(await ok("config", "--hash", "web")).toBe(`web ${made}\n`);
  });

  test("a model without settings that is there asks for nothing", async () => {
    await effects.load(file.replace(/, context_size.*\]/, ""));
    await ok("up", "-d");
    expect(await ok("plan", "--detailed-exitcode")).toContain("Nothing to do");
  });

  test("a pull that fails says what the plugin said, and who uses the model is not started", async () => {
    await effects.load(file);
    const { code, stderr } = await run(["up", "-d"], { FAILS: "no such model" });
    expect(code).toBe(1);
    expect(stderr).toContain("error[model-failed]: docker-model could not pull model small-llm: Error: no such model");
    expect((await effects.inspect("web")).State.Status).toBe("created");
    expect((await effects.inspect("other")).State.Running).toBe(true);
  });

  test("--restricted refuses them, and no program is run", async () => {
    await effects.load(file);
    const { code, stderr } = await run(["--restricted", "up", "-d"]);
    expect(code).toBe(1);
    expect(stderr).toContain("error[restricted]");
    expect(await runs()).toEqual([""]);
  });
});
