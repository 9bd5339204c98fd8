/** Times programs, turn by turn: each round runs every tool once, and the tool that goes first changes with the round. */
import { closeSync, openSync } from "node:fs";
import { quiet } from "../scripts/lib/run.mjs";

const limitSeconds = 120;

/** Milliseconds that a run of the program took. @param into a file for its output; absent: it is read here */
async function timed({ program, args, options }, command, into) {
  const file = into === undefined ? "pipe" : openSync(into, "w");
  const start = performance.now();
  try {
    await quiet(program, [...args, ...command], { ...options, limitSeconds, stdio: ["ignore", file, "pipe"] });
    return performance.now() - start;
  } finally {
    if (typeof file === "number") closeSync(file);
  }
}

/**
 * `rounds` rounds of the phases; name of the phase → tool → times. Every tool has its own project, so that none finds
 * what the other made.
 */
export async function interleaved(tools, phases, rounds) {
  const times = new Map(phases.map(({ name }) => [name, new Map(tools.map((tool) => [tool.name, []]))]));
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? tools : tools.toReversed();
    for (const { name, command, into } of phases)
      for (const tool of order)
        times
          .get(name)
          .get(tool.name)
          .push(await timed(tool, command, into));
  }
  return times;
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
