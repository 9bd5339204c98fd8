/** What `graph` shows of a project, a plan and containers, in each format; goldens show all of it. */
import { beforeAll, describe, expect, test } from "vitest";
import { graphDot } from "../../../src/cli/graph/dot.ts";
import type { Graph, GraphNode } from "../../../src/cli/graph/graph.ts";
import { graphMermaid } from "../../../src/cli/graph/mermaid.ts";
import { graphOfContainers } from "../../../src/cli/graph/of-containers.ts";
import { graphOfPlan } from "../../../src/cli/graph/of-plan.ts";
import { graphOfProject } from "../../../src/cli/graph/of-project.ts";
import { graphSvg } from "../../../src/cli/graph/svg/svg.ts";
import { graphText } from "../../../src/cli/graph/text.ts";
import { coloured, oneLine, uncoloured, width } from "../../../src/cli/terminal/paint.ts";
import type { Plan } from "../../../src/planner/plan/plan.ts";
import { elementsOf, readDot, readMermaid, readXml } from "../../support/graph-readers.ts";
import { loadText } from "../../support/load.ts";
import { shop } from "../../support/shop.ts";

const compose = `name: shop
services:
  proxy:
    image: nginx
    ports: ["8080:80", "127.0.0.1:8443:443"]
    networks: [front]
    configs: [proxy]
    depends_on: [web]
  web:
    image: nginx
    scale: 2
    networks: [front, back]
    secrets: [token, {source: token, target: again}]
    depends_on:
      db: {condition: service_healthy, restart: true}
      migrate: {condition: service_completed_successfully}
      cache: {condition: service_started, required: false}
  migrate: {image: busybox, networks: [back], depends_on: {db: {condition: service_healthy}}}
  db:
    image: redis
    networks: [back]
    healthcheck: {test: "true"}
    volumes: ["data:/data", "seed:/seed:ro", "/anonymous", "./src:/src"]
  cache: {image: redis, networks: [back]}
networks: {front: {}, back: {internal: true}}
volumes: {data: {}, seed: {external: true, name: shop-seed}}
configs: {proxy: {content: "listen 80; # hush-1"}}
secrets: {token: {environment: TOKEN}}
`;

const kinds = ["project", "plan", "change", "containers"] as const;

let graphs: Readonly<Record<(typeof kinds)[number], Graph>>;
beforeAll(async () => {
  const { engine, windlass } = shop(compose, { env: { TOKEN: "hush-2" } });
  await engine.createVolume({ name: "shop-seed", driver: "local", driverOptions: {}, labels: {} });
  engine.behaviours.set("migrate", { exits: 0 });
  const planOf = async (words: string): Promise<Plan> => JSON.parse((await windlass(`${words} --format json`)).out);
  const fresh = await planOf("plan");
  expect((await windlass("up -d")).err).toContain("Container shop-proxy-1 Started");
  const changed = await planOf("plan --pull always web");
  const snapshot = await engine.snapshot({ project: "shop", images: [] });
  graphs = {
    project: graphOfProject(await loadText(compose, { env: { TOKEN: "hush-2" } })),
    plan: graphOfPlan(fresh, "up"),
    change: graphOfPlan(changed, "up"),
    containers: graphOfContainers(snapshot, "shop", []),
  };
});

describe.each(kinds)("the graph of the %s", (kind) => {
  test.each([
    ["txt", (graph: Graph) => graphText(graph, uncoloured)],
    ["mmd", graphMermaid],
    ["dot", graphDot],
    ["svg", graphSvg],
  ] as const)("as %s", async (ending, written) => {
    const text = written(graphs[kind]);
    expect(text).not.toContain("hush");
    await expect(text).toMatchFileSnapshot(`../golden/graph-${kind}.${ending}`);
  });

  test("is the same graph for those who read Mermaid and Graphviz", () => {
    const { title, nodes, edges, groups } = graphs[kind];
    const at = new Map(nodes.map(({ id }, i) => [id, i]));
    const lines = (node: GraphNode): readonly string[] => [node.name, ...node.notes];
    const expected = {
      title,
      nodes: [...nodes].map(lines).toSorted(),
      edges: edges.map(({ from, to, text = "" }) => [
        lines(nodes[at.get(from) ?? -1] ?? none),
        lines(nodes[at.get(to) ?? -1] ?? none),
        text,
      ]),
      groups: groups.map((group) => group.title),
    };
    for (const read of [readMermaid(graphMermaid(graphs[kind])), readDot(graphDot(graphs[kind]))])
      expect({
        title: read.title,
        nodes: [...read.nodes].toSorted(),
        edges: read.edges.map(({ from, to, text }) => [read.nodes[from], read.nodes[to], text]),
        groups: read.groups,
      }).toEqual(expected);
  });

  test("is an image with a title and a description in words as SVG, and each node has its name", () => {
    const root = readXml(graphSvg(graphs[kind]));
    const [title, description] = root.children;
    expect(root.attributes).toMatchObject({ role: "img", xmlns: "http://www.w3.org/2000/svg" });
    expect([title?.name, title?.text, description?.name]).toEqual(["title", graphs[kind].title, "desc"]);
    const named = elementsOf(root).filter(({ attributes: { class: of = "" } }) => /^(node|chip)\b/.test(of));
    const texts = new Set(named.flatMap((one) => one.children).map(({ text }) => text));
    for (const { name } of graphs[kind].nodes) expect(texts).toContain(name);
    const foreign = elementsOf(root).filter(
      ({ name }) => !["svg", "g", "rect", "path", "text", "title", "desc", "style"].includes(name),
    );
    expect(foreign).toEqual([]);
  });

  test("changes only its colours in a terminal, and stays within its columns", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
    expect(graphText(graphs[kind], coloured).replace(/\u001b\[\d+m/g, "")).toBe(graphText(graphs[kind], uncoloured));
    const lines = graphText(graphs[kind], uncoloured, 80).split("\n");
    expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(80);
  });
});

