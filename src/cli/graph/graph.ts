/**
 * What `graph` shows, as plain data: a project, a plan or running containers become a `Graph`, and each format is one
 * reader of it. Here are the types, and what the readers ask of them.
 */

export type NodeKind =
  | "service"
  | "container"
  | "step"
  /** A point in a plan's order that makes no call. */
  | "join"
  | "network"
  | "volume"
  | "config"
  | "secret"
  | "model";

/** How something is doing: `good` and `bad` are final, `pending` may become either, `idle` is out of use. */
export type Tone = "good" | "pending" | "bad" | "idle";

export interface GraphNode {
  /** Unique in its graph. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
  /** What else there is to say, the most important first. */
  readonly notes: readonly string[];
  readonly tone?: Tone;
  /** Of a step with a condition; `fallback`: only where another one fails. Absent: always. */
  readonly happens?: "maybe" | "fallback";
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `healthy` */
  readonly text?: string;
  /** The first end can do without the second, or the second one comes after the first however that ends. */
  readonly weak?: true;
}

/** Nodes that are drawn in one box; a node is in one group at most. */
export interface GraphGroup {
  readonly title: string;
  readonly nodes: readonly string[];
}

export interface Graph {
  readonly title: string;
  /** What an edge says: its first end needs the second, or comes before it. */
  readonly edgesMean: "needs" | "before";
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly groups: readonly GraphGroup[];
}

/** What services and containers use: in a text they stand in lists of their own, under these headings. */
export const resourceHeadings: Readonly<Partial<Record<NodeKind, string>>> = {
  network: "Networks",
  volume: "Volumes",
  config: "Configs",
  secret: "Secrets",
  model: "Models",
};

/** What a dependency waits for, by the file's words and those of containers' labels. */
export const conditionWords: Readonly<Record<string, string>> = {
  service_started: "started",
  service_healthy: "healthy",
  service_completed_successfully: "completed",
};

/** An id of a node that can't be another kind's. */
export const nodeId = (kind: NodeKind, name: string): string => `${kind} ${name}`;

/** Edges by one of their ends. */
export const edgesBy = (edges: readonly GraphEdge[], end: "from" | "to"): ReadonlyMap<string, readonly GraphEdge[]> =>
  Map.groupBy(edges, (edge) => edge[end]);

/** Nodes without a group, and the groups with theirs. */
export function boxes({ nodes, groups }: Pick<Graph, "nodes" | "groups">): {
  readonly loose: readonly GraphNode[];
  readonly boxed: readonly { readonly title: string; readonly nodes: readonly GraphNode[] }[];
} {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const grouped = new Set(groups.flatMap((group) => group.nodes));
  return {
    loose: nodes.filter(({ id }) => !grouped.has(id)),
    boxed: groups.map(({ title, nodes: ids }) => ({ title, nodes: ids.flatMap((id) => byId.get(id) ?? []) })),
  };
}

/** `n1`, `n2`: names that every language takes without quotes, so that no name of a file is one. */
export const plainIds = (nodes: readonly GraphNode[]): ReadonlyMap<string, string> =>
  new Map(nodes.map(({ id }, i) => [id, `n${i + 1}`]));

export interface Attached {
  readonly id: string;
  /** By their ids in the graph. */
  readonly networks: readonly string[];
}

/**
 * What is on which network. The only network, if all are on it, keeps nothing apart: its edges would hide the others, and
 * `everyone` says the same.
 */
export function networkEdges(
  members: readonly Attached[],
  networks: number,
): { readonly edges: readonly GraphEdge[]; readonly everyone: boolean } {
  const edges = members.flatMap(({ id, networks: own }) => own.map((to): GraphEdge => ({ from: id, to })));
  const everyone = networks === 1 && members.length > 1 && members.every(({ networks: own }) => own.length === 1);
  return { edges: everyone ? [] : edges, everyone };
}
