/** Containers in the words of `ps`: table cells and the keys of its JSON. Which containers are shown is the command's. */
import { type ContainerRow, labels, serviceOf } from "../../index.ts";
import { ago } from "./time.ts";

export interface Publisher {
  readonly URL: string;
  readonly TargetPort: number;
  readonly PublishedPort: number;
  readonly Protocol: string;
}

export const psHeadings: readonly string[] = ["NAME", "IMAGE", "COMMAND", "SERVICE", "CREATED", "STATUS", "PORTS"];

/** Columns that names keep on a narrow terminal. */
export const psLeast: Readonly<Record<string, number>> = { NAME: 20, IMAGE: 20, SERVICE: 12 };

/** Of the last column, where any container has one. */
export const engineHeading = "ENGINE";

/** The engine that runs it, where a tool has left its name. */
export const engineOf = (container: ContainerRow): string => container.labels["com.docker.compose.engine"] ?? "";

export interface PsView {
  readonly nowMs: number;
  /** Commands, ids and mounts are not cut. */
  readonly whole: boolean;
}

export const psRow = (container: ContainerRow, { nowMs, whole }: PsView): readonly string[] => [
  container.name,
  container.image,
  commandText(container, whole),
  serviceOf(container),
  ago(container.createdAt, nowMs),
  container.status,
  portsText(publishers(container)),
];

/** What of it fits beside other output. */
export const briefHeadings: readonly string[] = ["NAME", "STATUS", "PORTS"];

export const briefRow = (container: ContainerRow): readonly string[] => [
  container.name,
  container.status,
  portsText(publishers(container)),
];

export function psJson(container: ContainerRow, { nowMs, whole }: PsView): object {
  const ports = publishers(container);
  const created = new Date(container.createdAt);
  return {
    Command: commandText(container, whole),
    CreatedAt: `${created.toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`,
    Engine: engineOf(container),
    ExitCode: container.exitCode,
    Health: container.state === "running" && container.health !== "none" ? container.health : "",
    ID: whole ? container.id : container.id.slice(0, 12),
    Image: container.image,
    Labels: Object.entries(container.labels)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join(","),
    LocalVolumes: String(container.mounts.filter(({ type }) => type === "volume").length),
    Mounts: container.mounts.map(({ source }) => (whole ? source : clipped(source, 15))).join(","),
    Name: container.name,
    Names: container.name,
    Networks: container.networks.join(","),
    Ports: portsText(ports),
    Project: container.labels[labels.project] ?? "",
    Publishers: ports,
    RunningFor: ago(container.createdAt, nowMs),
    Service: serviceOf(container),
    Size: "0B",
    State: container.state,
    Status: container.status,
  };
}

/** What a template of `ps --format` may name. */
export const psFields = (container: ContainerRow, view: PsView): Readonly<Record<string, unknown>> => ({
  ...psJson(container, view),
  Label: (name: unknown) => container.labels[String(name)] ?? "",
});

/** The table of `ps` as a template. @param engines whether any container tells which engine runs it */
export const psColumns = (engines: boolean): string =>
  `{{.Name}}\t{{.Image}}\t{{.Command}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}${engines ? "\t{{.Engine}}" : ""}`;

/** `ps --format raw`, as docker has it. */
export const psRaw = `container_id: {{.ID}}
image: {{.Image}}
command: {{.Command}}
created_at: {{.CreatedAt}}
state: {{- pad .State 1 0}}
status: {{- pad .Status 1 0}}
names: {{.Names}}
labels: {{- pad .Labels 1 0}}
ports: {{- pad .Ports 1 0}}
`;

/** Of `ps --format 'table …'`. */
export const psFieldHeadings: Readonly<Record<string, string>> = {
  Command: "COMMAND",
  CreatedAt: "CREATED AT",
  Engine: engineHeading,
  ExitCode: "EXIT CODE",
  Health: "HEALTH",
  ID: "CONTAINER ID",
  Image: "IMAGE",
  Label: "",
  Labels: "LABELS",
  LocalVolumes: "LOCAL VOLUMES",
  Mounts: "MOUNTS",
  Name: "NAME",
  Names: "NAMES",
  Networks: "NETWORKS",
  Ports: "PORTS",
  Project: "PROJECT",
  Publishers: "PUBLISHERS",
  RunningFor: "CREATED",
  Service: "SERVICE",
  Size: "SIZE",
  State: "STATE",
  Status: "STATUS",
};

/** What runs, in quotes; at most 20 letters of it, unless all is wanted. */
const commandText = ({ command }: ContainerRow, whole: boolean): string =>
  JSON.stringify(whole ? command : clipped(command, 20));

const clipped = (text: string, letters: number): string =>
  text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;

/** Published ports, and those that are open to other containers only; none of one that is not up. */
function publishers({ state, publishedPorts, exposedPorts }: ContainerRow): Publisher[] {
  if (state !== "running" && state !== "paused") return [];
  const published = publishedPorts.map((port) => ({
    URL: port.hostIp,
    TargetPort: port.containerPort,
    PublishedPort: port.hostPort,
    Protocol: port.protocol,
  }));
  const exposed = exposedPorts.map((port) => ({
    URL: "",
    TargetPort: port.containerPort,
    PublishedPort: 0,
    Protocol: port.protocol,
  }));
  return [...published, ...exposed].sort(
    (a, b) => a.TargetPort - b.TargetPort || a.PublishedPort - b.PublishedPort || (a.URL < b.URL ? -1 : 1),
  );
}

const portsText = (ports: readonly Publisher[]): string =>
  ports
    .map(({ URL: address, TargetPort, PublishedPort, Protocol }) =>
      PublishedPort === 0
        ? `${TargetPort}/${Protocol}`
        : `${address.includes(":") ? `[${address}]` : address}:${PublishedPort}->${TargetPort}/${Protocol}`,
    )
    .join(", ");
