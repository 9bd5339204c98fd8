/** How this run shows what happens: flags first, then the environment, then what the terminal can do. */
import { WindlassError } from "../../core/errors.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { coloured, type Paint, uncoloured } from "../terminal/paint.ts";
import type { Globals } from "./globals.ts";

export type ProgressMode = "live" | "plain" | "json" | "quiet";

export interface Settings {
  readonly progress: ProgressMode;
  readonly paintOut: Paint;
  readonly paintErr: Paint;
  /** Whether control sequences may be written at all. */
  readonly steers: boolean;
  /** Kinds of steps whose progress is not shown, only that they begin and end. */
  readonly hushed?: ReadonlySet<string>;
  /** Where plain lines about the steps of builds go; absent: to standard error, as all others. */
  readonly buildLog?: "stdout";
  /** Errors are JSON on standard error: with `--progress json`, and wherever the result is JSON. */
  readonly jsonErrors: boolean;
  /** Engine calls at once; absent: no bound. */
  readonly parallel?: number;
}

const modes: Readonly<Record<string, ProgressMode | "auto">> = {
  "": "auto",
  auto: "auto",
  tty: "live",
  plain: "plain",
  json: "json",
  quiet: "quiet",
  none: "quiet",
};

/**
 * @param json whether the command's result is JSON: then what is said beside it is, too, unless another progress is asked for
 * @throws WindlassError `usage`
 */
export function settingsOf(
  globals: Globals,
  { env, out, err }: Pick<ProcessContext, "env" | "out" | "err">,
  { json = false }: { readonly json?: boolean } = {},
): Settings {
  if (globals.noAnsi && globals.ansi !== undefined)
    throw new WindlassError("usage", "--no-ansi can't be combined with --ansi");
  const ansi = globals.noAnsi ? "never" : (globals.ansi ?? env.COMPOSE_ANSI ?? "auto");
  if (ansi !== "auto" && ansi !== "always" && ansi !== "never")
    throw new WindlassError("usage", `unsupported COMPOSE_ANSI value ${JSON.stringify(ansi)}`, {
      hint: "use never, always or auto",
    });
  const asked = globals.progress ?? (env.COMPOSE_PROGRESS || (json ? "json" : ""));
  const mode = Object.hasOwn(modes, asked) ? modes[asked] : undefined;
  if (mode === undefined)
    throw new WindlassError("usage", `unsupported --progress value ${JSON.stringify(asked)}`, {
      hint: "use auto, tty, plain, json or quiet",
    });
  if (asked === "tty" && ansi === "never")
    throw new WindlassError("usage", "can't use --progress tty while ANSI support is disabled");
  if (asked === "plain" && ansi === "always")
    throw new WindlassError("usage", "can't use --progress plain while ANSI support is forced");

  const dumb = env.TERM === "dumb";
  const steers = !dumb && ansi !== "never";
  const colours = (isTTY: boolean): boolean =>
    ansi === "always" || (ansi === "auto" && isTTY && !dumb && !env.NO_COLOR);
  const parallel = parallelOf(globals, env);
  return {
    progress: mode === "auto" ? (err.isTTY && steers ? "live" : "plain") : mode === "live" && dumb ? "plain" : mode,
    steers,
    jsonErrors: json || mode === "json",
    paintOut: colours(out.isTTY) ? coloured : uncoloured,
    paintErr: colours(err.isTTY) ? coloured : uncoloured,
    ...(parallel > 0 && { parallel }),
  };
}

function parallelOf(globals: Globals, env: ProcessContext["env"]): number {
  if (globals.parallel !== undefined) return globals.parallel;
  const text = env.COMPOSE_PARALLEL_LIMIT ?? "";
  if (text === "") return -1;
  if (!/^(-1|\d+)$/.test(text))
    throw new WindlassError("usage", `COMPOSE_PARALLEL_LIMIT must be an integer (found: ${JSON.stringify(text)})`, {
      hint: "use -1 for no limit",
    });
  return Number(text);
}

/** `1`, `true`, `yes`: as such variables are written. */
export const isYes = (text: string | undefined): boolean => /^(1|t|true|y|yes|on)$/i.test(text ?? "");
