/** argv → exit code: reads the command line, runs the command, tells what went wrong. Ending the process is main.ts's. */
import { WindlassError } from "../core/errors.ts";
import { withoutUserInfo } from "../core/user-info.ts";
import { readOnce, version } from "../index.ts";
import { type Page, type Parsed, parseArgs } from "./args/args.ts";
import { asCalled, isCompletion, metadataCommand } from "./args/called.ts";
import { firstLook } from "./args/first-look.ts";
import { type Settings, settingsOf } from "./args/settings.ts";
import { allCommands, commandsIn } from "./commands/index.ts";
import { exitCodes } from "./process/exit-codes.ts";
import { flushed } from "./process/flush.ts";
import { eraseEcho, OutputClosed } from "./process/output.ts";
import type { ProcessContext } from "./process/process-context.ts";
import { errorLine } from "./render/json.ts";
import { errorText } from "./render/problem.ts";
import { toolEnvironment } from "./session.ts";
import { oneLine } from "./terminal/paint.ts";

const widestHelp = 100;

/** @returns the exit code; never rejects for an expected failure */
export async function run(argv: readonly string[], around: ProcessContext): Promise<number> {
  let context: ProcessContext = { ...around, disk: readOnce(around.disk) };
  let settings = firstLook(argv, context);
  try {
    if (isCompletion(argv)) {
      const { complete } = await import("./completion/complete.ts");
      context.out.write(await complete(argv, await commandsIn(argv), context));
      await flushed(context);
      return exitCodes.done;
    }
    const called = asCalled(argv, context.program ?? "", context.env);
    context = { ...context, env: { ...context.env, ...called.env } };
    if (called.words[0] === metadataCommand) {
      context.out.write(`${JSON.stringify(pluginMetadata)}\n`);
      await flushed(context);
      return exitCodes.done;
    }
    const columns = Math.min(context.out.columns, widestHelp);
    const parsed = await parsedBy(called.words, { columns, version, asCompose: called.asCompose });
    let code: number = exitCodes.done;
    if (parsed.kind === "say") context.out.write(parsed.text);
    else {
      const env = await toolEnvironment(parsed.command.named, parsed, context);
      settings = settingsOf(parsed.globals, { ...context, env }, { json: parsed.flags.format === "json" });
      code = await parsed.command.run({ ...parsed, settings }, { ...context, env, named: parsed.globals });
    }
    await flushed(context);
    await context.out.drained(context.interrupts.first);
    return code;
  } catch (error) {
    return failed(error, settings, context);
  }
}

/** A mistake is told by what all commands know: a flag may be another one's. */
async function parsedBy(words: readonly string[], page: Page): Promise<Parsed> {
  try {
    return parseArgs(words, await commandsIn(words), page);
  } catch {
    return parseArgs(words, await allCommands(), page);
  }
}

/** What docker wants to know of a plugin. */
const pluginMetadata = {
  SchemaVersion: "0.1.0",
  Vendor: "Windlass",
  Version: version,
  ShortDescription: "Run Compose files: compare, plan, apply",
};

/** Tells what happened and says how to exit. */
function failed(
  error: unknown,
  { jsonErrors, paintErr, steers }: Settings,
  { interrupts, err, env, cwd }: ProcessContext,
): number {
  if (error instanceof OutputClosed) return interrupts.exitCode() || exitCodes.SIGPIPE;
  const expected = error instanceof WindlassError;
  if (!expected && interrupts.first.aborted) return interrupts.exitCode();
  if (!expected) {
    err.write(bugText(error, env.WINDLASS_DEBUG));
    return exitCodes.failed;
  }
  if (error.code === "interrupted") eraseEcho(err, steers);
  if (jsonErrors) err.write(`${JSON.stringify(errorLine(error))}\n`);
  else err.write(errorText(error, { paint: paintErr, cwd, columns: err.columns }));
  return error.code === "interrupted" ? interrupts.exitCode() : exitCodes.failed;
}

/** A failure that nobody expected: one line, and where it happened only on request. */
export function bugText(error: unknown, debug: string | undefined): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const how = debug
    ? (error instanceof Error && error.stack) || ""
    : "please report it with the command and the Compose file; WINDLASS_DEBUG=1 adds a stack trace";
  return withoutUserInfo(`this is a bug in windlass: ${oneLine(what.split("\n", 1)[0] ?? "")}\n${how}\n`);
}
