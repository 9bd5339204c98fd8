/** Measures a scenario: its tools in turn, each with a project of its own on the same file, so that none finds what another made. */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask } from "../scripts/lib/engine-api.mjs";
import { say } from "../scripts/lib/say.mjs";
import { bareLoop } from "./bare.mjs";
import { inTurn, timed, weighed } from "./measure.mjs";
import { summary } from "./results.mjs";

const quickRounds = 3;
/** Runs that are weighed and not timed: fewer where rounds are few, because they are long. */
const weighings = (rounds) => (rounds > 8 ? 3 : 1);

const removalLimitMs = 120_000;

/** A row for each phase: `{ name, rounds, tools }`, with what each tool took and needed. */
export async function rowsOf(scenario, found, { address, folder, signal, isQuick }) {
  const { files = [], phases, before, tools: wanted } = scenario;
  const rounds = isQuick ? quickRounds : scenario.rounds;
  const id = randomBytes(3).toString("hex");
  const file = join(folder, `${id}.yaml`);
  const project = (tool) => `wdl-bench-${id}-${tool}`;
  const call = ({ id: tool, program, args, env }, command) => ({
    program,
    args: [...args, ...(files.length > 0 ? ["-f", file, "-p", project(tool)] : []), ...command],
    env,
  });
  const write = (round) => {
    if (files.length > 0) writeFileSync(file, files[round % files.length]);
  };
  const tools = found.filter((tool) => wanted?.includes(tool.id) ?? true);
  try {
    write(0);
    if (before !== undefined) for (const tool of tools) await timed(call(tool, before), { signal });
    const bare = wanted?.includes("bare") ? await bareTool(phases, tools, { call, address, folder, signal }) : [];
    const weighing = { first: 1, rounds: weighings(rounds) };
    const use = await inTurn(tools, phases, weighing, ({ command, into }, tool, round) => {
      write(round);
      return weighed(call(tool, command), { into, signal });
    });
    const timing = { first: 1 + weighing.rounds, rounds };
    const times = await inTurn([...tools, ...bare], phases, timing, (phase, tool, round) => {
      write(round);
      return tool.run?.(phase) ?? timed(call(tool, phase.command), { into: phase.into, signal });
    });
    const ids = [...tools, ...bare].map((tool) => tool.id);
    return phases.map(({ name }) => ({
      name,
      rounds,
      tools: Object.fromEntries(ids.map((tool) => [tool, summary(times[name][tool], use[name][tool])])),
    }));
  } finally {
    if (files.length > 0) for (const tool of [...tools, { id: "bare" }]) await remove(project(tool.id), address);
  }
}

/** The bare loop with what Windlass asks for in these phases; none where it can't reach the engine. */
async function bareTool(phases, tools, { call, address, folder, signal }) {
  const { protocol, pathname: socket } = new URL(address);
  if (protocol !== "unix:") {
    say(`no bare loop: it reaches an engine by its socket only, not at ${address}`);
    return [];
  }
  const windlass = tools.find((tool) => tool.id === "executable");
  const run = ({ command }, DOCKER_HOST) =>
    timed(call({ ...windlass, id: "bare", env: { ...windlass.env, DOCKER_HOST } }, command), { signal });
  return [{ id: "bare", run: await bareLoop(phases, { socket, folder, signal }, run) }];
}

/** Removes all that carries the project's label. What a killed tool was removing goes by itself. */
async function remove(project, address) {
  const filters = encodeURIComponent(JSON.stringify({ label: [`com.docker.compose.project=${project}`] }));
  const containers = () => ask(address, "GET", `/containers/json?all=1&filters=${filters}`);
  const giveUp = Date.now() + removalLimitMs;
  for (let left = await containers(); left.length > 0 && Date.now() < giveUp; left = await containers())
    for (const { Id } of left) await ask(address, "DELETE", `/containers/${Id}?force=1&v=1`).catch(unlessGoing);
  const networks = await ask(address, "GET", `/networks?filters=${filters}`);
  for (const { Id } of networks) await ask(address, "DELETE", `/networks/${Id}`);
}

function unlessGoing(error) {
  if (error.status !== 404 && error.status !== 409) throw error;
}
