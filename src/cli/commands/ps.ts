/** `windlass ps` */
import { WindlassError } from "../../core/errors.ts";
import { clientFormats, isReplica, labels, type Project, type ServiceName, serviceOf } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { flag, InvalidValue, type Values, word, words } from "../args/flags.ts";
import { existingServices } from "../args/operands.ts";
import { isCounted } from "../containers.ts";
import {
  engineHeading,
  engineOf,
  psColumns,
  psFieldHeadings,
  psFields,
  psHeadings,
  psLeast,
  psRaw,
  psRow,
} from "../render/ps.ts";
import { fitted, table } from "../render/table.ts";
import { checkServices, nameOf, projectOrName, withEngineMeanwhile } from "../session.ts";
import { listingText } from "../template/rows.ts";

const states = ["created", "running", "paused", "restarting", "removing", "exited", "dead"] as const;

const flags = {
  all: flag("-a, --all", "show all containers, including stopped ones"),
  format: word(
    "--format <format>",
    "output format: table, json, or a Go template such as '{{.Name}} {{.State}}' (default table)",
    ["table", "json"],
  ),
  quiet: flag("-q, --quiet", "print only container IDs"),
  services: flag("--services", "print only the names of services"),
  status: {
    ...words(
      "--status <status>",
      `show only containers in this state: ${states.join(", ")}; repeat for several`,
      states,
    ),
    read: readStatus,
  },
  filter: word(
    "--filter <filter>",
    "show only containers that match, such as status=running",
    states.map((state) => `status=${state}`),
  ),
  noTrunc: flag("--no-trunc", "do not truncate output"),
  orphans: {
    ...flag("--orphans", "include containers of services that are not in the Compose file (default true)"),
    absent: true,
  },
};

function readStatus(text: string, before: unknown): readonly string[] {
  if (!states.some((state) => state === text)) throw new InvalidValue(`must be one of ${states.join(", ")}`);
  return [...(Array.isArray(before) ? (before as string[]) : []), text];
}

/** Which states are asked for; none: all that the other flags allow. @throws WindlassError `usage` */
function statesOf({ status, filter }: Pick<Values<typeof flags>, "status" | "filter">): readonly string[] {
  if (filter === undefined) return status;
  const [name = "", state] = filter.split("=", 2);
  if (state === undefined)
    throw new WindlassError("usage", "arguments to --filter should be in the form KEY=VALUE, such as status=running");
  if (name !== "status")
    throw new WindlassError("usage", `unknown filter ${name}`, { hint: "the only filter is status" });
  return [...status, state];
}

const notRunning = new Set(["created", "exited", "dead", "removing"]);

export const ps: Definition = command({
  named: "flag",
  examples: [
    ["windlass ps --all", "with the containers that have exited"],
    ["windlass ps --format json", "one JSON object a line"],
  ],
  operands: existingServices,
  flags,
  async run(call, context) {
    const { flags, services } = call;
    const wanted = statesOf(flags);
    const read = async (): Promise<Project | string> => {
      const project = await projectOrName({ ...call, services: [] }, context);
      checkServices(project, services);
      return project;
    };
    const { project, rows } = await withEngineMeanwhile(context, read, async (engine, project) => ({
      project,
      rows: await engine.containerRows([`${labels.project}=${nameOf(project)}`], context.interrupts.first),
    }));
    const everything = flags.all || wanted.length > 0;
    const isDeclared = (service: string): boolean =>
      typeof project === "string" || project.services.has(service as ServiceName);
    const shown = rows
      .filter(isCounted)
      .filter(({ state }) => everything || !notRunning.has(state))
      .filter((container) => everything || isReplica(container.labels))
      .filter(({ state }) => wanted.length === 0 || wanted.includes(state))
      .filter((container) => flags.orphans || isDeclared(serviceOf(container)))
      .filter((container) => services.length === 0 || services.includes(serviceOf(container)))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const view = { nowMs: context.wallMs(), whole: flags.noTrunc };
    const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join("");
    const { out, env } = context;
    if (flags.quiet) out.write(lines(shown.map(({ id }) => id)));
    else if (flags.services) out.write(lines([...new Set(shown.map(serviceOf))]));
    else {
      const format = flags.format || (await clientFormats(env)).ps || "table";
      const engines = shown.some((container) => engineOf(container) !== "");
      if (format === "table" && out.isTTY) {
        const headings = engines ? [...psHeadings, engineHeading] : psHeadings;
        const cells = shown.map((container) => [...psRow(container, view), ...(engines ? [engineOf(container)] : [])]);
        out.write(table(headings, fitted(headings, cells, out.columns, psLeast)));
      } else
        out.write(
          listingText(format, {
            rows: shown.map((container) => psFields(container, view)),
            headings: psFieldHeadings,
            columns: psColumns(engines),
            raw: psRaw,
          }),
        );
    }
    return 0;
  },
});
