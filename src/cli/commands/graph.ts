/** `windlass graph`: the project, the plan of a command, or what runs, as a picture or a tree. */
import { resolve } from "node:path";
import { namesAlone, serviceOf } from "../../index.ts";
import { type Call, type Command, command, type Definition, type Listing } from "../args/command.ts";
import { choice, type Flag, type FlagTable, flag, type Values, word } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import type { Settings } from "../args/settings.ts";
import { planFlags, upOnlyFlags } from "../args/up-flags.ts";
import { checkSavable, saveStream } from "../files/save.ts";
import { graphDot } from "../graph/dot.ts";
import type { Graph } from "../graph/graph.ts";
import { graphMermaid } from "../graph/mermaid.ts";
import { graphOfContainers } from "../graph/of-containers.ts";
import { graphOfPlan } from "../graph/of-plan.ts";
import { graphOfProject } from "../graph/of-project.ts";
import { graphSvg } from "../graph/svg/svg.ts";
import { graphText } from "../graph/text.ts";
import { askedUp } from "../plans/asked-up.ts";
import type { Asked, Verb } from "../plans/verb.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { checkNames, checkServices, loadProject, nameOf, projectOrName, tellWarnings, withEngine } from "../session.ts";
import { uncoloured } from "../terminal/paint.ts";

const formats = ["text", "mermaid", "dot", "svg"] as const;

const showFlags = {
  format: choice("--format <format>", formats, "output format: text, mermaid, dot or svg (default text)"),
  output: word("-o, --output <file>", "write to this file instead of standard output"),
};

type ShowCall = Call<Values<typeof showFlags>>;

/** `windlass graph plan down`: the words of the verb, and the plan that it would carry out. */
function planGraphOf(of: Listing & Verb): Command {
  const table: FlagTable = { ...of.flags, ...showFlags };
  return {
    ...of,
    name: `graph plan ${of.name}`,
    summary: `Show the steps of ${of.name} and their order`,
    examples: of.examples
      .slice(0, 1)
      .map(([line]) => [line.replace("windlass", "windlass graph plan"), "what it would do, in which order"]),
    flags: table,
    run: (call, context) =>
      show(call as ShowCall, context, async () => planGraph(await of.ask(call, context), of.name, call, context)),
  };
}

/** No graph shows values. */
const showValues: Flag<boolean> = { ...planFlags.showValues, hidden: true };

const graphPlan: Listing = {
  name: "graph plan",
  summary: "Show the steps of up or another command and their order",
  group: "inspect",
};

const planGraphs = (verbs: readonly (Listing & Verb)[]): Command => ({
  ...graphPlan,
  ...command({
    examples: [
      ["windlass graph plan", "what up would do, in which order"],
      ["windlass graph plan down --format mermaid", "the steps of another command"],
    ],
    operands: services,
    flags: { ...planFlags, showValues, ...upOnlyFlags, ...showFlags },
    subcommands: verbs.map(planGraphOf),
    run: (call, context) =>
      show(call, context, async () => planGraph(await askedUp(call, context), "up", call, context)),
  }),
});

/** `graph`, and `graph plan VERB` for each of these. */
export const graphOf = (verbs: readonly (Listing & Verb)[]): Definition =>
  command({
    examples: [
      ["windlass graph --format svg -o shop.svg", "a picture of the project"],
      ["windlass graph --live web", "the containers of web and of what it depends on, as they are now"],
    ],
    operands: services,
    flags: {
      live: flag("--live", "show the containers on the engine instead of the Compose file"),
      ...showFlags,
    },
    subcommands: [planGraphs(verbs)],
    run: (call, context) =>
      show(call, context, async () =>
        call.flags.live
          ? liveGraph(call, context)
          : graphOfProject(await loadProject(call, context, { skip: namesAlone })),
      ),
  });

async function planGraph(
  { project, plan: planned }: Asked,
  verb: string,
  call: Call<unknown>,
  context: ProcessContext,
): Promise<Graph> {
  const plan = await withEngine(context, (engine) => planned(engine, true));
  tellWarnings(plan.warnings, { sources: typeof project === "string" ? new Map() : project.sources }, call, context);
  return graphOfPlan(plan, verb);
}

async function liveGraph(call: Call<unknown>, context: ProcessContext): Promise<Graph> {
  const { services } = call;
  const project = await projectOrName({ ...call, services: [] }, context);
  checkServices(project, services);
  const snapshot = await withEngine(context, (engine) =>
    engine.snapshot({ project: nameOf(project), images: [] }, context.interrupts.first),
  );
  if (typeof project === "string") checkNames(services, snapshot.containers.map(serviceOf));
  return graphOfContainers(snapshot, nameOf(project), services);
}

/** @returns the exit code */
async function show(
  { flags: { format = "text", output }, settings }: ShowCall,
  { out, cwd, interrupts }: ProcessContext,
  make: () => Promise<Graph>,
): Promise<number> {
  const path = output === undefined ? undefined : resolve(cwd, output);
  if (path === undefined) out.write(written(await make(), format, settings, out.isTTY ? out.columns : undefined));
  else {
    await checkSavable(path);
    const text = written(await make(), format, { paintOut: uncoloured }, undefined);
    await saveStream([Buffer.from(text)], path, interrupts.first, 0o666);
  }
  return 0;
}

function written(
  graph: Graph,
  format: (typeof formats)[number],
  { paintOut }: Pick<Settings, "paintOut">,
  columns: number | undefined,
): string {
  switch (format) {
    case "text":
      return graphText(graph, paintOut, columns);
    case "mermaid":
      return graphMermaid(graph);
    case "dot":
      return graphDot(graph);
    case "svg":
      return graphSvg(graph);
  }
}