const none: GraphNode = { id: "", kind: "step", name: "", notes: [] };

test("in a narrow terminal notes are close to their names, and lose less", () => {
  const [wide, narrow] = [120, 70].map((columns) => graphText(graphs.plan, uncoloured, columns));
  expect(wide).toContain("├─ create db-1                                     also after create volume shop_data\n");
  expect(narrow).toContain("├─ create db-1  also after create volume shop_data\n");
});

test("a network that is the only one and has everyone on it has no edges, and says so", async () => {
  const { nodes, edges } = graphOfProject(await loadText("services: {a: {image: x}, b: {image: x}}"));
  expect(nodes.find(({ kind }) => kind === "network")?.notes).toEqual(["all services"]);
  expect(edges).toEqual([]);
  const one = graphOfProject(await loadText("services: {a: {image: x}, b: {image: x, network_mode: none}}"));
  expect(one.edges).toEqual([{ from: "service a", to: "network default" }]);
});

test("a step after a failure does not stand between the steps of a run without one", async () => {
  const { edges, nodes } = graphs.change;
  expect(edges).toContainEqual({ from: "start web-1", to: "remove old web-1" });
  const fallbacks = nodes.filter(({ happens }) => happens === "fallback").map(({ name }) => name);
  expect(fallbacks).toContain("start web-1 again");
  expect(fallbacks).not.toContain("start web-1");
});

test("what no graph has is told in words", () => {
  const empty = { title: "shop", nodes: [], edges: [], groups: [] };
  expect(graphText({ ...empty, edgesMean: "before" }, uncoloured)).toBe("shop\n\nNothing to do.\n");
  expect(graphText({ ...empty, edgesMean: "needs" }, uncoloured)).toBe("shop\n\nNothing to show.\n");
  for (const written of [graphMermaid, graphDot, graphSvg])
    expect(written({ ...empty, edgesMean: "needs" })).toContain("shop");
});

test("containers that depend on each other in a circle are all shown", () => {
  const node = (name: string): GraphNode => ({ id: name, kind: "container", name, notes: [] });
  const circle: Graph = {
    title: "shop",
    edgesMean: "needs",
    nodes: ["a", "b", "c"].map(node),
    edges: [
      { from: "a", to: "b" },
      { from: "b", to: "a" },
      { from: "c", to: "c" },
    ],
    groups: [],
  };
  expect(graphText(circle, uncoloured)).toBe("shop\n\na\n└─ b\n   └─ a  see above\nc\n└─ c     see above\n");
  expect(elementsOf(readXml(graphSvg(circle))).filter(({ attributes }) => attributes.class === "tip")).toHaveLength(3);
});

describe("names and notes may be anything", () => {
  const odd = [
    `"><script>alert(1)</script>`,
    "end\\",
    'say "hi" \\n [x](y) {z} | #35; ;',
    "a\nb\u001b[31m\u202e",
    "&amp; <b> %% --> subgraph",
    "\ufffe \ud800 emoji 🐳 wide 漢字",
    '`x` $(y) \\"',
  ];
  const nodes = odd.map(
    (name, i): GraphNode => ({ id: name, kind: "service", name, notes: [odd[odd.length - 1 - i] ?? ""] }),
  );
  const edges = odd.slice(1).map((to, i) => ({ from: odd[i] ?? "", to, text: to }));
  const graph: Graph = { title: odd[0] ?? "", edgesMean: "needs", nodes, edges, groups: [] };
  const expected = nodes.map(({ name, notes }) => [name, ...notes].map(oneLine));

  test("in Mermaid and Graphviz", () => {
    const grouped: Graph = { ...graph, groups: odd.map((name) => ({ title: name, nodes: [name] })) };
    for (const read of [readMermaid(graphMermaid(grouped)), readDot(graphDot(grouped))]) {
      expect(read).toMatchObject({ title: oneLine(graph.title), groups: odd.map(oneLine), nodes: expected });
      expect(read.edges.map(({ text }) => text)).toEqual(edges.map(({ text }) => oneLine(text)));
    }
  });

  test("in SVG and in a terminal", () => {
    for (const groups of [[], odd.map((name) => ({ title: name, nodes: [name] }))]) {
      const svg = graphSvg({ ...graph, groups });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML can't hold
      expect(svg).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff\p{Surrogate}]/u);
      expect(elementsOf(readXml(svg)).some(({ name }) => name === "script")).toBe(false);
    }
    const text = graphText(graph, uncoloured);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what steers a terminal
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    for (const name of odd) expect(text).toContain(oneLine(name));
  });
});
