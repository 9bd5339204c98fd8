/** A project as a graph: its services, what they depend on and until when they wait for it, and what they use. */
import type { Project, Service } from "../../index.ts";
import {
  conditionWords,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type NodeKind,
  networkEdges,
  nodeId,
} from "./graph.ts";

type Dependency = Service["dependsOn"] extends ReadonlyMap<unknown, infer One> ? One : never;
type FileObject = Project["secrets"] extends ReadonlyMap<string, infer One> ? One : never;

export function graphOfProject(project: Project): Graph {
  const services = [...project.services.values()];
  const attached = services.map(({ name, networks }) => ({
    id: nodeId("service", name),
    networks: [...networks.keys()].map((key) => nodeId("network", key)),
  }));
  const { edges: onNetworks, everyone } = networkEdges(attached, project.networks.size);
  const nodes = [
    ...services.map(serviceNode),
    ...[...project.networks.values()].map(({ key, name, external, internal, driver = "" }) =>
      node("network", key, [
        external && externally(key, name),
        internal && "internal",
        driver,
        everyone && "all services",
      ]),
    ),
    ...[...project.volumes.values()].map(({ key, name, external, driver = "" }) =>
      node("volume", key, [external && externally(key, name), driver]),
    ),
    ...fileNodes("config", project.configs),
    ...fileNodes("secret", project.secrets),
    ...[...project.models.values()].map(({ key, model }) => node("model", key, [model])),
  ];
  const known = new Set(nodes.map(({ id }) => id));
  const edges = [...services.flatMap(edgesOf), ...onNetworks].filter(({ to }) => known.has(to));
  return { title: project.name, edgesMean: "needs", nodes, edges, groups: [] };
}

const node = (kind: NodeKind, name: string, notes: readonly (string | false)[]): GraphNode => ({
  id: nodeId(kind, name),
  kind,
  name,
  notes: notes.flatMap((note) => note || []),
});

const externally = (key: string, name: string): string => (name === key ? "external" : `external: ${name}`);

function serviceNode({ name, image, provider, replicas, ports }: Service): GraphNode {
  const published = ports.filter((port) => port.published !== "").map(portText);
  return node("service", name, [
    provider ? `provider ${provider.type}` : image,
    replicas !== 1 && `${replicas} replicas`,
    ...published,
  ]);
}

const portText = ({ hostIp, published, target, protocol }: Service["ports"][number]): string => {
  const address = hostIp.includes(":") ? `[${hostIp}]` : hostIp;
  return `${address && `${address}:`}${published}:${target}/${protocol}`;
};

/** Where its bytes come from, and never the bytes. Logins belong to no file. */
const fileNodes = (kind: "config" | "secret", all: ReadonlyMap<string, FileObject>): readonly GraphNode[] =>
  [...all.values()].filter(({ from }) => from !== "logins").map((one) => node(kind, one.key, [sourceText(one)]));

function sourceText(source: FileObject): string {
  switch (source.from) {
    case "environment":
      return `from variable ${source.variable}`;
    case "content":
      return "from the Compose file";
    case "swarm":
      return "from the swarm";
    default:
      return "from a file";
  }
}

function edgesOf({ name, dependsOn, volumes, configs, secrets, models }: Service): readonly GraphEdge[] {
  const from = nodeId("service", name);
  const uses = (kind: NodeKind, key: string, text?: string): GraphEdge => ({
    from,
    to: nodeId(kind, key),
    ...(text !== undefined && { text }),
  });
  return [
    ...[...dependsOn].map(
      ([other, dependency]): GraphEdge => ({
        ...uses("service", other, dependencyText(dependency)),
        ...(!dependency.required && { weak: true }),
      }),
    ),
    ...volumes.flatMap((mount) =>
      mount.type === "volume" && mount.source !== undefined
        ? [uses("volume", mount.source, mount.readOnly ? `${mount.target} (read-only)` : mount.target)]
        : [],
    ),
    ...unique(configs).map((key) => uses("config", key)),
    ...unique(secrets).map((key) => uses("secret", key)),
    ...[...models.keys()].map((key) => uses("model", key)),
  ];
}

/** A file may be mounted twice. */
const unique = (mounts: Service["configs"]): readonly string[] => [...new Set(mounts.map(({ source }) => source))];

/** `healthy, optional` */
const dependencyText = ({ condition, required, restart }: Dependency): string =>
  [conditionWords[condition], required ? "" : "optional", restart ? "restarts with it" : ""].filter(Boolean).join(", ");
