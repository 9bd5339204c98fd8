/** `windlass logs` */
import { WindlassError } from "../../core/errors.ts";
import {
  type FollowedContainer,
  type FollowOptions,
  follow,
  type Project,
  pastLogs,
  type ServiceName,
} from "../../index.ts";
import { count, flag, word } from "../args/flags.ts";
import { exitText, LogFormat } from "../render/log-lines.ts";
import { uncoloured } from "../render/paint.ts";
import { checkServices, nameOf, projectOrName, withEngine } from "../session.ts";
import { type Command, command } from "./command.ts";

const flags = {
  follow: flag("-f, --follow", "go on with what is being written"),
  tail: word("-n, --tail <lines>", "the last lines of each container; all without it"),
  timestamps: flag("-t, --timestamps", "print when each line was written"),
  index: count("--index <number>", "only the service's container of this number"),
  noLogPrefix: flag("--no-log-prefix", "don't print whose line it is"),
  noColor: flag("--no-color", "don't colour"),
};

export const logs: Command = command({
  name: "logs",
  summary: "Print what the containers write",
  takesServices: true,
  flags,
  async run(call, context) {
    const { flags, services, settings } = call;
    const { out, interrupts, clock } = context;
    const tail = tailOf(flags.tail);
    const project = await projectOrName({ ...call, services: [] }, context);
    checkServices(project, services);
    const index = flags.index !== undefined && flags.index > 0 ? flags.index : undefined;
    if (index !== undefined && services.length !== 1) throw new WindlassError("usage", "--index takes one service");
    const isWanted = (service: string): boolean =>
      services.length === 0 ? isAttached(project, service) : services.includes(service);
    const format = new LogFormat({
      prefix: !flags.noLogPrefix,
      timestamps: flags.timestamps,
      isTTY: out.isTTY,
      paint: flags.noColor ? uncoloured : settings.paintOut,
    });
    return withEngine(context, async (engine) => {
      const options: FollowOptions = {
        project: nameOf(project),
        interest: ({ service, number }: FollowedContainer) =>
          isWanted(service) && (index === undefined || number === index) ? "read" : "ignore",
        before: tail,
        untilAllEnded: AbortSignal.abort(),
      };
      const signal = AbortSignal.any([interrupts.first, out.broken]);
      const lines = flags.follow ? follow(engine, options, clock, signal) : pastLogs(engine, options, signal);
      for await (const item of lines) {
        if (item.type === "line") out.write(format.line(item.container.name, item.line));
        if (item.type === "exited") out.write(`${format.name(item.container.name)} exited with ${exitText(item)}\n`);
        if (item.type === "unreadable") context.err.write(`${item.container.name}: ${item.why}\n`);
        if (item.type === "listening") for (const { name } of item.containers) format.meet(name);
        await out.drained();
      }
      return 0;
    });
  },
});

function tailOf(text: string | undefined): number | "all" {
  if (text === undefined || text === "all") return "all";
  if (!/^-?\d+$/.test(text)) throw new WindlassError("usage", "--tail takes a number of lines, or all");
  return Number(text) < 0 ? "all" : Number(text);
}

/** `attach: false` keeps a service out, unless it is named. */
const isAttached = (project: Project | string, service: string): boolean =>
  typeof project === "string" || project.services.get(service as ServiceName)?.attach !== false;
