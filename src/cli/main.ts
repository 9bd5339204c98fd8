/**
 * The process: its only exit. Whatever ends it without a recorded outcome is a failure, never success: a promise that
 * never settles would otherwise end it with 0.
 */

import { exitCodes } from "./process/exit-codes.ts";
import { flushed } from "./process/flush.ts";
import { listenForInterrupts } from "./process/signals.ts";
import { started } from "./process/started.ts";
import { thisProcess } from "./process/this-process.ts";
import { leaveScreen } from "./render/screen.ts";
import { bugText, run } from "./run.ts";

let outcome: number | undefined;
const start = started(process);
const context = thisProcess(start, listenForInterrupts(process, exit));

process.on("exit", (code) => {
  if (context.err.steered) process.stderr.write(leaveScreen);
  if (outcome !== undefined) return;
  process.exitCode = code === exitCodes.done ? exitCodes.failed : code;
  process.stderr.write(bugText(new Error("the process ended before the command did"), undefined));
});
process.on("uncaughtException", fail);
// Node would give it to the listener above, Bun would not.
process.on("unhandledRejection", fail);

function fail(error: unknown): void {
  context.err.write(bugText(error, process.env.WINDLASS_DEBUG));
  void leave(exitCodes.failed);
}

function exit(code: number): void {
  outcome = code;
  process.exit(code);
}

/** Ends the process once what was written has left it. */
async function leave(code: number): Promise<void> {
  await flushed(context);
  exit(code);
}

run(start.words, context).then(leave);
