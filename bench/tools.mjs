/** What is compared: Windlass as people install it, and docker compose, alone and as a plugin of the docker command. */
import { mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { onPath } from "../scripts/lib/own-engine.mjs";
import { quiet } from "../scripts/lib/run.mjs";
import { Stop } from "../scripts/lib/say.mjs";

/** How each is called where its figures are shown. */
export const titles = {
  executable: "Windlass",
  node: "Windlass on Node.js",
  compose: "docker compose",
  plugin: "docker compose as a plugin",
  bare: "bare loop",
};

/**
 * The tools, with the environment in which they run: a folder of settings that is theirs alone, in which the same docker
 * compose is the plugin.
 */
export async function findTools({ node, windlass, executable, address, folder }) {
  const settings = join(folder, "docker");
  const env = { ...process.env, DOCKER_HOST: address, DOCKER_CONFIG: settings };
  const compose = resolve(process.env.WINDLASS_BENCH_COMPOSE || onPath("docker-compose") || (await pluginFile()));
  mkdirSync(join(settings, "cli-plugins"), { recursive: true });
  symlinkSync(compose, join(settings, "cli-plugins/docker-compose"));
  const docker = onPath("docker");
  return [
    { id: "executable", program: executable, args: [], env },
    { id: "node", program: node, args: ["--", windlass], env },
    { id: "compose", program: compose, args: [], env },
    ...(docker === undefined ? [] : [{ id: "plugin", program: docker, args: ["compose"], env }]),
  ];
}

/** The plugin's file runs without the docker command, too. */
async function pluginFile() {
  const format = '{{range .ClientInfo.Plugins}}{{if eq .Name "compose"}}{{.Path}}{{end}}{{end}}';
  const path = await quiet("docker", ["info", "--format", format]).catch(() => "");
  if (path.trim() === "")
    throw new Stop("there is no docker compose to compare with; WINDLASS_BENCH_COMPOSE names one");
  return path.trim();
}
