/** `windlass config`: the project as it was understood; touches no engine. */
import { WindlassError } from "../../core/errors.ts";
import { type Project, renderJson, renderYaml } from "../../index.ts";
import { type Command, command } from "../command.ts";
import { choice, flag } from "../flags.ts";
import { loadProject } from "../session.ts";

const flags = {
  format: choice("--format <format>", ["yaml", "json"], "yaml or json"),
  quiet: flag("-q, --quiet", "only check, print nothing"),
  services: flag("--services", "print the services' names"),
  volumes: flag("--volumes", "print the volumes' names"),
  networks: flag("--networks", "print the networks' names"),
  images: flag("--images", "print the images"),
};

/** Lists instead of the model; where several are asked for, the first here is printed. */
const lists = {
  services: (project: Project) => [...project.services.keys()],
  volumes: (project: Project) => [...project.volumes.keys()],
  networks: (project: Project) => [...project.networks.keys()],
  images: (project: Project) => [...project.services.values()].map(({ image }) => image),
} as const;

export const config: Command = command({
  name: "config",
  summary: "Check the project file and print it in its full form",
  takesServices: true,
  flags,
  async run(call, shell) {
    const { flags } = call;
    const asked = (["services", "volumes", "networks", "images"] as const).find((name) => flags[name]);
    if (asked !== undefined && flags.format !== undefined)
      throw new WindlassError("usage", `--format can't be combined with --${asked}`);
    const project = await loadProject(call, shell);
    if (flags.quiet) return 0;
    if (asked !== undefined)
      shell.out.write(
        lists[asked](project)
          .map((name) => `${name}\n`)
          .join(""),
      );
    else shell.out.write(flags.format === "json" ? await renderJson(project) : await renderYaml(project));
    return 0;
  },
});
