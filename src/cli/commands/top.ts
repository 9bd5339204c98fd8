/** `windlass top` */
import { isUp, labels, serviceOf } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { existingServices } from "../args/operands.ts";
import { containersOf, isCounted } from "../containers.ts";
import { table } from "../render/table.ts";
import { projectName, withEngine } from "../session.ts";

type Cells = ReadonlyMap<string, string>;

export const top: Definition = command({
  named: "variable",
  examples: [["windlass top web", "the processes of web's containers"]],
  operands: existingServices,
  flags: {},
  async run(call, context) {
    const { first } = context.interrupts;
    const project = await projectName(call, context);
    const rows = await withEngine(context, async (engine) => {
      const containers = (await containersOf(engine, project, call.services, first)).filter(isUp).filter(isCounted);
      const tables = await Promise.all(
        containers.map(async (container) => {
          const { titles, processes } = await engine.top(container.id, first);
          const who = { SERVICE: serviceOf(container), "#": container.labels[labels.number] ?? "" };
          return processes.map(
            (cells): Cells =>
              new Map([...Object.entries(who), ...titles.map((title, i) => [title, cells[i] ?? ""] as const)]),
          );
        }),
      );
      return tables.flat();
    });
    if (rows.length > 0) context.out.write(processTable(rows));
    return 0;
  },
});

/** Images have different `ps`: whatever columns there are, and the command at the end. */
function processTable(rows: readonly Cells[]): string {
  const titles = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const last = titles.filter((title) => title === "CMD");
  const headings = [...titles.filter((title) => title !== "CMD"), ...last];
  return table(
    headings,
    rows.map((row) => headings.map((title) => row.get(title) ?? "-")),
    { narrowest: 4, gap: 2 },
  );
}
