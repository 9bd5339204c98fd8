/** `windlass logs` */
import { WindlassError } from "../../core/errors.ts";
import {
  type Followed,
  type FollowedContainer,
  type FollowOptions,
  follow,
  type Project,
  pastLogs,
  type ServiceName,
} from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { choice, count, flag, word } from "../args/flags.ts";
import { momentOf } from "../args/moments.ts";
import { existingServices } from "../args/operands.ts";
import { logJson } from "../render/log-json.ts";
import { cutTexts, exitText, joined, LogFormat } from "../render/log-lines.ts";
import { checkServices, nameOf, projectOrName, withEngine } from "../session.ts";
import { uncoloured } from "../terminal/paint.ts";

const flags = {
  follow: flag("-f, --follow", "follow new output"),
  tail: word("-n, --tail <lines>", "number of lines from the end of each log (default: all)"),
  since: word("--since <time>", "show what was written since then: a time, or a duration such as 10m"),
  until: word("--until <time>", "show what was written until then: a time, or a duration such as 10m"),
  timestamps: flag("-t, --timestamps", "show timestamps"),
  index: {
    ...count("--index <number>", "show only this container of the service, by its number"),
    completes: "indexes" as const,
  },
  noLogPrefix: flag("--no-log-prefix", "do not prefix lines with the container's name"),
  noColor: flag("--no-color", "do not colour the names of containers"),
  raw: flag("--raw", "let output control the terminal: print it byte for byte"),
  format: choice("--format <format>", ["text", "json"], "output format: text, or json for one object a line"),
};

export const logs: Definition = command({
  named: "flag",
  examples: [
    ["windlass logs -f web", "follow the output of web"],

    ["windlass logs --tail 100 --format json", "the last 100 lines of each container, one JSON object a line"],
  ],
  operands: existingServices,
  flags,
  async run(call, context) {
    const { flags, services, settings } = call;
    const { out, err, interrupts, clock, wallMs } = context;
    const since = momentOf("--since", flags.since, wallMs());
    const until = momentOf("--until", flags.until, wallMs());
    const tail = tailOf(flags.tail);
    const project = await projectOrName({ ...call, services: [] }, context);
    checkServices(project, services);
    const index = flags.index !== undefined && flags.index > 0 ? flags.index : undefined;
    if (index !== undefined && services.length !== 1)
      throw new WindlassError("usage", "--index requires one service to be selected");
    const isWanted = (service: string): boolean =>
      services.length === 0 ? isAttached(project, service) : services.includes(service);
    const asJson = flags.format === "json";
    const untimed = !flags.timestamps && !asJson;
    const format = new LogFormat({
      prefix: !flags.noLogPrefix,
      timestamps: flags.timestamps,
      spares: out.isTTY && !flags.raw,
      paint: flags.noColor ? uncoloured : settings.paintOut,
    });
    /** @returns what is printed of it; what went wrong is told at once */
    const shown = (item: Followed): string | Uint8Array => {
      switch (item.type) {
        case "listening":
          for (const { name } of item.containers) format.meet(name);
          return "";
        case "lines":
          for (const text of cutTexts(item.container.name, item.lines)) err.write(text);
          return asJson ? logJson(item.container, item.lines) : format.lines(item.container.name, item.lines);
        case "exited":
          return asJson ? "" : `${format.name(item.container.name)} exited with ${exitText(item)}\n`;
        case "unreadable":
          err.write(`${item.container.name}: ${item.why}\n`);
          return "";
        case "started":
          return "";
      }
    };
    return withEngine(context, async (engine) => {
      const options: FollowOptions = {
        project: nameOf(project),
        interest: ({ service, number }: FollowedContainer) =>
          isWanted(service) && (index === undefined || number === index) ? "read" : "ignore",
        before: tail,
        untilAllEnded: AbortSignal.abort(),
        ...(since !== undefined && { since }),
      };
      const signal = AbortSignal.any([interrupts.first, out.broken]);
      const over = new AbortController();
      const batches = (): AsyncIterable<readonly Followed[]> => {
        const leftMs = until === undefined ? undefined : Date.parse(until) - wallMs();
        if (!flags.follow || (leftMs ?? 1) <= 0)
          return pastLogs(engine, { ...options, untimed, ...(until !== undefined && { until }) }, signal);
        const ended = AbortSignal.any([signal, over.signal]);
        const end = (): void => over.abort();
        if (leftMs !== undefined) clock.sleep(Math.min(leftMs, longestMs), ended).then(end, end);
        return follow(engine, options, clock, ended);
      };
      try {
        for await (const batch of batches()) {
          out.write(joined(batch.map(shown)));
          await out.drained(signal);
          // Nobody may read what goes wrong; what containers write is read all the same.
          await err.drained(signal).catch(() => {});
        }
      } catch (error) {
        // The time that was asked for has come.
        if (signal.aborted || !over.signal.aborted) throw error;
      } finally {
        over.abort();
      }
      return 0;
    });
  },
});

/** That timers can wait. */
const longestMs = 2 ** 31 - 1;

function tailOf(text: string | undefined): number | "all" {
  if (text === undefined || text === "all") return "all";
  if (!/^-?\d+$/.test(text))
    throw new WindlassError(
      "usage",
      `invalid argument ${JSON.stringify(text)} for "-n, --tail" flag: must be a number of lines, or all`,
    );
  const lines = Number(text);
  return lines < 0 || !Number.isSafeInteger(lines) ? "all" : lines;
}

/** `attach: false` keeps a service out, unless it is named. */
const isAttached = (project: Project | string, service: string): boolean =>
  typeof project === "string" || project.services.get(service as ServiceName)?.attach !== false;
