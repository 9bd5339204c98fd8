/** `windlass volumes` */
import { isUp, labels, type VolumeFact } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { flag, word } from "../args/flags.ts";
import { existingServices } from "../args/operands.ts";
import { containersOf } from "../containers.ts";
import { checkServices, nameOf, projectOrName, withEngine } from "../session.ts";
import { type Fields, listingText } from "../template/rows.ts";

const flags = {
  quiet: flag("-q, --quiet", "print only the names of volumes"),
  format: word(
    "--format <format>",
    "output format: table, json, or a Go template such as '{{.Name}} {{.Driver}}' (default table)",
    ["table", "json"],
  ),
};

export const volumes: Definition = command({
  named: "flag",
  examples: [["windlass volumes web", "the volumes that running containers of web have"]],
  operands: existingServices,
  flags,
  async run(call, context) {
    const { flags, services } = call;
    const { first } = context.interrupts;
    const project = await projectOrName({ ...call, services: [] }, context);
    checkServices(project, services);
    const found = await withEngine(context, async (engine) => {
      const name = nameOf(project);
      const [all, containers] = await Promise.all([
        engine.listVolumes([`${labels.project}=${name}`], first),
        services.length === 0 ? [] : containersOf(engine, name, services, first),
      ]);
      const mounted = new Set(containers.filter(isUp).flatMap((container) => container.volumes));
      return all.filter((volume) => services.length === 0 || mounted.has(volume.name));
    });
    const text = flags.quiet
      ? found.map(({ name }) => `${name}\n`).join("")
      : listingText(flags.format, {
          rows: found.map(fieldsOf),
          headings,
          columns: "{{.Driver}}\t{{.Name}}",
          raw: "name: {{.Name}}\ndriver: {{.Driver}}\n",
        });
    context.out.write(text);
    return 0;
  },
});

/** Of volumes in a swarm, or only told where sizes are asked for. */
const unknown = "N/A";

const fieldsOf = ({ name, driver, labels: own, mountpoint = "", scope = "" }: VolumeFact): Fields => ({
  Availability: unknown,
  Driver: driver,
  Group: unknown,
  Label: (label: unknown) => own[String(label)] ?? "",
  Labels: Object.entries(own)
    .map(([label, value]) => `${label}=${value}`)
    .toSorted()
    .join(","),
  Links: unknown,
  Mountpoint: mountpoint,
  Name: name,
  Scope: scope,
  Size: unknown,
  Status: unknown,
});

const headings: Readonly<Record<string, string>> = {
  Availability: "AVAILABILITY",
  Driver: "DRIVER",
  Group: "GROUP",
  Label: "",
  Labels: "LABELS",
  Links: "LINKS",
  Mountpoint: "MOUNTPOINT",
  Name: "VOLUME NAME",
  Scope: "SCOPE",
  Size: "SIZE",
  Status: "STATUS",
};
