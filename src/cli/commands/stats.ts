/** `windlass stats` */
import { clientFormats, followUsage } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { flag, word } from "../args/flags.ts";
import { Screen } from "../render/screen.ts";
import { statsColumns, statsFields, statsHeadings } from "../render/stats.ts";
import { projectName, withEngine } from "../session.ts";
import { listingText } from "../template/rows.ts";

const flags = {
  all: flag("-a, --all", "show all containers, including stopped ones"),
  format: word(
    "--format <format>",
    "output format: table, json, or a Go template such as '{{.Name}} {{.CPUPerc}}' (default table)",
    ["table", "json"],
  ),
  noStream: flag("--no-stream", "show what is used now, and end"),
  noTrunc: flag("--no-trunc", "do not truncate output"),
};

/** Between two pictures. */
const pauseMs = 500;

export const stats: Definition = command({
  named: "variable",
  examples: [
    ["windlass stats web", "of the containers of web, until Ctrl-C"],
    ["windlass stats --no-stream --format json", "once, one JSON object a line"],
  ],
  operands: [
    { name: "service", text: "service to show (default: all)", optional: true, completes: "existing-services" },
  ],
  flags,
  async run(call, context) {
    const { flags, operands, settings } = call;
    const { out, interrupts, clock } = context;
    const project = await projectName(call, context);
    const [service] = operands;
    const format = flags.format || (await clientFormats(context.env)).stats;
    const signal = AbortSignal.any([interrupts.first, out.broken]);
    const screen = out.isTTY && settings.steers && !flags.noStream ? new Screen(out) : undefined;
    return withEngine(context, async (engine) => {
      const options = { project, all: flags.all, once: flags.noStream, ...(service !== undefined && { service }) };
      let lines: readonly string[] = [];
      try {
        for await (const list of followUsage(engine, options, signal)) {
          const rows = list.map((one) => statsFields(one, { whole: flags.noTrunc }));
          const text = listingText(format, { rows, headings: statsHeadings, columns: statsColumns });
          lines = text.split("\n").slice(0, -1);
          if (screen === undefined) out.write(text);
          else screen.draw(lines);
          await out.drained(signal);
          if (!flags.noStream) await clock.sleep(pauseMs, signal);
        }
      } finally {
        screen?.end(lines);
      }
      return 0;
    });
  },
});
