/** `windlass ls` */
import { isUp, type ListedContainer, labels } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { choice, flag, InvalidValue, words } from "../args/flags.ts";
import { table } from "../render/table.ts";
import { withEngine } from "../session.ts";

const flags = {
  all: flag("-a, --all", "show all projects, including stopped ones"),
  format: choice("--format <format>", ["table", "json"], "output format: table or json (default table)"),
  quiet: flag("-q, --quiet", "print only the names of projects"),
  filter: {
    ...words("--filter <filter>", "show only projects that match, such as name=shop; repeat for several", ["name="]),
    read: readFilter,
  },
};

/** Patterns of names. */
function readFilter(text: string, before: unknown): readonly string[] {
  const cut = text.indexOf("=");
  if (cut < 0) throw new InvalidValue("must be NAME=VALUE, such as name=shop");
  if (text.slice(0, cut) !== "name") throw new InvalidValue("invalid filter: the only one is name");
  return [...(Array.isArray(before) ? (before as string[]) : []), text.slice(cut + 1)];
}

interface Row {
  readonly Name: string;
  readonly Status: string;
  readonly ConfigFiles: string;
}

export const ls: Definition = command({
  named: "variable",
  examples: [["windlass ls --all", "with the projects that are stopped"]],
  operands: [],
  flags,
  async run({ flags }, context) {
    const containers = await withEngine(context, (engine) =>
      engine.listContainers([labels.project, labels.configHash], context.interrupts.first),
    );
    // An image that was made of a container leaves its own containers the label, and no project in it.
    const shown = containers.filter(
      (container) => container.labels[labels.project] !== "" && (flags.all || isUp(container)),
    );
    const byProject = Map.groupBy(shown, ({ labels: own }) => own[labels.project] ?? "");
    const rows = [...byProject]
      .map(([name, own]): Row => ({ Name: name, Status: statusOf(own), ConfigFiles: filesOf(own) }))
      .filter(({ Name }) => flags.filter.length === 0 || flags.filter.some((pattern) => matches(Name, pattern)))
      .toSorted((a, b) => (a.Name < b.Name ? -1 : 1));
    const { out } = context;
    if (flags.quiet) out.write(rows.map(({ Name }) => `${Name}\n`).join(""));
    else if (flags.format === "json") out.write(`${JSON.stringify(rows)}\n`);
    else
      out.write(
        table(
          ["NAME", "STATUS", "CONFIG FILES"],
          rows.map(({ Name, Status, ConfigFiles }) => [Name, Status, ConfigFiles]),
          { narrowest: 20 },
        ),
      );
    return 0;
  },
});

/** `exited(1), running(2)` */
function statusOf(containers: readonly ListedContainer[]): string {
  const byState = Map.groupBy(containers, ({ state }) => state);
  return [...byState]
    .map(([state, all]) => `${state}(${all.length})`)
    .toSorted()
    .join(", ");
}

const filesOf = (containers: readonly ListedContainer[]): string => {
  const files = containers.map(({ labels: own }) => own[labels.configFiles]);
  // Somebody else made a container of it: what files there were is not known.
  if (files.includes(undefined)) return "N/A";
  return [...new Set(files.flatMap((list) => (list ?? "").split(",")))].join(",");
};

/** By the name itself or a regular expression that is found in it; one that can't be read matches nothing else. */
function matches(name: string, pattern: string): boolean {
  if (name === pattern) return true;
  try {
    return new RegExp(pattern).test(name);
  } catch {
    return false;
  }
}
