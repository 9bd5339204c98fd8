/** A container's line as the terminal shows it: whose it is, in a colour of its own, and harmless. */
import { type LogLine, logText } from "../../index.ts";
import { oneLine, type Paint, padEnd, type Style, width } from "../terminal/paint.ts";

export interface LogLook {
  /** Whose line it is stands before it. */
  readonly prefix: boolean;
  readonly timestamps: boolean;
  /** On a terminal, control sequences but colours are dropped; elsewhere bytes stay as they are. */
  readonly isTTY: boolean;
  readonly paint: Paint;
}

const newline = Buffer.from("\n");

const cycle: readonly Style[] = [
  "cyan",
  "yellow",
  "green",
  "magenta",
  "blue",
  "cyanBright",
  "yellowBright",
  "greenBright",
  "magentaBright",
  "blueBright",
];

/** Gives each name its colour in the order of appearance, and one width to all that are known. */
export class LogFormat {
  readonly #look: LogLook;
  readonly #styles = new Map<string, Style>();
  #width = 0;

  constructor(look: LogLook, names: readonly string[] = []) {
    this.#look = look;
    for (const name of names.toSorted()) this.meet(name);
  }

  meet(name: string): void {
    if (this.#styles.has(name)) return;
    this.#styles.set(name, cycle[this.#styles.size % cycle.length] ?? "cyan");
    this.#width = Math.max(this.#width, width(oneLine(name)));
  }

  /** The name in its colour. */
  name(name: string): string {
    this.meet(name);
    return this.#look.paint(this.#styles.get(name) ?? "cyan", oneLine(name));
  }

  /** One or several lines of output, each ending with a newline: text for a terminal, bytes for anything else. */
  line(name: string, line: LogLine): string | Uint8Array {
    const { prefix, timestamps, isTTY, paint } = this.#look;
    this.meet(name);
    const style = this.#styles.get(name) ?? "cyan";
    const before = prefix ? `${paint(style, `${padEnd(oneLine(name), this.#width)}  |`)} ` : "";
    const time = timestamps ? `${line.timestamp} ` : "";
    if (!isTTY) return Buffer.concat([Buffer.from(before + time), line.bytes, newline]);
    return harmless(logText(line))
      .map((text) => `${before}${time}${text}\n`)
      .join("");
  }
}

/** `code 3 (restarting)`, as docker compose has it. */
export const exitText = ({
  exitCode,
  restarting,
}: {
  readonly exitCode: number;
  readonly restarting: boolean;
}): string => `code ${exitCode}${restarting ? " (restarting)" : ""}`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const colour = /\u001b\[[\d;:]*m/g;
/** OSC, DCS, PM, APC and SOS up to their end, CSI, two-letter escapes; then what else is no text. */
const sequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b[PX^_]|[\u0090\u0098\u009e\u009f])[^\u001b\u009c]*(?:\u001b\\|\u009c)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const otherControls = /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]/g;
const reset = "\u001b[0m";

/**
 * The text without anything that steers a terminal but colours. A carriage return begins a line of its own, so that
 * nothing overwrites the prefix.
 */
export function harmless(text: string): readonly string[] {
  const lines = text.split("\r").filter((line) => line !== "");
  const parts = lines.length > 0 ? lines : [""];
  return parts.map((part) => {
    let kept = "";
    let from = 0;
    for (const match of part.matchAll(sequences)) {
      kept += part.slice(from, match.index);
      if (match[0].replace(colour, "") === "") kept += match[0];
      from = match.index + match[0].length;
    }
    kept = (kept + part.slice(from)).replace(otherControls, "");
    return kept.includes("\u001b[") ? kept + reset : kept;
  });
}
