/** `windlass events` */
import { type EngineEvent, labels } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { choice, flag, word } from "../args/flags.ts";
import { momentOf } from "../args/moments.ts";
import { existingServices } from "../args/operands.ts";
import { eventJson, eventText } from "../render/events.ts";
import { checkServices, nameOf, projectOrName, withEngine } from "../session.ts";

const flags = {
  json: flag("--json", "print one JSON object a line"),
  format: choice("--format <format>", ["text", "json"], "output format: text, or json for one object a line"),
  since: word("--since <time>", "begin with what happened then: a time, or a duration such as 10m"),
  until: word("--until <time>", "end then: a time, or a duration such as 10m"),
};

export const events: Definition = command({
  named: "flag",
  examples: [
    ["windlass events --json web", "one JSON object a line"],
    ["windlass events --since 10m --until 0s", "the last ten minutes"],
  ],
  operands: existingServices,
  flags,
  async run(call, context) {
    const { out, interrupts, wallMs } = context;
    const json = call.flags.json || call.flags.format === "json";
    const since = momentOf("--since", call.flags.since, wallMs());
    const until = momentOf("--until", call.flags.until, wallMs());
    const span = { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
    const project = await projectOrName({ ...call, services: [] }, context);
    checkServices(project, call.services);
    const isWanted = ({ attributes }: EngineEvent): boolean =>
      attributes[labels.oneOff] !== "True" &&
      (call.services.length === 0 || call.services.includes(attributes[labels.service] ?? ""));
    return withEngine(context, async (engine) => {
      const signal = AbortSignal.any([interrupts.first, out.broken]);
      for await (const event of engine.eventLog({ project: nameOf(project), ...span }, signal)) {
        if (!isWanted(event)) continue;
        out.write(json ? `${JSON.stringify(eventJson(event))}\n` : `${eventText(event)}\n\n`);
        await out.drained(signal);
      }
      return 0;
    });
  },
});
