/** How this run shows what happens: flags first, then the environment, then what the terminal can do. */
import { WindlassError } from "../../core/errors.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { coloured, type Paint, uncoloured } from "../render/paint.ts";
import { type Globals, mergeGlobals } from "./globals.ts";

export type ProgressMode = "live" | "plain" | "json" | "quiet";

export interface Settings {
  readonly progress: ProgressMode;
  readonly paintOut: Paint;
  readonly paintErr: Paint;
  /** Kinds of steps whose progress is not shown, only that they begin and end. */
  readonly hushed?: ReadonlySet<string>;
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

/** @throws WindlassError `usage` */
export function settingsOf(globals: Globals, { env, out, err }: Pick<ProcessContext, "env" | "out" | "err">): Settings {
  const ansi = globals.ansi ?? env.COMPOSE_ANSI ?? "auto";
  if (ansi !== "auto" && ansi !== "always" && ansi !== "never")
    throw new WindlassError("usage", `unsupported COMPOSE_ANSI value ${JSON.stringify(ansi)}`, {
      hint: "it is one of never, always, auto",
    });
  const asked = globals.progress ?? env.COMPOSE_PROGRESS ?? "";
  const mode = Object.hasOwn(modes, asked) ? modes[asked] : undefined;
  if (mode === undefined)
    throw new WindlassError("usage", `unsupported --progress value ${JSON.stringify(asked)}`, {
      hint: "it is one of auto, tty, plain, json, quiet",
    });
  if (asked === "tty" && ansi === "never")
    throw new WindlassError("usage", "can't use --progress tty with --ansi never");
  if (asked === "plain" && ansi === "always")
    throw new WindlassError("usage", "can't use --progress plain with --ansi always");

  const dumb = env.TERM === "dumb";
  const colours = (isTTY: boolean): boolean =>
    ansi === "always" || (ansi === "auto" && isTTY && !dumb && !env.NO_COLOR);
  const parallel = parallelOf(globals, env);
  return {
    progress: mode === "auto" ? (err.isTTY && !dumb && ansi !== "never" ? "live" : "plain") : mode,
    paintOut: colours(out.isTTY) ? coloured : uncoloured,
    paintErr: colours(err.isTTY) ? coloured : uncoloured,
    ...(parallel > 0 && { parallel }),
  };
}

/** Before the command line is understood: what the terminal can do. */
export const defaultSettings = ({ env, out, err }: Pick<ProcessContext, "env" | "out" | "err">): Settings =>
  settingsOf(mergeGlobals({}, {}), { env: { TERM: env.TERM, NO_COLOR: env.NO_COLOR }, out, err });

function parallelOf(globals: Globals, env: ProcessContext["env"]): number {
  if (globals.parallel !== undefined) return globals.parallel;
  const text = env.COMPOSE_PARALLEL_LIMIT ?? "";
  if (text === "") return -1;
  if (!/^-?\d+$/.test(text)) throw new WindlassError("usage", "COMPOSE_PARALLEL_LIMIT must be a whole number");
  return Number(text);
}

/** `1`, `true`, `yes`: as such variables are written. */
export const isYes = (text: string | undefined): boolean => /^(1|t|true|y|yes|on)$/i.test(text ?? "");
