/** Holds figures against their goals. The goals are in scenarios.mjs alone: a changed goal judges the figures that there are. */
import { memoryGoal, scenarios } from "./scenarios.mjs";

/**
 * The rows that have been measured, in the order of the scenarios but with all sizes of one work together, with a comparison (`ratio`, and `goal` where one is set)
 * for each thing that is compared.
 */
export function judgedRows({ rows }) {
  const found = new Map(rows.map((row) => [row.name, row]));
  const phases = scenarios.flatMap((scenario) => scenario.phases.map((phase) => ({ ...scenario, ...phase })));
  const workOf = ({ name }) => name.replace(/, [\d,]+ \w+$/, "");
  return [...Map.groupBy(phases, workOf).values()]
    .flat()
    .filter(({ name }) => found.has(name))
    .map((phase) => {
      const row = found.get(phase.name);
      const { executable, node, compose, plugin, bare } = row.tools;
      return {
        ...row,
        isShort: row.rounds < phase.rounds,
        time: compared(executable, compose, "ms", phase.goal),
        onNode: compared(node, compose, "ms", phase.onNode),
        asPlugin: compared(plugin, compose, "ms"),
        limit: compared(executable, bare, "ms", phase.bare),
        memory: compared(executable, compose, "peakMiB", memoryGoal),
        processor: compared(executable, compose, "cpuMs"),
      };
    });
}

/** Undefined where one of the two was not measured. Of what has quartiles, the medians count. */
function compared(one, other, field, goal) {
  const [own, its] = [one, other].map((tool) => (Array.isArray(tool?.[field]) ? tool[field][1] : tool?.[field]));
  if (own === undefined || its === undefined) return undefined;
  const ratio = Math.round((own / its) * 100) / 100;
  return { ratio, ...(goal !== undefined && { goal, isMet: ratio <= goal }) };
}
