/** `windlass alpha generate` */
import { generate } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { choice, word } from "../args/flags.ts";
import { withEngine } from "../session.ts";

const flags = {
  format: choice("--format <format>", ["yaml", "json"], "output format: yaml or json (default yaml)"),
  name: word("--name <name>", "project name to write into the file"),
  projectDir: word("--project-dir <folder>", "accepted for compatibility; has no effect"),
};

export const generateCommand: Definition = command({
  named: "variable",
  examples: [["windlass alpha generate web db", "of containers that docker run made"]],
  operands: [{ name: "container", text: "name or id of a container", many: true }],
  flags,
  async run({ flags, operands }, context) {
    const { format = "yaml", name } = flags;
    const { first } = context.interrupts;
    const text = await withEngine(context, (engine) =>
      generate(engine, { containers: operands, format, ...(name && { name }) }, first),
    );
    context.out.write(text);
    return 0;
  },
});
