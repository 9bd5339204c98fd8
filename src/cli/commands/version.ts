/** `windlass version` */
import { version as installed } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { choice, flag } from "../args/flags.ts";

const flags = {
  short: flag("--short", "print only the version number"),
  format: choice("-f, --format <format>", ["pretty", "json"], "output format: pretty or json (default pretty)"),
};

export const version: Definition = command({
  examples: [["windlass version --short", "the number alone"]],
  operands: [],
  flags,
  async run({ flags }, { out }) {
    if (flags.short) out.write(`${installed}\n`);
    else if (flags.format === "json") out.write(`${JSON.stringify({ version: installed })}\n`);
    else out.write(`Windlass version ${installed}\n`);
    return 0;
  },
});
