/** Containers in the words of `ps`: table cells and the keys of its JSON. Which containers are shown is the command's. */
import { type ContainerFact, type ContainerStatus, hasEnded, labels, type Snapshot } from "../../index.ts";
import { ago, duration } from "./time.ts";

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
export const engineOf = (container: ContainerFact): string => container.labels["com.docker.compose.engine"] ?? "";

export const serviceOf = (container: ContainerFact): string => container.labels[labels.service] ?? "";

/** An id where the name that it was made by means another image by now, or none. */
const imageOf = ({ id, config }: ContainerFact, { listed }: Snapshot): string =>
  listed.find((container) => container.id === id)?.image ?? config.image;

export interface PsView {
  readonly snapshot: Snapshot;
  readonly nowMs: number;
  /** Commands, ids and mounts are not cut. */
  readonly whole: boolean;
}

export const psRow = (container: ContainerFact, { snapshot, nowMs, whole }: PsView): readonly string[] => [
  container.name,
  imageOf(container, snapshot),
  commandText(container, whole),
  serviceOf(container),
  `${ago(container.createdAt, nowMs)}`,
  statusText(container.status, nowMs),
  portsText(publishers(container, snapshot)),
];

/** What of it fits beside other output. */
export const briefHeadings: readonly string[] = ["NAME", "STATUS", "PORTS"];

export const briefRow = (container: ContainerFact, { snapshot, nowMs }: Omit<PsView, "whole">): readonly string[] => [
  container.name,
  statusText(container.status, nowMs),
  portsText(publishers(container, snapshot)),
];

export function psJson(container: ContainerFact, { snapshot, nowMs, whole }: PsView): object {
  const { status } = container;
  const ports = publishers(container, snapshot);
  const created = new Date(container.createdAt);
  return {
    Command: commandText(container, whole),
    CreatedAt: `${created.toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`,
    Engine: engineOf(container),
    ExitCode: hasEnded(status) ? status.exitCode : 0,
    Health: status.state === "running" && status.health !== "none" ? status.health : "",
    ID: whole ? container.id : container.id.slice(0, 12),
    Image: imageOf(container, snapshot),
    Labels: Object.entries(container.labels)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join(","),
    LocalVolumes: String(container.mounts.filter(({ type }) => type === "volume").length),
    Mounts: container.mounts.map(({ source }) => (whole ? source : clipped(source, 15))).join(","),
    Name: container.name,
    Names: container.name,
    Networks: container.endpoints.map(({ network }) => network).join(","),
    Ports: portsText(ports),
    Project: container.labels[labels.project] ?? "",
    Publishers: ports,
    RunningFor: ago(container.createdAt, nowMs),
    Service: serviceOf(container),
    Size: "0B",
    State: status.state,
    Status: statusText(status, nowMs),
  };
}

/** What a template of `ps --format` may name. */
export const psFields = (container: ContainerFact, view: PsView): Readonly<Record<string, unknown>> => ({
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

/** `Up 5 minutes (healthy)`, `Exited (3) 2 seconds ago` */
export function statusText(status: ContainerStatus, nowMs: number): string {
  const since = duration(nowMs - Date.parse(status.startedAt));
  switch (status.state) {
    case "running": {
      const health = status.health === "starting" ? "health: starting" : status.health;
      return `Up ${since}${health === "none" ? "" : ` (${health})`}`;
    }
    case "paused":
      return `Up ${since} (Paused)`;
    case "restarting":
      return `Restarting (${status.exitCode}) ${ago(status.finishedAt, nowMs)}`;
    case "removing":
      return "Removal In Progress";
    case "dead":
      return "Dead";
    case "created":
      return "Created";
    case "exited":
      return `Exited (${status.exitCode}) ${ago(status.finishedAt, nowMs)}`;
  }
}

/** What runs, as the engine lists it, in quotes; at most 20 letters of it, unless all is wanted. */
function commandText({ config }: ContainerFact, whole: boolean): string {
  const [program = "", ...args] = [...(config.entrypoint ?? []), ...(config.command ?? [])];
  const line = [program, ...args.map((arg) => (arg.includes(" ") ? `'${arg}'` : arg))].join(" ");
  return JSON.stringify(whole ? line : clipped(line, 20));
}

const clipped = (text: string, letters: number): string =>
  text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;

/** Published ports as they are now, and those that the container only exposes; none of one that is not up. */
function publishers({ id, config, status }: ContainerFact, { listed }: Snapshot): Publisher[] {
  if (status.state !== "running" && status.state !== "paused") return [];
  const published = (listed.find((container) => container.id === id)?.publishedPorts ?? []).map((port) => ({
    URL: port.hostIp,
    TargetPort: port.containerPort,
    PublishedPort: port.hostPort,
    Protocol: port.protocol,
  }));
  const exposed = config.exposed
    .map((text) => text.split("/"))
    .map(([port, protocol = "tcp"]) => ({ URL: "", TargetPort: Number(port), PublishedPort: 0, Protocol: protocol }))
    .filter((port) => !published.some((one) => one.TargetPort === port.TargetPort && one.Protocol === port.Protocol));
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
