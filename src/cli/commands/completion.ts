/** `windlass completion` */
import { WindlassError } from "../../core/errors.ts";
import { commandName } from "../args/called.ts";
import { command, type Definition } from "../args/command.ts";
import { flag } from "../args/flags.ts";
import { shells } from "../completion/scripts/shells.ts";

export const completion: Definition = command({
  examples: [
    ["windlass completion bash", "in ~/.bashrc: source <(windlass completion bash)"],
    ["windlass completion zsh", "for a file _windlass in a folder of fpath"],
  ],
  operands: [{ name: "shell", text: `shell: ${shells.join(", ")}`, completes: shells }],
  flags: { noDescriptions: flag("--no-descriptions", "complete without descriptions") },
  async run({ flags, operands: [asked] }, { program = "", env, out }) {
    const shell = shells.find((name) => name === asked);
    if (shell === undefined)
      throw new WindlassError("usage", `unknown shell: ${JSON.stringify(asked)}`, {
        hint: `use ${shells.slice(0, -1).join(", ")} or ${shells.at(-1)}`,
      });
    const name = commandName(program, env);
    if (name === undefined)
      throw new WindlassError("usage", "docker completes the commands of its plugins itself", {
        hint: `load docker's own script: docker completion ${shell}`,
      });
    const { scriptFor } = await import("../completion/scripts/scripts.ts");
    out.write(scriptFor(shell, name, !flags.noDescriptions));
    return 0;
  },
});
