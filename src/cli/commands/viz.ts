/** `windlass alpha viz` */
import { command, type Definition } from "../args/command.ts";
import { count, type Flag, flag } from "../args/flags.ts";
import { graphviz } from "../graph/viz.ts";
import { loadProject } from "../session.ts";

const flags = {
  image: flag("--image", "show the image of each service"),
  indentationSize: {
    ...count("--indentation-size <number>", "tabs or spaces that lines are indented by (default 1)"),
    absent: 1,
  } as Flag<number>,
  networks: flag("--networks", "show the networks of each service"),
  ports: flag("--ports", "show the ports of each service"),
  spaces: flag("--spaces", "indent by spaces instead of tabs"),
};

export const viz: Definition = command({
  examples: [["windlass alpha viz --ports", "services with their ports"]],
  operands: [],
  flags,
  async run(call, context) {
    const { flags } = call;
    const project = await loadProject(call, context);
    const indent = (flags.spaces ? " " : "\t").repeat(flags.indentationSize);
    context.out.write(graphviz(project, { ...flags, indent }));
    return 0;
  },
});
