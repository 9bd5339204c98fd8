/** What the scripts tell a person: one line for each step, on stderr, and a reason where they stop. */

const began = performance.now();
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** One line. */
export const say = (text) => void process.stderr.write(`windlass: ${text}\n`);

/** Announces a step, runs it, and tells how long it took; while it lasts, a line every 20 seconds shows that it goes on. */
export async function step(text, work) {
  const start = performance.now();
  say(`${text} …`);
  const alive = setInterval(() => say(`${text}: ${seconds(performance.now() - start)} so far`), 20_000);
  try {
    return await work();
  } finally {
    clearInterval(alive);
    const took = performance.now() - start;
    if (took > 1000) say(`${text}: ${seconds(took)}`);
  }
}

/** How long the script has been running. */
export const elapsed = () => seconds(performance.now() - began);

/** Something that a person has to mend: the message says what, without a stack. */
export class Stop extends Error {}

/** Runs a script's main function: a Stop is a message and exit code 1, anything else a bug with its stack. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    if (error instanceof Stop) say(error.message);
    else process.stderr.write(`${error?.stack ?? error}\n`);
    process.exitCode = 1;
  }
}
