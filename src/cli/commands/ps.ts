/** `windlass ps` */
import { isReplica } from "../../index.ts";
import { choice, flag } from "../args/flags.ts";
import { psHeadings, psJson, psLeast, psRow, serviceOf } from "../render/ps.ts";
import { fitted, table } from "../render/table.ts";
import { checkServices, nameOf, projectOrName, withEngine } from "../session.ts";
import { type Command, command } from "./command.ts";

const flags = {
  all: flag("-a, --all", "show all containers, including stopped ones"),
  format: choice("--format <format>", ["table", "json"], "output format: table or json (default table)"),
  quiet: flag("-q, --quiet", "print only container IDs"),
  services: flag("--services", "print only the names of services"),
};

const notRunning = new Set(["created", "exited", "dead", "removing"]);

export const ps: Command = command({
  name: "ps",
  summary: "List containers",
  group: "inspect",
  examples: [
    ["windlass ps --all", "with the containers that have exited"],
    ["windlass ps --format json", "one JSON object a line"],
  ],
  takesServices: true,
  flags,
  async run(call, context) {
    const { flags, services } = call;
    const project = await projectOrName({ ...call, services: [] }, context);
    checkServices(project, services);
    const snapshot = await withEngine(context, (engine) =>
      engine.snapshot({ project: nameOf(project), images: [] }, context.interrupts.first),
    );
    const shown = snapshot.containers
      .filter((container) => flags.all || !notRunning.has(container.status.state))
      .filter((container) => flags.all || isReplica(container.labels))
      .filter((container) => services.length === 0 || services.includes(serviceOf(container)))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const now = context.wallMs();
    const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join("");
    if (flags.quiet) context.out.write(lines(shown.map(({ id }) => id)));
    else if (flags.services) context.out.write(lines([...new Set(shown.map(serviceOf))]));
    else if (flags.format === "json")
      context.out.write(lines(shown.map((container) => JSON.stringify(psJson(container, snapshot, now)))));
    else {
      const rows = shown.map((container) => psRow(container, snapshot, now));
      const { out } = context;
      out.write(table(psHeadings, out.isTTY ? fitted(psHeadings, rows, out.columns, psLeast) : rows));
    }
    return 0;
  },
});
